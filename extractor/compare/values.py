"""When two values of a fact mean the same: names, organizations, kinds and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.folding import fold_print

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65536)
def words(text: str | None) -> tuple[str, ...]:
    """The folded words of a printed string."""
    return tuple(_WORD.findall(fold_print(text)))


def overlap(one: str | None, other: str | None) -> float:
    """The longest common run of words over the longer text's length, 0 to 1."""
    left, right = words(one), words(other)
    if not left or not right:
        return float(left == right)
    best = 0
    row = [0] * (len(right) + 1)
    for word in left:
        new = [0] * (len(right) + 1)
        for at, against in enumerate(right):
            if word == against:
                new[at + 1] = row[at] + 1
        best = max(best, *new)
        row = new
    return best / max(len(left), len(right))


def touches(one: str, other: str) -> bool:
    """Whether two strings share a word."""
    return not set(words(one)).isdisjoint(words(other))


def same(one: str | None, other: str | None) -> bool:
    """Whether two strings are equal when folded."""
    return fold_print(one) == fold_print(other)


def same_degree(one: str, other: str) -> bool:
    """Whether two degrees are equal, dots left out ("PGS.TS." and "PGS.TS")."""
    return fold_print(one).replace(".", "") == fold_print(other).replace(".", "")


def same_kind(one: str | None, other: str | None) -> bool:
    """Whether one kind of event begins with the other ("lễ khai mạc" and "lễ")."""
    left, right = words(one), words(other)
    return bool(left and right) and (left[: len(right)] == right or right[: len(left)] == left)


def same_organization(found: str | None, expected: str | None, also: Iterable[str | None] = ()) -> bool:
    """Whether the organization found is the expected one, or one of the other readings allowed.

    No organization matches only none; names match when they share half of the longer one's words in a run.
    """
    if any(same_organization(found, other) for other in also):
        return True
    if not found or not expected:
        return not found and not expected
    return same(found, expected) or overlap(found, expected) >= 0.5


def edtf(value: str | None) -> str | None:
    """An EDTF value for comparing: without blanks, qualifiers, seconds and zone; sets in order."""
    if value is None:
        return None
    plain = re.sub(r"[~?%]", "", value.strip().replace(" ", ""))
    if plain.startswith(("{", "[")):
        return "{" + ",".join(sorted(plain.strip("{}[]").split(","))) + "}"
    plain = re.sub(r"(T\d\d:\d\d):00", r"\1", plain)
    return re.sub(r"(T\d\d:\d\d)(Z|[+-]\d\d:?\d\d)", r"\1", plain)


def days(value: str | None) -> str | None:
    """An EDTF value without its clock times."""
    return re.sub(r"T[\d:]+", "", edtf(value) or "") if value else None
