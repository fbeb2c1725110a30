"""Runs of capitalised words: where a name can stand at all."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from extractor.find.lexicon import Hit, Hits
from extractor.find.names_prefix import NOUNS
from extractor.find.names_vocabulary import Vocabulary, is_vietnamese
from extractor.language.tokens import Tokens

_CUTS = ("name_stop", "honorific", "degree", *NOUNS, "name_barrier", "named_after")
_APOSTROPHES = frozenset("'’‘`ʼ´")
_HYPHENS = frozenset("-‐‑")
_BLANKS = frozenset({" ", "  ", "\u00a0", " \u00a0", "\u00a0 "})


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `first` up to, not with, `last`, that may hold a name; `capitals` if all are upper case."""

    first: int
    last: int
    capitals: bool


def pieces(found: Tokens, hits: Hits, known: Vocabulary, credits: Set[int] = frozenset()) -> Iterator[Piece]:
    """The runs of capitalised words, cut where a title, a degree or an organization begins.

    A name whose code point is among `credits` may begin with a word that else begins a sentence.
    """
    credited = {hit.first for hit in hits.of("name_stop") if hit.start in credits and not hit.rule.get("always")}
    credited |= {hit.first for hit in hits.of("honorific") if hit.start in credits and hit.rule.get("inside")}
    marks = frozenset(hit.first for category in _CUTS for hit in hits.of(category)) - credited
    last = 0
    for place, word in enumerate(found.words):
        if place < last or not word[0].isupper():
            continue
        last = place + 1
        while (following := _continued(found, hits, place, last, known)) is not None:
            last = following
        for first, end in _styles(found, known, place, last):
            yield from _cut(found, hits, known, marks, first, end)


