"""Whether a chain of pieces is a date: figures alone need words, brackets or a feast that say so."""

from __future__ import annotations

import re

from extractor.find.date_chains import Chain
from extractor.find.date_context import Context, Hit
from extractor.find.date_groups import Group
from extractor.find.date_joins import DAY_LEADS
from extractor.find.date_text import FoldedText
from extractor.shapes import DASHES

_YEARS_OF_NOW = (1900, 2050)  # a bare figure is a year of these, unless words say more
_LOOK_BACK = 70  # how far before a bare "21/4" its feast may be named
_SENTENCE_END = re.compile(r"[.;!?]\s|\0")
_GLUE = f" {DASHES}"  # between the figures of "2-3 ngày nữa"
_AND_SO_ON = re.compile(r"[ ,;]*(?:…|\.\.\.|v\.v|vv)")
_QUOTES = frozenset("“”\"'‘’")
_GOES_ON = re.compile(rf"\s*(?:[,:]|là(?!\w))|\s+[{DASHES}]\s")
_MORE_DAYS = re.compile(rf"\s*(?:[,{DASHES}]|và)\s*(?:thứ\s+)?[2-8](?![\w/])")
_BREAK = re.compile(r"\s*(?:[,.;:!?)\]”\"…]|\0|$)")


def trim(chain: Chain) -> bool:
    """Drop members at the end that say no day; read "ngày 5" as a day. False where nothing is left."""
    if all(group.core == "number" for group in chain.groups) and chain.first.leads & DAY_LEADS:
        for group in chain.groups:
            group.core, group.style = "day", "words"
    while chain.groups and (chain.last.core is None or _is_open(chain.last)):
        chain.groups.pop()
        del chain.gaps[-1:]
    if len(chain.groups) == 1:
        chain.joined = "one"
    return bool(chain.groups)


def _is_open(group: Group) -> bool:
    """Whether a group is a figure that may be anything."""
    if group.core == "number" and group.value.lunar:
        group.core, group.style = "day", "words"
    return group.core == "number"


