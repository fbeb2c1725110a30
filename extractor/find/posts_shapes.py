"""The slots of the shapes of elections and appointments, as regular expressions over coded sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.find.mask import SIGNS
from extractor.find.posts_words import FILLER, VERBS, WORD_SIGNS

_PERSON, _POSITION, _ORGANIZATION = SIGNS["person"], SIGNS["position"], SIGNS["organization"]
_S = WORD_SIGNS
_COUNT = r"(?:(?:các|những|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+|cả|tân|đồng chí)\s+)*"
# before a list of names: "hai ông", "các đồng chí:", "3 ông bà có tên sau:"
CALL = (
    r"(?:(?:các|những|hai|ba|bốn|năm|\d+|cả)\s+)?"
    r"(?:(?:vị|người|đồng\s+chí|đ/c|ông|bà|anh|chị|bạn|cô|thầy|thành\s+viên)\b[\s,:]*)*"
)


# "thay (cho) ông B": who is replaced is given nothing
REPLACED = re.compile(
    rf"\b(?:thay(?:\s+thế)?(?:\s+cho)?|kế\s+nhiệm(?:\s+cho)?|tiền\s+nhiệm(?:\s+là)?)\s+{CALL}\Z", re.IGNORECASE
)


def _word(slot: str) -> str:
    return f"{_S[slot]}{FILLER}*"


def _without(signs: str, most: int) -> str:
    return f"[^{signs}]{{0,{most}}}?"


BLOCK = "\ue00f"  # stands where another statement was read already
# what does not stand between a person and the "giữ chức" of the same statement
_CLOSING = ("elect", "win", "win_again", "appoint", "appoint_again", "receive", "stop", "speech", "attend")
_HEAVY = VERBS + _S["stop"] + _S["speech"] + _S["attend"] + BLOCK
_TITLES = rf"(?:{_POSITION}(?:\s*(?:,|kiêm|và|-|–)?\s*{_POSITION})*\s*,?\s*)?"
# a degree that is no part of the name: "KTS. A"
_DEGREE = r"(?:\b[^\W\d]{1,6}\.\s*)?"
_FIRST = rf"{_TITLES}{_DEGREE}{_PERSON}"
_ONE = rf"{CALL}{_TITLES}{_DEGREE}{_PERSON}"
_LIGHT = "[^" + _PERSON + _HEAVY + _S["passive"] + _S["as"] + ";]"
# what may stand behind a name in a list
_APPOSITION = rf"{_LIGHT}{{0,300}}?"
_BETWEEN = r"\s*(?:[,;]|\bvà\b|\bcùng(?:\s+với)?\b|[–-])\s*(?:[,;]\s*)?(?:(?:và|cùng|còn|với)\s+)?"
_VERB = rf"[{VERBS}]{FILLER}*(?:[\s,]*(?:(?:và|rồi|đồng\s+thời|việc|về\s+việc)\s+)*[{VERBS}]{FILLER}*)*(?:\s+lại\b)?"
_AS = rf"(?:{_word('as')}\s*(?:(?:các|hai|ba|bốn|năm|\d+)\s+)?)+"
_MORE = (
    rf"\s*(?:,|[-\u2013]|kiêm(?:\s+nhiệm)?|và|,?\s*đồng\s+thời|\(\s*kiêm)\s*"
    rf"(?:(?:là|kiêm|{_word('passive')}|{_word('appoint')}|{_AS})\s*)*{_COUNT}{_POSITION}"
    rf"(?!(?:\s+(?:mới|khác|còn\s+lại|khóa\s+\w+))?\s*(?:{_PERSON}|:|là\b|do\b|thuộc\b|{_S['has']}|{_S['passive']}))"
)

SLOTS: Mapping[str, str] = {
    "person": _FIRST,
    "people": rf"{_FIRST}(?:{_APPOSITION}{_BETWEEN}{_ONE})*",
    "post": rf"{_COUNT}{_POSITION}(?:\s*[-\u2013]\s*{_POSITION})?(?:\s*,?\s*kiêm\s+(?:nhiệm\s+)?{_POSITION})?",
    "posts": rf"{_COUNT}{_POSITION}(?:{_MORE})*",
    "organization": _ORGANIZATION,
    "verb": _VERB,
    "win": f"[{_S['win']}{_S['win_again']}]{FILLER}*",
    "receive": _word("receive"),
    "win_again": _word("win_again"),
    "appoint_again": _word("appoint_again"),
    "move": _word("move"),
    "count": r"(?:cả\s+)?(?:các|những|hai|ba|bốn|năm|\d+)",
    "as": _AS,
    "passive": _word("passive"),
    "lead": _word("lead"),
    "has": rf"(?:{_word('has')}[\s,:]*)+",
    "board": rf"(?:{_word('board')}|{_ORGANIZATION})",
    "re": r"(?:tiếp\s+tục|vẫn|lại)",
    "gap": _without(_PERSON + _POSITION + _HEAVY + _S["passive"] + _S["leave"] + ";:", 110),
    "tight": r"(?:\s+(?:bổ\s+sung|lại|thêm|tiếp|là|vào))*\s*",
    "agent": _without(_HEAVY + _S["passive"] + _S["leave"] + ";:", 170),
    "app": _APPOSITION,
    "tail": _without(_PERSON + "".join(_S[slot] for slot in _CLOSING) + BLOCK + ";", 320),
}

# the signs of which a slot holds one; a sentence without any cannot match a shape with that slot
_SIGNS_OF: Mapping[str, str] = {
    **{slot: _S[slot] for slot in ("win_again", "appoint_again", "move", "receive", "as", "passive", "lead", "has")},
    "verb": VERBS,
    "win": _S["win"] + _S["win_again"],
    "person": _PERSON,
    "people": _PERSON,
    "post": _POSITION,
    "posts": _POSITION,
    "organization": _ORGANIZATION,
    "board": _S["board"] + _ORGANIZATION,
}


def needed_signs(shape: str) -> list[str]:
    """For each slot that a shape cannot do without the signs that may stand there."""
    return [_SIGNS_OF[slot] for slot in re.findall(r"\{([a-z_]+)\d*\}", _bare(shape)) if slot in _SIGNS_OF]


def needed_words(shape: str) -> list[tuple[str, str]]:
    """For each word that a shape cannot do without its spellings, in small letters and with a capital."""
    words = re.findall(r"\w+", re.sub(r"\{\w+\}", " ", _bare(shape)))
    return [(word, word.capitalize()) for word in words]


def _bare(shape: str) -> str:
    """A shape without what may be missing and without its choices."""
    bare = shape
    while (inner := re.sub(r"\[[^\[\]]*\]|\([^()]*\)", "", bare)) != bare:
        bare = inner
    return bare
