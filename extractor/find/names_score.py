"""How much a run of capitals looks like a person's name: a sum of small reasons, each with its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.find.lexicon import Hits
from extractor.find.names_prefix import PLACES, Prefix, prefix
from extractor.find.names_runs import Piece
from extractor.find.names_vocabulary import Vocabulary, is_vietnamese
from extractor.language.tokens import Tokens

ENOUGH = 5.0  # a candidate with this score is a name
_ADDRESSED, _NOUN, _SLOT, _LABEL, _FOLLOWED, _APPOSITION = 5.0, 4.0, 3.0, 3.0, 3.0, 2.0
_SHAPE, _UNKNOWN, _PLACE, _QUOTED = 1.0, -1.0, -5.0, -2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that may be a name. `against` is the kind of noun that speaks against it."""

    first: int
    last: int
    score: float
    rules: tuple[str, ...]
    prefix: Prefix
    against: str
    family: bool


def read(found: Tokens, hits: Hits, known: Vocabulary, piece: Piece, bonus: float) -> Candidate | None:
    """The best reading of a run as a name, or None. `bonus` counts for the run's first token only."""
    best: Candidate | None = None
    for first in _starts(found, hits, known, piece):
        last = _last(found, known, first, piece.last)
        candidate = _judge(found, hits, known, first, last, piece, bonus if first == piece.first else 0.0)
        if candidate is None:
            continue
        if best is None or candidate.score > best.score:
            best = candidate
        if first == piece.first and candidate.prefix.addressed:
            break
    return best


def _starts(found: Tokens, hits: Hits, known: Vocabulary, piece: Piece) -> Sequence[int]:
    """Where in a run a name can begin: at its start, at a family name, behind a place."""
    first = piece.first
    address = hits.at("honorific", first)
    if address is not None and address.last < piece.last and prefix(found, hits, address.last).honorific:
        first = address.last
    for category in PLACES:
        hit = hits.at(category, first)
        if hit is not None and hit.last + 1 < piece.last and (
            found.norms[hit.last] in known.family
        ):
            first = hit.last
            break
    inner = [
        place
        for place in range(first + 1, piece.last - 1)
        if found.norms[place] in known.family and found.words[place][0].isupper()
    ]
    return [first, *inner]


def _last(found: Tokens, known: Vocabulary, first: int, limit: int) -> int:
    """Where a name ends that begins at a token: at most five syllables of a Vietnamese name."""
    if not is_vietnamese(found.norms[first]):
        return limit
    last = first
    syllables = 0
    while last < limit and syllables < 5:
        syllables += found.words[last][0].isalpha()
        last += 1
    while last < limit and not found.words[last][0].isalpha():
        last += 2  # "K'Mák": a sign holds two parts of one word together
    return min(last, limit)


def _judge(
    found: Tokens, hits: Hits, known: Vocabulary, first: int, last: int, piece: Piece, bonus: float
) -> Candidate | None:
    before = prefix(found, hits, first)
    rules = list(before.rules)
    score = bonus
    norms = [norm for norm in found.norms[first:last] if norm[0].isalpha()]
    if not norms:
        return None
    family = known.family.get(norms[0])
    if family is not None:
        score += family.value
        rules.append(family.rule)
    shape, shape_rules = _shape(norms, known)
    score += shape
    rules += shape_rules
    if before.addressed:
        score += _ADDRESSED
    elif before.noun is not None:
        score += _NOUN
    follow = _follows(found, hits, last)
    if follow:
        score += _FOLLOWED if follow == "name_follow" else _APPOSITION
    against = ""
    if not before.addressed:
        against, penalty = _against(found, hits, first, last, before)
        score += penalty
    return Candidate(first, last, score, tuple(rules), before, against, family is not None)


def _shape(norms: Sequence[str], known: Vocabulary) -> tuple[float, list[str]]:
    score = 0.0
    rules = []
    for norm in norms[1:-1]:
        weight = known.middle.get(norm) or known.given.get(norm)
        if weight is not None:
            score += weight.value
            rules.append(weight.rule)
        else:
            score += 0.5 if norm in known.family else _UNKNOWN
    if len(norms) > 1:
        given = known.given.get(norms[-1])
        if given is not None:
            score += given.value
            rules.append(given.rule)
    if len(norms) in (3, 4):
        score += _SHAPE
    return score, rules


def _follows(found: Tokens, hits: Hits, last: int) -> str:
    """What stands behind a name: "name_follow" for a verb or the like, "person_noun" for a title."""
    if last >= len(found.words):
        return ""
    if hits.at("name_follow", last) is not None:
        return "name_follow"
    if found.words[last] in {",", "-", "–", "—", "("} and hits.at("person_noun", last + 1) is not None:
        return "person_noun"
    return ""


def _against(found: Tokens, hits: Hits, first: int, last: int, before: Prefix) -> tuple[str, float]:
    """What speaks against a person: a street, a school, a house number, a place of that name, quotes."""
    place = first
    if place and found.words[place - 1] in {"“", '"', "‘", "«"}:
        place -= 1
    head = hits.until("named_after", place)
    if head is not None and before.noun is None:
        return head.rule.get("kind"), 0.0
    if first and found.words[first - 1].isdigit() and before.noun is None:
        return "place", 0.0
    for category in ("name_trap", *PLACES):
        hit = hits.at(category, first)
        if hit is not None and hit.last >= last:
            return "", _PLACE
    quoted = place < first and last < len(found.words) and found.words[last] in {"”", '"', "’", "»"}
    return "", _QUOTED if quoted else 0.0
