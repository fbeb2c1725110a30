"""What stands before a name: forms of address, degrees, titles, or a place between title and name."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.find.lexicon import Hit, Hits
from extractor.language.tokens import Tokens

PLACES = ("province", "district", "place_spelling", "abroad", "name_country")
NOUNS = ("person_noun", "title_head")  # the first says how much a title counts that also means other things
_ORIGINS = frozenset({"người", "gốc"})
_LEADS = frozenset(".!?…:;”\"'“‘(-–—•+*►▪")


@dataclass(frozen=True, slots=True)
class Prefix:
    """The words before a name. `outer` is the token at which address and degrees begin."""

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
        place = _back(found, hits, place)
        if place == 0 or "\n" in _gap(found, place):
            break
        hit = hits.until("degree", place)
        if hit is not None and hit.rule.get("area") and place == first and _names_place(hits, first):
            break
        if hit is not None and (not hit.rule.all("next") or found.norms[first] in hit.rule.all("next")):
            _join(found, degrees, hit)
        elif (hit := hits.until("honorific", place)) is not None and addresses(found, hits, hit):
            if not hit.rule.get("value") and not hit.rule.get("plural"):
                break  # "anh em"
            if hit.rule.get("area") and place == first and _names_place(hits, first):
                break
            if noun is None and honorific is None:
                honorific = hit
        elif (hit := _noun(hits, place)) is not None:
            noun = noun or hit
        else:
            break
        rules.append(hit.rule.id)
        place = hit.first
        if noun is None:
            outer = place
        if hit.rule.get("plural"):
            break
    if not rules:
        noun = _noun_before_place(found, hits, first)
        rules += [noun.rule.id] if noun is not None else []
    printed = tuple(found.span(start, last) for start, last, _ in sorted(degrees))
    return Prefix(outer, honorific, printed, noun, tuple(rules))


def _names_place(hits: Hits, first: int) -> bool:
    """Whether a place's name begins here: "Giám mục Kon Tum" is none called so."""
    return any(hits.at(category, first) is not None for category in PLACES)


def starts_sentence(found: Tokens, token: int) -> bool:
    """Whether a token begins a line, or stands behind a sign that ends a sentence or opens a list."""
    if token == 0:
        return True
    return "\n" in _gap(found, token) or found.words[token - 1] in _LEADS


def _gap(found: Tokens, token: int) -> str:
    return found.text[found.ends[token - 1] : found.starts[token]]


def _back(found: Tokens, hits: Hits, place: int) -> int:
    """Step over the signs between a name and what stands before it."""
    if place < 2 or "\n" in _gap(found, place):
        return place
    sign = found.words[place - 1]
    if sign in {".", ",", "-"} and hits.until("degree", place - 1) is not None:
        return place - 1
    if sign == ":" and hits.until("honorific", place - 1) is not None:
        return place - 1
    return place


def _noun_before_place(found: Tokens, hits: Hits, first: int) -> Hit | None:
    """The title before a place before a name: "Tổng thống Mỹ John Smith", "HLV người Áo John Smith"."""
    place = first
    while place > 1:
        before = next((hit.first for category in PLACES if (hit := hits.until(category, place)) is not None), place)
        before -= before < place and found.norms[before - 1] in _ORIGINS
        if before > 1 and found.norms[before - 2] in _ORIGINS and found.is_capital(before - 1):
            before -= 2  # "người Mỹ gốc Việt"
        if before == place or "\n" in _gap(found, place):
            return None
        while (kind := hits.until("country_kind", before)) is not None:
            before = kind.first  # "Cộng hòa Liên bang Đức"
        if before > 1 and found.norms[before - 1] == "tại":
            before -= 1  # "Đại sứ Pháp tại Việt Nam"
        noun = _noun(hits, before)
        if noun is not None:
            return noun
        place = before
    return None


def of_person(noun: Hit) -> bool:
    """Whether a title is one that a foreign word alone behind it names: "HLV Mourinho", but "CEO Habeco"."""
    if noun.rule.category == "person_noun":
        return True
    return noun.rule.get("group") in {"state", "force", "art", "occupation"} and not noun.rule.get("weight")


def _noun(hits: Hits, place: int) -> Hit | None:
    """The title or other word for a person that ends right before a token."""
    for category in NOUNS:
        hit = hits.until(category, place)
        if hit is not None:
            return hit
    return None


def addresses(found: Tokens, hits: Hits, hit: Hit) -> bool:
    """Whether a form of address is one: "Bà" of "Bà Rịa" and "Anh" in a name or as a country are not."""
    for category in ("name_trap", *PLACES):
        longer = hits.at(category, hit.first)
        if longer is not None and longer.last > hit.last and not _goes_on(found, longer):
            return False
    if not found.words[hit.first][0].isupper():
        return True
    if hit.first and found.words[hit.first - 1].isdigit() and "\n" not in _gap(found, hit.first):
        return False  # "46 Bà Triệu"
    if hit.last - hit.first > 1:
        return True
    credit = found.words[hit.first - 1] == ":" and hits.until("page_credit", hit.first - 1) is not None
    if credit and hit.rule.get("inside") == "name":
        return False  # "Ảnh: Anh Tú"
    if starts_sentence(found, hit.first) or hits.until("honorific", hit.first) is not None:
        return True
    if hits.until("named_after", hit.first) is not None:
        return False  # "chùa Bà Mụ"
    if hit.rule.get("inside") != "name":
        return True
    if hits.until("degree", hit.first) is not None or _noun(hits, hit.first) is not None:
        return False  # "ca sĩ Anh Thơ"
    return not found.words[hit.first - 1][0].isupper() and hits.at("abroad", hit.first) is None


def _goes_on(found: Tokens, trap: Hit) -> bool:
    """Whether a name goes on behind what looks like one of legend: "Bà Triệu Mùi Chài"."""
    last = trap.last
    if trap.rule.category != "name_trap" or last >= len(found.words) or not found.is_capital(last):
        return False
    return (
        "\n" not in _gap(found, last) and found.words[last - 1].isalpha() and found.ends[last - 1] < found.starts[last]
    )


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