class Judge:
    """Decides over the chains of one text; `refused` are the words that made some of them no dates."""

    def __init__(self, text: str, folded: FoldedText, context: Context) -> None:
        self._text = text
        self._folded = folded
        self._context = context
        self.refused: list[Hit] = []

    def accepts(self, chain: Chain) -> bool:
        """Whether the chain is a date."""
        return self._evident(chain) and not self._contradicted(chain)

    def carry_on(self, before: Chain, chain: Chain) -> None:
        """Take a bare figure behind a part of the day, or "19/3" before a sign, for a day where its sentence has
        named one before: "khai mạc sáng 17/3, bế mạc chiều 19".
        """
        group = chain.last
        if len(chain.groups) > 1 or before.last.core != "day" or _BREAK.match(self._folded, group.end) is None:
            return
        part = group.core == "number" and group.pieces[0].type == "part"
        slash = group.core == "day" and group.style == "slash" and before.last.style == "slash"
        if (part or slash) and _SENTENCE_END.search(self._folded, before.last.end, chain.first.start) is None:
            if part:
                group.core, group.style = "day", "words"
            group.leads |= {"weak"}

    def explain(self, chain: Chain) -> None:
        """Note what speaks against a chain, whether or not anything speaks for it."""
        self._contradicted(chain)

    # what speaks for it

    def _evident(self, chain: Chain) -> bool:
        group = chain.last
        leads = frozenset().union(*(item.leads for item in chain.groups))
        match group.core:
            case "day":
                return self._day_is_evident(chain, leads)
            case "month":
                if self._text[group.start : group.end].endswith("tháng năm"):
                    return False  # "ngày tháng năm sinh"; May has a capital
                dashed = group.style == "dash" and chain.joined != "range"
                return not dashed or bool(leads)
            case "years":
                if group.style == "short":
                    return self._bracketed(chain)
                return group.style != "dash" or self._years_are_evident(chain, leads)
            case "figure":
                return self._figure_is_evident(chain, leads)
            case "weekday":
                return self._weekday_is_evident(chain)
            case _:
                return True

    def _day_is_evident(self, chain: Chain, leads: frozenset[str]) -> bool:
        group = chain.last
        if self._means_any_year(chain):
            return False
        if group.style in ("full", "words") or any(item.strong for item in chain.groups):
            return True
        bracketed = self._bracketed(chain)
        if group.style == "short":
            return bracketed or bool(leads & {"day", "weak"}) or self._after_feast(chain)
        stops = _BREAK.match(self._folded, chain.last.end) is not None
        if group.style == "slash":
            if chain.first.core == "number" and not leads and len(chain.groups) < 3 and chain.gaps[0].sign == "comma":
                return False  # "Điểm: 7, 8/10"
            if leads or bracketed or chain.joined != "one":
                return True
            return self._begins_line(chain) or self._after_feast(chain)
        if chain.joined != "one":
            return bool(leads) or bracketed or chain.gaps[0].sign == "to"
        return stops and (bool(leads) or self._after_feast(chain))

    def _means_any_year(self, chain: Chain) -> bool:
        """Whether bare days are feasts of each year: "tặng quà dịp 8/3, 20/10,…"."""
        if any(item.style not in ("slash", "dash") or item.leads & DAY_LEADS for item in chain.groups):
            return False
        if chain.last.value.toward is not None or chain.last.value.relative or chain.last.worded:
            return False
        if _AND_SO_ON.match(self._folded, chain.last.end):
            return True
        months = [item.value.month for item in chain.groups if item.value.month is not None]
        return chain.joined == "set" and max(months) - min(months) > 1

    def _years_are_evident(self, chain: Chain, leads: frozenset[str]) -> bool:
        years = (chain.last.value.year or 0, chain.last.others[0].year or 0)
        return bool(leads) or self._bracketed(chain) or all(1800 <= year <= 2100 for year in years)

    def _figure_is_evident(self, chain: Chain, leads: frozenset[str]) -> bool:
        year = chain.last.value.year or 0
        if self._bracketed(chain):
            return True
        if leads and 1800 <= year <= 2100:
            return True
        if chain.joined == "one" and year >= _YEARS_OF_NOW[0] and self._begins_line(chain, ":"):
            return True
        if chain.joined != "one" or not _YEARS_OF_NOW[0] <= year <= _YEARS_OF_NOW[1]:
            return chain.first.core == "year"
        return self._ends_name(chain, year)

    def _weekday_is_evident(self, chain: Chain) -> bool:
        group, value = chain.last, chain.last.value
        if value.relative is not None or (value.toward is not None and self._ends_phrase(group)):
            return True
        if any(piece.type in ("part", "clock") for piece in group.pieces):
            return chain.joined == "one" and not group.others and not self._is_habit(group)
        return self._folded.endswith("hôm ", 0, group.pieces[0].start)

    def _is_habit(self, group: Group) -> bool:
        """Whether a weekday stands for each one: "Chủ nhật từ 8h đến 17h", "tối thứ 2, 4, 6"."""
        hours = group.until is not None and group.pieces[0].type == "weekday"
        return hours or _MORE_DAYS.match(self._folded, group.end) is not None

    def _ends_phrase(self, group: Group) -> bool:
        """Whether no noun stands before a weekday that it would count: "trận thứ hai này"."""
        if group.leads or group.pieces[-1].end - group.pieces[-1].start > len("này"):
            return True
        before = self._folded[max(0, group.start - 2) : group.start].rstrip()
        return before == "" or not before[-1].isalpha()

    def _bracketed(self, chain: Chain) -> bool:
        """Whether the chain fills a bracket of its own."""
        before = self._folded[max(0, chain.first.start - 2) : chain.first.start].rstrip()
        after = self._folded[chain.last.end : chain.last.end + 2].lstrip()
        return before.endswith(("(", "[")) and after.startswith((")", "]"))

    def _begins_line(self, chain: Chain, sign: str = "") -> bool:
        """Whether a line, or what follows a semicolon, begins with the chain, and a comma, a colon or "là" follows;
        with `sign` only that one.
        """
        before = self._folded[max(0, chain.first.start - 3) : chain.first.start].rstrip(" ")
        begins = not before or before[-1] in "\0;•*+-–"
        if sign:
            return begins and self._folded.startswith(sign, chain.last.end)
        return begins and _GOES_ON.match(self._folded, chain.last.end) is not None

    def _after_feast(self, chain: Chain) -> bool:
        """Whether a feast, or the word "ngày", is named before the chain in its sentence."""
        start = chain.first.start
        first = max(0, start - _LOOK_BACK)
        for end in _SENTENCE_END.finditer(self._folded, first, start):
            first = end.end()
        return self._context.feasts.search(self._folded, first, start) is not None

    def aside(self, chain: Chain) -> bool:
        """Whether the chain only says when some feast or jubilee is, and not when the story took place."""
        return self._bracketed(chain) or self._after_feast(chain) or "birth" in chain.first.leads

    def _ends_name(self, chain: Chain, year: int) -> bool:
        """Whether a year may be the last word of a name: behind a word, before a sign, a capital or a small word."""
        place, end = chain.first.pieces[0].start, chain.last.end
        before = self._folded.words_before(place)
        if not before or self._folded[before[-1].end : place].strip(" -–“”\"'") or not before[-1].text.isalpha():
            return False
        if self._folded[place - 1] in _QUOTES and self._folded[end : end + 1] in _QUOTES:
            return False  # the title of a book
        if self._text[before[-1].start].isupper():
            return True
        if year % 100 == 0:
            return False
        behind = self._folded.words_behind(end)
        if _BREAK.match(self._folded, end) or not behind or self._folded[end : behind[0].start].strip():
            return True
        return self._text[behind[0].start].isupper() or behind[0].text in self._context.follow

    # what speaks against it

    def _contradicted(self, chain: Chain) -> bool:
        kinds = _kinds(chain)
        first = chain.first.pieces[0]
        hit = self._context.printed(self._folded, first.start, chain.last.end, kinds)
        if hit is not None:
            pass
        elif first.type in ("relative", "weekday"):
            if self._folded[max(0, first.start - 3) : first.start].rstrip(_GLUE)[-1:].isdecimal():
                return True
            hit = self._context.before(self._folded, first.start, kinds)
        elif not chain.first.leads or "bare_day" in kinds or first.type in ("month", "year", "quarter", "figure"):
            hit = self._context.before(self._folded, first.start, kinds)
            if hit is not None and hit.start > chain.first.nearest:
                hit = None  # the end of a lead: "tựu trường 22/8"
        elif chain.first.leads & DAY_LEADS:
            hit = self._context.before(self._folded, chain.first.outer, kinds)
        hit = hit or self._context.after(self._folded, chain.last.end, kinds)
        hit = hit or (self._context.yearly(self._folded, chain.first.outer, kinds) if _is_open_year(chain) else None)
        if hit is not None:
            self.refused.append(hit)
        return hit is not None


