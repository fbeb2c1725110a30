"""Runs of capitalised words: where a name can stand at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.find.lexicon import Hits
from extractor.find.names_vocabulary import Vocabulary, is_vietnamese
from extractor.language.tokens import Tokens

_APOSTROPHES = frozenset("'’‘`ʼ´")
_HYPHENS = frozenset("-‐‑")
_BLANKS = frozenset({" ", "  ", "\u00a0", " \u00a0", "\u00a0 "})


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `first` up to, not with, `last`, that may hold a name; `capitals` if all are upper case."""

    first: int
    last: int
    capitals: bool


def pieces(found: Tokens, hits: Hits, known: Vocabulary) -> Iterator[Piece]:
    """The runs of capitalised words, cut where a title, a degree or an organization begins."""
    place, size = 0, len(found.words)
    while place < size:
        if not found.words[place][0].isupper():
            place += 1
            continue
        last = place + 1
        while (following := _continued(found, last, known)) is not None:
            last = following
        yield from _cut(found, hits, known, place, last)
        place = last


def _continued(found: Tokens, last: int, known: Vocabulary) -> int | None:
    """The token behind the next word of the same run, or None where the run is over."""
    if last >= len(found.words):
        return None
    word = found.words[last]
    gap = found.text[found.ends[last - 1] : found.starts[last]]
    after = found.words[last + 1] if last + 1 < len(found.words) else ""
    if gap in _BLANKS:
        if word[0].isupper():
            return last + 1
        if found.norms[last] in known.particles and after[:1].isupper():
            return last + 2
        return None
    if gap or not after or found.starts[last + 1] != found.ends[last]:
        return None
    before = found.words[last - 1]
    if word in _APOSTROPHES:
        return last + 2 if len(before) <= 2 and before.isupper() and after[0].isupper() else None
    if word == ".":
        return last + 2 if len(before) == 1 and before.isupper() and after[0].isupper() else None
    if word in _HYPHENS and after[0].isalpha() and before.isascii() and after.isascii():
        foreign = not is_vietnamese(found.norms[last - 1]) or not is_vietnamese(found.norms[last + 1])
        return last + 2 if after[0].islower() or foreign else None
    return None


def _cut(found: Tokens, hits: Hits, known: Vocabulary, first: int, last: int) -> Iterator[Piece]:
    """Cut a run at titles, degrees, organizations and abbreviations in capitals."""
    capitals = all(word.isupper() for word in found.words[first:last] if word[0].isalpha())
    start = place = first
    while place < last:
        end = _barrier(found, hits, known, start, place, capitals)
        if end is None:
            place += 1
            continue
        if place > start:
            yield Piece(start, place, capitals)
        start = place = max(end, place + 1)
    if start < last:
        yield Piece(start, last, capitals)


def _barrier(
    found: Tokens, hits: Hits, known: Vocabulary, start: int, place: int, capitals: bool
) -> int | None:
    """The token behind what ends a name at a token, or None where nothing does."""
    for category in ("degree", "person_noun", "name_barrier"):
        hit = hits.at(category, place)
        if hit is None:
            continue
        inside = place > start and hit.last == place + 1
        if inside and (found.norms[place] in known.given or found.norms[place] in known.middle):
            continue  # "Lê Quý An", "Đỗ Đăng Khoa": the syllable belongs to a name that has begun
        return hit.last
    word = found.words[place]
    if not capitals and len(word) > 1 and word.isupper():
        return place + 1
    return None
