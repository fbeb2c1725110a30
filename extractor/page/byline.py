"""Bylines: `Tin: A; Ảnh: B, C`, `A - TVT`, `(H.V)`, `Theo O`, bare names, and names glued to the last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.page.normalize import fold
from extractor.page.rules import PageRules
from extractor.page.syllables import is_syllable
from extractor.record import Credit, CreditRole

_MAX_LENGTH = 130
_MAX_OFFICE = 10  # words of an office in place of a writer's name
_PAPER = re.compile(r"(?=[^\W\d_a-zđ])[^\W\d_]+(?:\s+[^\W\d_]+){1,3}")  # a paper's name before a label
_ROLES: dict[str, CreditRole] = {"text": "text", "photo": "photo", "source": "source"}
_EDGES = " \t_-–—.,;:*|/()[]•…~"
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]")
_BETWEEN = re.compile(r"\s*[,;&|/+]\s*|\s+[-–—]\s*|\s*[-–—]\s+|[–—]|\s+và\s+", re.IGNORECASE)
_GLUE = re.compile(r"(?<=\w\w)-(?=\w)")
_INITIALS = re.compile(r"(?:[A-ZĐ][a-zđ]{0,2}\.\s?){1,3}(?:[A-ZĐ][a-zđ]{0,2})?\.?\Z")
_AGENCY = re.compile(r"\s*[A-Z]{3,8}\s*/")  # an agency before the paper that took its news: TTXVN/Báo
_SHORTENED = re.compile(r"[^\W\d_]\.\s?[^\W\d_]{2,}\Z")  # an initial and a name
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w.’'`]*[\w’'.])?\Z")
_SENTENCE_END = re.compile(r"(?P<word>[\w%]*)(?P<sign>[.!?…]+[”\"’)]*|[”\"])\s*(?=[^\s.!?…])")


@dataclass(frozen=True, slots=True)
class Byline:
    """The names of a byline as printed, and what each is credited for.

    `labelled`: a label stands before them; `photo`: all are credited for pictures only.
    """

    names: tuple[str, ...]
    credits: tuple[Credit, ...]
    labelled: bool
    photo: bool = False


def read_byline(text: str, rules: PageRules) -> Byline | None:
    """The byline that a whole line holds, or None where it is something else."""
    if not text or len(text) > _MAX_LENGTH:
        return None
    bare = text.strip(_EDGES)
    wrapped = text.strip()[:1] in "(-–_[" and text.strip()[-1:] in ")-–_]"
    credits: list[Credit] = []
    labelled = False
    segments = list(_segments(_balanced(text.strip(" _*•|"), bare), rules))
    for roles, part in segments:
        labelled = labelled or bool(roles)
        if not roles and _AGENCY.match(part):
            roles = ("source",)
        found = _names(part, rules, labelled=bool(roles), wrapped=wrapped)
        if (found is None or _AGENCY.match(part)) and "source" in roles:
            found = [part.strip(_EDGES)] if len(part.split()) <= 8 else None
        if found is None and not roles and len(segments) > 1 and _PAPER.fullmatch(part.strip(_EDGES)):
            continue  # the paper before its writers: `Bản tin Hội - TH: A`
        if found is None:
            return None
        credits += [Credit(name=name, role=_ROLES[role]) for name in found for role in roles or ("text",)]
    if not credits:
        return None
    named = [credit for credit in credits if credit.role != "source"]
    names = dict.fromkeys(credit.name for credit in named)
    photo = bool(named) and all(credit.role == "photo" for credit in named)
    return Byline(tuple(names), tuple(dict.fromkeys(credits)), labelled, photo)


def _balanced(text: str, bare: str) -> str:
    """The line without signs around it, but with the bracket that closes one inside."""
    return bare + ")" if bare.count("(") > bare.count(")") and text.endswith(")") else bare


def _segments(text: str, rules: PageRules) -> Iterator[tuple[tuple[str, ...], str]]:
    """The stretches of a byline with the roles that the label before each gives; none before the first label."""
    start = 0
    roles: tuple[str, ...] = ()
    lowered = text.lower()
    for match in rules.credit.finditer(lowered) if len(lowered) == len(text) else ():
        named = rules.credit_roles[fold(match["label"])]
        after = text[match.end() :]
        colon = re.match(r"\s*[:：]", after)
        silent = fold(match["label"]) in rules.silent_credits and after[:1].isspace() and after.lstrip()[:1].isupper()
        if not (colon or silent) or (text[: match.start()].strip() and text[match.start() - 1] not in " .,;-–—/|(["):
            continue
        before = text[start : match.start()]
        if len(before.split()) == 1 and before[-1] == " " and len(before.strip(_EDGES)) == len(before.strip()):
            continue  # one word before the label belongs to it: `Thông tin:`
        if before.strip(_EDGES):
            yield roles, before
        elif roles:
            return  # a label with nothing behind it: no byline
        start, roles = match.end() + (colon.end() if colon else 0), named
    yield roles, text[start:]


def _names(part: str, rules: PageRules, *, labelled: bool, wrapped: bool) -> list[str] | None:
    """The names in a stretch, without affiliations; None where it holds anything else."""
    part = _BRACKETED.sub(" ", part + (")" if part.count("(") > part.count(")") else "")).strip(_EDGES)
    pieces = [piece.strip(_EDGES) for piece in _split(part)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return None
    if labelled and pieces[0][0].isupper() and not _is_name(pieces[0], 1) and rules.desk.match(pieces[0]) is None:
        return [part] if len(part.split()) <= _MAX_OFFICE else None
    kept: list[str] = []
    for number, piece in enumerate(pieces):
        if rules.judge(piece) == "page_furniture":
            continue
        least = 1 if labelled or wrapped or len(pieces) > 1 else 2
        if rules.desk.match(piece) or _INITIALS.match(piece + ("." if piece.count(".") else "")):
            kept.append(piece)
        elif _is_abbreviation(piece) or (number and rules.affiliation.match(piece)):
            if len(pieces) == 1:
                kept.append(piece)
        elif _is_abbreviation(piece.split()[0]) and rules.desk.match(piece.split()[0]) is None:
            if number:
                continue
            return None  # an office: UBND HUYỆN …
        elif not labelled and rules.office.match(piece):
            return None
        elif _is_name(piece, least):
            kept.append(piece)
        else:
            return None
    return kept


def _split(part: str) -> Iterator[str]:
    for piece in _BETWEEN.split(part):
        halves = _GLUE.split(piece)
        if len(halves) > 1 and all(len(half.split()) > 1 for half in halves):
            yield from halves
        else:
            yield piece


def _is_name(text: str, least: int) -> bool:
    """Whether the words could be a person's name: `least` to five words, each with a capital."""
    words = text.split()
    if _SHORTENED.match(text):
        return text[0].isupper()
    return least <= len(words) <= 5 and all(_NAME_WORD.match(word) and word[0].isupper() for word in words)


def _is_abbreviation(text: str) -> bool:
    """Whether it is one word of capitals that no syllable is spelt like: TVT, TTXVN."""
    return text.isascii() and text.isupper() and text.isalpha() and not is_syllable(text)


def split_glued(text: str, rules: PageRules) -> tuple[int, Byline] | None:
    """Where a byline begins that stands behind the last sentence of a paragraph, in the same line."""
    for match in reversed(list(_SENTENCE_END.finditer(text, max(0, len(text) - _MAX_LENGTH)))):
        tail = text[match.end() :]
        word = match["word"]
        ended = not word or not word[-1].isalpha() or is_syllable(word)
        if len(tail) > 80 or not ended:
            break
        byline = read_byline(tail, rules)
        if byline and (byline.labelled or all(len(name.split()) > 1 for name in byline.names)):
            return match.end(), byline
    return None
