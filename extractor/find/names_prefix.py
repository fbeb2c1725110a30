"""What stands before a name: forms of address, degrees, titles, or a noun that says it is no person."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.find.lexicon import Hit, Hits
from extractor.language.tokens import Tokens

PLACES = ("province", "district", "place_spelling", "abroad")


@dataclass(frozen=True, slots=True)
class Prefix:
    """The words before a name. `outer` is the token at which they begin."""

    outer: int
    honorific: Hit | None
    degrees: tuple[str, ...]
    noun: Hit | None
    rules: tuple[str, ...]

    @property
    def addressed(self) -> bool:
        """Whether the words before leave no doubt that a person follows."""
        return self.honorific is not None or bool(self.degrees)


def prefix(found: Tokens, hits: Hits, first: int) -> Prefix:
    """Read leftwards from the first token of a name."""
    honorific: Hit | None = None
    noun: Hit | None = None
    degrees: list[tuple[int, int, str]] = []
    rules: list[str] = []
    outer = place = first
    while True:
        place = _back(found, hits, place, bool(rules))
        hit = hits.until("degree", place)
        if hit is not None and _stands(found, hits, hit, first):
            _join(found, degrees, hit)
        else:
            hit = hits.until("honorific", place)
            if hit is not None and _addresses(found, hits, hit, place):
                if noun is None and honorific is None:
                    honorific = hit
            else:
                hit = hits.until("person_noun", place)
                if hit is None:
                    break
                noun = noun or hit
        rules.append(hit.rule.id)
        place = hit.first
        if noun is None:
            outer = place
        if hit.rule.get("plural"):
            break
    printed = tuple(found.span(start, last) for start, last, _ in sorted(degrees))
    return Prefix(outer, honorific, printed, noun, tuple(rules))


def _back(found: Tokens, hits: Hits, place: int, chained: bool) -> int:
    """Step over the signs between a name and what stands before it."""
    if place == 0:
        return place
    before = found.words[place - 1]
    if "\n" in found.text[found.ends[place - 1] : found.starts[place]]:
        return place
    if before == ".":
        ends = hits.until("degree", place - 1) or hits.until("honorific", place - 1)
        return place - 1 if ends is not None and len(found.words[place - 2]) <= 6 else place
    if before == ",":
        return place - 1 if hits.until("degree", place - 1) is not None else place
    if before == "-":
        return place - 1 if chained and hits.until("degree", place - 1) is not None else place
    if before == ":":
        return place - 1 if hits.until("honorific", place - 1) is not None else place
    return place


def _stands(found: Tokens, hits: Hits, hit: Hit, first: int) -> bool:
    """Whether a degree that asks for a certain next word has it."""
    needed = hit.rule.get("next")
    return not needed or found.norms[first] == needed


def _addresses(found: Tokens, hits: Hits, hit: Hit, place: int) -> bool:
    """Whether a form of address is one: "Anh" inside a run of capitals is part of a name."""
    for category in ("name_trap", *PLACES):
        longer = hits.at(category, hit.first)
        if longer is not None and longer.last > hit.last:
            return False  # "Bà Rịa", "Cô Tô"
    if hit.last - hit.first > 1 or not found.words[hit.first][0].isupper() or hit.first == 0:
        return True
    gap = found.text[found.ends[hit.first - 1] : found.starts[hit.first]]
    return "\n" in gap or not found.words[hit.first - 1][0].isupper()


def _join(found: Tokens, degrees: list[tuple[int, int, str]], hit: Hit) -> None:
    """Add a degree, to the group behind it where both are abbreviations of one title ("PGS.TS")."""
    kind = hit.rule.get("kind")
    if degrees:
        start, last, other = degrees[-1]
        between = found.words[hit.last : start]
        if kind == other == "academic" and all(sign == "." for sign in between):
            degrees[-1] = (hit.first, last, kind)
            return
    degrees.append((hit.first, hit.last, kind))