def _styles(found: Tokens, known: Vocabulary, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts of a run, a name in capitals apart from the rest: "Ông TRẦN ANH TUẤN", "QUANG THẮNG Ngoài ra"."""
    start = place = first
    while place < last:
        end = place
        while end < last and found.words[end].isupper() and _of_capitals(found, known, end, end - place):
            end += 1
        joined = place > start and found.ends[place - 1] == found.starts[place]  # "H'LOAN BKRÔNG"
        if end - place > 1 and (place > start or end < last) and not joined:
            if place > start:
                yield start, place
            yield place, end
            start = end
        place = max(end, place + 1)
    if start < last:
        yield start, last


def _of_capitals(found: Tokens, known: Vocabulary, token: int, length: int) -> bool:
    """Whether a word in capitals may go on a name in capitals: behind two syllables of names any syllable may."""
    norm = found.norms[token]
    return known.has(norm) or (length > 1 and len(norm) > 1 and is_vietnamese(norm))


def _continued(found: Tokens, hits: Hits, first: int, last: int, known: Vocabulary) -> int | None:
    """The token behind the next word of the run that begins at `first`, or None where the run is over."""
    if last + 1 > len(found.words) - 1:
        return last + 1 if last < len(found.words) and _spaced(found, last) and _upper(found, last) else None
    if _spaced(found, last):
        if _upper(found, last):
            return last + 1
        return _behind_particles(found, last, known)
    if found.starts[last] != found.ends[last - 1]:
        return None
    sign, before = found.words[last], found.words[last - 1]
    if found.starts[last + 1] != found.ends[last]:
        if sign in _APOSTROPHES and len(before) == 1 and _spaced(found, last + 1) and _upper(found, last + 1):
            return last + 2 if before.isupper() else None
        initial = sign == "." and len(before) == 1 and found.text[found.ends[last]] == " "
        second = found.norms[last - 2] if last - 2 >= first else "a"
        foreign = not is_vietnamese(second) or second in known.foreign
        return last + 2 if initial and foreign and _upper(found, last + 1) else None
    return last + 2 if _joined(found, hits, last) else None


def _behind_particles(found: Tokens, last: int, known: Vocabulary) -> int | None:
    """The token behind "van der Leyen" or "al-Assad", or None where no such words begin at `last`."""
    if found.norms[last] == "nữ" and found.norms[last - 1] == "thích" and _upper(found, last + 1):
        return last + 2  # "Thích nữ Diệu Hạnh"
    token = last
    while token < len(found.words) - 2 and found.norms[token] in known.particles and _spaced(found, token):
        token += 1
        solid = found.starts[token] == found.ends[token - 1]
        if solid and found.words[token] in _HYPHENS and _upper(found, token + 1):
            return token + 2
    return token + 1 if token > last and _spaced(found, token) and _upper(found, token) else None


def _spaced(found: Tokens, token: int) -> bool:
    return found.text[found.ends[token - 1] : found.starts[token]] in _BLANKS


def _upper(found: Tokens, token: int) -> bool:
    return found.words[token][0].isupper()


def _joined(found: Tokens, hits: Hits, sign: int) -> bool:
    """Whether a sign set solid joins the words around it: "K'Mák", "V.A", "Seong-in"."""
    before, after = found.words[sign - 1], found.words[sign + 1]
    if found.words[sign] in _APOSTROPHES:
        if len(before) == 2 and before[0].isupper() and not is_vietnamese(found.norms[sign - 1]):
            return after[0].isalpha()  # "Bh'ling"
        return len(before) <= 2 and before.isupper() and after[0].isupper()
    if found.words[sign] == ".":
        return len(before) == 1 and before.isupper() and after[0].isupper()
    if found.words[sign] not in _HYPHENS or not after[0].isalpha():
        return False
    if after[0].islower():  # "Ti-lơ-xơn", and no title: "Tuấn-phó giám đốc"
        return all(hits.at(category, sign + 1) is None for category in ("title_before", *NOUNS))
    foreign = not is_vietnamese(found.norms[sign - 1]) or not is_vietnamese(found.norms[sign + 1])
    return before.isascii() and after.isascii() and foreign


def _cut(found: Tokens, hits: Hits, known: Vocabulary, marks: frozenset[int], first: int, last: int) -> Iterator[Piece]:
    """Cut a run at titles, degrees, organizations and abbreviations in capitals; `marks` are where such begin."""
    capitals = all(word.isupper() for word in found.words[first:last] if word[0].isalpha())
    start = place = _behind_initials(found, known, first, last)
    while place < last:
        end = None
        if place in marks:
            end = _barrier(found, hits, known, start, place, last)
        word = found.words[place]
        if end is None and not capitals and len(word) > 1 and word.isupper():
            end = place + 1
        if end is None:
            place += 1
            continue
        if place > start:
            yield Piece(start, place, capitals)
        start, place = end, max(end, place + 1)
        while start < last and not found.words[start][0].isupper():
            start = place = start + 1
    if start < last:
        yield Piece(start, last, capitals)


def _behind_initials(found: Tokens, known: Vocabulary, first: int, last: int) -> int:
    """The token behind a reporter's initials: "(Ảnh: P.B) Sau khi …" printed without its brackets."""
    initials = last - first > 3 and found.words[first + 1] == "." and len(found.words[first]) == 1
    if initials and len(found.words[first + 2]) == 1 and is_vietnamese(found.norms[first + 3]):
        return first + 3
    return first


def _barrier(found: Tokens, hits: Hits, known: Vocabulary, start: int, place: int, last: int) -> int | None:
    """The token behind what ends a name at a token, or None where nothing does."""
    if (stop := hits.at("name_stop", place)) is not None and _stops(found, known, stop, start):
        return stop.last
    if place > start and (address := hits.at("honorific", place)) is not None and _ends(found, address, last):
        return address.first
    for category in ("degree", *NOUNS, "name_barrier"):
        hit = hits.at(category, place)
        if hit is not None and not _in_name(found, known, hit, start, last):
            return hit.last
    head = hits.at("named_after", place)
    apart = head is not None and len(found.words[place]) > 1
    apart = apart and (not known.has(found.norms[place]) or _names_whole(found, known, place + 1, last))
    if head is not None and place == start and apart:
        return head.last
    return None


def _names_whole(found: Tokens, known: Vocabulary, first: int, last: int) -> bool:
    """Whether a whole name of its own stands behind a noun: "Đường Võ Văn Kiệt", but "Đường Thu Hoa"."""
    family = known.family.get(found.norms[first]) if last - first > 2 else None
    return family is not None and family.value > 2


def _ends(found: Tokens, address: Hit, last: int) -> bool:
    """Whether a form of address inside a run begins something new: "Lee Min-woo Ông cho biết"."""
    if address.rule.get("inside") == "name":
        return False
    return address.last < last or (last < len(found.words) and found.words[last][0].islower())


def _stops(found: Tokens, known: Vocabulary, stop: Hit, start: int) -> bool:
    """Whether a word like "Theo" begins a sentence: it stands first, or small letters follow it."""
    if stop.first == start or stop.rule.get("always"):
        return True
    if stop.last - stop.first > 1:  # "Tuy nhiên", whatever stands before it
        return found.words[stop.first + 1][0].islower()
    if len(found.words[stop.first - 1]) == 1 and found.words[stop.first - 1].isalpha():
        return False  # "Mùa A Là"
    given = stop.last - stop.first == 1 and found.norms[stop.first] in known.given
    if given and is_vietnamese(found.norms[stop.first - 1]) and stop.first - start < 3:
        return False  # "Lê Đình Điều nói"
    sex = known.middle.get(found.norms[stop.first - 1])
    small = stop.last < len(found.words) and found.words[stop.last][0].islower()
    return small and (sex is None or sex.value < 2)


def _in_name(found: Tokens, known: Vocabulary, hit: Hit, start: int, last: int) -> bool:
    """Whether syllables that could begin a title belong to a name: "Lê Quý An", "Lê Văn Quận"."""
    place, norms = hit.first, found.norms[hit.first : hit.last]
    if place == start:
        return norms[0] in known.foreign and hit.last < last and found.words[hit.last].isascii()
    sex = known.middle.get(found.norms[place - 1])
    if sex is not None and sex.value > 1 and place - start in (1, 2):
        return True  # "Lê Văn Tài tử vong"
    if len(norms) > 1:  # "Trần Quốc Vương"
        family = known.family.get(found.norms[start])
        whole = hit.last == last and place - start < 3 and family is not None and family.value > 2
        return whole and all(known.has(norm) for norm in norms)
    if hit.last < len(found.words) and found.words[hit.last].isdigit():
        return False  # "Lê Bá An Ngày 4/6"
    if norms[0] in known.given or norms[0] in known.middle or len(found.words[place - 1]) == 1:
        return True
    return hit.last == last and place >= start + 2 and found.norms[start] in known.family
