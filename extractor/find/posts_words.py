"""Words of elections and appointments as signs, so that shapes can speak of kinds of words.

In a masked sentence every verb, every "làm" or "giữ chức" before a post, every word of doubt becomes one private-use
sign followed by fillers; the length stays, and so do the places. A gap between two slots is then a simple
class of characters: whatever holds no person, no verb and no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.find.mask import SIGNS, Masked
from extractor.language.tokens import fold
from extractor.patterns import Patterns, Rule

FILLER = "\ue01f"
WORD_SIGNS: Mapping[str, str] = {
    "elect": "\ue010",
    "win": "\ue011",
    "win_again": "\ue01c",
    "appoint": "\ue012",
    "move": "\ue013",
    "as": "\ue014",
    "passive": "\ue015",
    "stop": "\ue016",
    "speech": "\ue017",
    "leave": "\ue018",
    "lead": "\ue019",
    "board": "\ue01a",
    "has": "\ue01b",
    "attend": "\ue01d",
    "vote": "\ue01e",
    "receive": "\ue020",
    "now": "\ue021",
    "appoint_again": "\ue022",
}
VERBS = "".join(
    WORD_SIGNS[slot] for slot in ("elect", "win", "win_again", "appoint", "appoint_again", "move", "receive")
)
# "làm" gives a post only where one stands right behind it
_POST_BEHIND = re.compile(rf"[^;.!?,{SIGNS['person']}]{{0,25}}?{SIGNS['position']}")
_WORD = re.compile(r"[\w/]+")
# votes, years of birth, an office's short form: what stands in brackets and names nobody is no part of a statement
_ASIDE = re.compile(rf"\([^(){SIGNS['person']}{SIGNS['position']}]{{0,200}}\)")
_COUNT = r"(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|\d+)"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the vocabulary at masked offsets."""

    start: int
    end: int
    slot: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence whose things (by `masked`) and words are signs. `text` is as long as `masked.text`.

    Brackets that name nobody are blank in `text`; `repeats` are the places of those that say "(tái cử)".
    """

    masked: Masked
    text: str
    words: tuple[Word, ...]
    repeats: tuple[int, ...] = ()

    def has(self, slots: str, start: int = 0, end: int | None = None) -> bool:
        """Whether one of some signs stands between two masked offsets."""
        part = self.text[start:end]
        return any(sign in part for sign in slots)


class Vocabulary:
    """The verbs and words of `patterns/posts`."""

    def __init__(self, patterns: Patterns) -> None:
        rules = [*patterns.rules("post_verb"), *patterns.rules("post_word")]
        self._rules: dict[str, Rule] = {}
        for rule in rules:
            for phrase in rule.words:
                self._rules.setdefault(_key(phrase), rule)
        by_first: dict[str, list[str]] = {}
        for phrase in sorted(self._rules, key=len, reverse=True):
            by_first.setdefault(phrase.split()[0], []).append(_regex(phrase) + _not_before(self._rules[phrase]))
        self._by_first = {
            first: re.compile(rf"(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE) for first, phrases in by_first.items()
        }
        again = "|".join(
            _regex(phrase)
            for rule in rules
            if rule.get("slot") in ("win_again", "appoint_again")
            for phrase in rule.words
        )
        self._again = re.compile(rf"(?:{again})(?!\w)", re.IGNORECASE)
        boards = "|".join(_regex(phrase) for rule in rules if rule.get("slot") == "board" for phrase in rule.words)
        self.board = re.compile(rf"(?:{boards})(?!\w)\s*", re.IGNORECASE)
        """What a board's name begins with: "Ban Chấp hành " of "Ban Chấp hành Hội X"."""

    def code(self, masked: Masked) -> Coded:
        """Put signs for the words of a masked sentence."""
        words = []
        parts: list[str] = []
        place = reached = 0
        asides = list(_ASIDE.finditer(masked.text)) if "(" in masked.text else []
        text = masked.text
        for aside in asides:
            text = text[: aside.start()] + " " * len(aside[0]) + text[aside.end() :]
        for word in _WORD.finditer(text):
            phrases = self._by_first.get(fold(word[0]))
            if phrases is None or word.start() < reached:
                continue
            match = phrases.match(text, word.start())
            if match is None:
                continue
            reached = match.end()
            rule = self._rules.get(_key(match[0])) or self._rules[_counted(match[0])]
            sign = WORD_SIGNS.get(rule.get("slot"))
            if sign is None or (rule.get("before") == "post" and not _POST_BEHIND.match(text, match.end())):
                continue
            words.append(Word(match.start(), match.end(), rule.get("slot"), rule))
            parts += [text[place : match.start()], sign, FILLER * (len(match[0]) - 1)]
            place = match.end()
        parts.append(text[place:])
        repeats = tuple(aside.start() for aside in asides if self._again.search(aside[0]))
        return Coded(masked, "".join(parts), tuple(words), repeats)


def _regex(phrase: str) -> str:
    return r"\s+".join(_COUNT if word == "#" else re.escape(word) for word in phrase.split())


def _not_before(rule: Rule) -> str:
    """What keeps "giữ chức Vụ trưởng" from being read as "giữ chức vụ"."""
    phrases = "|".join(map(_regex, rule.all("not_before")))
    return rf"(?!\s+(?:{phrases})\b)" if phrases else ""


def _counted(phrase: str) -> str:
    """The key of a phrase in which "#" stands for a number or a plural."""
    return " ".join("#" if re.fullmatch(_COUNT, word, re.IGNORECASE) else fold(word) for word in phrase.split())


def _key(phrase: str) -> str:
    return " ".join(fold(word) for word in phrase.split())