def _is_open_year(chain: Chain) -> bool:
    """Whether no word of the chain says of which year it is."""
    return not any(
        item.value.year or item.value.relative or item.value.toward is not None or item.value.same
        for item in chain.groups
    )


def _kinds(chain: Chain) -> set[str]:
    """What the rules of category date_not call the chain (their key `of`)."""
    group = chain.last
    dated = group.core in ("day", "month", "quarter") and not _is_open_year(chain)
    kinds: set[str] = {group.core} if group.core and not dated else set()
    strong = any(item.strong for item in chain.groups)
    if any(piece.rule is not None and piece.rule.get("phrase") for piece in group.pieces):
        kinds.add("counted")
    if group.core == "day":
        if any(piece.type == "number" for piece in group.pieces):
            kinds.add("number")
        elif group.style == "words":
            kinds.add("written_day")
        elif group.style in ("slash", "dash") and not strong:
            kinds.add("bare_day")
    elif group.core == "month" and group.style != "words" and group.style != "full":
        kinds.add("bare_month")
    elif group.core in ("year", "figure") and chain.joined == "one":
        kinds |= {"one_year", "old_year"} if group.style == "old" else {"one_year"}
    elif all((item.value.year or 1) % 10 == 0 for item in chain.groups):
        kinds.add("decades")  # "những năm 1980 và 1990"
    return kinds


def number_as_month(group: Group) -> None:
    """Read the figure of a group as a month: "từ 5 đến 7/2023"."""
    group.value = group.value._replace(day=None, month=group.value.day)
    group.core = "month"
