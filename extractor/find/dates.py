"""Finds date expressions: text → mentions that say what their words say.

Which day that is, and of which year, is worked out in `link/dates.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor import patterns as pattern_files
from extractor.find.date_chains import Chain, ChainReader
from extractor.find.date_context import Context
from extractor.find.date_evidence import Judge, number_as_month, trim
from extractor.find.date_groups import Group
from extractor.find.date_joins import Joins
from extractor.find.date_model import DateKind, DateMention, Joined, Moment, Trace
from extractor.find.date_pieces import Piece
from extractor.find.date_shapes import PieceFinder
from extractor.find.date_text import fold_text
from extractor.language.spans import put
from extractor.language.tokens import tokens
from extractor.patterns import Patterns

KEY = "dates"
_DAY_RULE, _YEAR_RULE = "date.day", "date.year"  # of figures that lead words make a day or a year


class DateGrammar:
    """The grammar of dates, compiled once from the patterns."""

    def __init__(self, patterns: Patterns) -> None:
        self.pieces = PieceFinder(patterns)
        self.joins = Joins(patterns)
        self.context = Context(patterns)

    def find(self, text: str) -> list[DateMention]:
        """The date expressions of a text, from left to right. Offsets are code points, half-open."""
        return list(Reader(text, self).mentions())


def find_dates(text: str, grammar: DateGrammar) -> list[DateMention]:
    """The date expressions of a text, from left to right. Offsets are code points, half-open."""
    return grammar.find(text)


class Reader:
    """One text while its dates are found."""

    def __init__(self, text: str, grammar: DateGrammar, *, explain: bool = False) -> None:
        """`explain` notes the words that speak against every figure, for checking examples."""
        self._explain = explain
        self.folded = fold_text(text)
        self.pieces = grammar.pieces.find(self.folded)
        self.judge = Judge(text, self.folded, grammar.context)
        self._chains = ChainReader(self.folded, self.pieces, grammar.joins)
        self._joins = grammar.joins
        self._context = grammar.context

    def mentions(self) -> Iterator[DateMention]:
        """The dates, lunar ones with the solar date beside them."""
        found: list[DateMention] = []
        for chain in self._accepted():
            mention = self._mention(chain, found[-1].end if found else 0)
            if found and self._continues_term(found[-1], chain, mention):
                mention = replace(mention, kind="term")
            if found:
                found[-1], mention = self._beside(found[-1], mention)
            found.append(mention)
        yield from found

    def _accepted(self) -> Iterator[Chain]:
        number = 0
        before: Chain | None = None
        while number < len(self.pieces):
            if self._chains.stands_alone(number):
                number += 1
                continue
            chain = self._chains.read(number)
            number = chain.next if chain else number + 1
            if chain is not None and before is not None:
                self.judge.carry_on(before, chain)
            if chain is None or not trim(chain):
                continue
            if self.judge.accepts(chain):
                before = chain
                yield chain
            elif self._explain:
                self.judge.explain(chain)

    def _mention(self, chain: Chain, reached: int) -> DateMention:
        """The chain as a mention; its lead words do not reach into the date that ends at `reached`."""
        joined: Joined = chain.joined
        if len(chain.groups) == 1 and chain.last.others:
            apart = chain.last.core == "weekday" or (chain.last.core == "quarter" and self._lists(chain.last))
            joined = "set" if apart else "range"
        moments = _moments(chain)
        if chain.last.core == "quarter" and joined == "set" and _follow(moments):
            moments, joined = (_stretch(moments),), "one"
        moments = self._lunar_feast(chain, moments)
        start = chain.first.start if chain.first.start >= reached else chain.first.pieces[0].start
        end = self._closed(start, chain.last.end)
        pieces = [piece for group in chain.groups for piece in group.pieces]
        traces = tuple(Trace(_rule_of(piece), piece.start, piece.end) for piece in pieces)
        kind = _kind(chain, moments, joined)
        signed = kind == "date" and moments[0].day is not None and self._context.paper(self.folded, start) is not None
        aside = not signed and moments[0].year is not None and moments[0].day is not None and self.judge.aside(chain)
        return DateMention(start, end, _rule(chain), kind, joined, moments, traces, signed=signed, aside=aside)

    def _lunar_feast(self, chain: Chain, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
        """A day without a year that is the lunar one of the feast named before it, as such."""
        moment = moments[0]
        if len(moments) > 1 or moment.year is not None or moment.day is None or moment.month is None:
            return moments
        feast = self._context.lunar_feast(self.folded, chain.first.start, moment.day, moment.month)
        return (moment._replace(lunar=True),) if feast else moments

    def _lists(self, group: Group) -> bool:
        """Whether "quý I và II" names two quarters, and not the first and last of some."""
        return re.search(r"và|,\s*(?!năm|\d{4})", self.folded[group.start : group.end]) is not None

    def _closed(self, start: int, end: int) -> int:
        """The end of a date with the bracket that was opened inside it."""
        inside = self.folded[start:end]
        if inside.count("(") > inside.count(")") and self.folded[end : end + 1] == ")":
            return end + 1
        return end

    def _continues_term(self, before: DateMention, chain: Chain, mention: DateMention) -> bool:
        """Whether years behind a term of office, joined to it by "và", are a term too."""
        if before.kind != "term" or chain.last.core != "years":
            return False
        gap = self._joins.between(self.folded, before.end, mention.start)
        return gap is not None and gap.sign in ("and", "comma", "to")

    def _beside(self, left: DateMention, right: DateMention) -> tuple[DateMention, DateMention]:
        """Two neighbours, the lunar one with the solar one where they stand for the same day."""
        left_is, right_is = left.moments[-1].lunar, right.moments[-1].lunar
        if left_is == right_is:
            return left, right
        solar = right if left_is else left
        gap = self._joins.between(self.folded, left.end, right.start)
        if gap is None or gap.sign not in ("beside", "open", "comma", "") or not solar.moments[-1].precise:
            return left, right
        return (replace(left, beside=right), right) if left_is else (left, replace(right, beside=left))


def _moments(chain: Chain) -> tuple[Moment, ...]:
    """What the members say; what only a later member says holds for those before it."""
    if chain.last.core == "month":
        for group in chain.groups:
            if group.core == "number":
                number_as_month(group)
    if chain.first.leads & {"moon"} and chain.last.value.month is None:
        chain.last.value = chain.last.value._replace(lunar=True)
    if len(chain.groups) == 1:
        group = chain.last
        one = group.moment()
        return (one, *(other._replace(clock=one.clock, until=one.until) for other in group.others))
    found: list[Moment] = []
    for group in reversed(chain.groups):
        moment = group.moment()
        found.append(_shared(moment, found[-1]) if found else moment)
    found.reverse()
    clocked = [moment for moment in found if moment.clock]
    if chain.joined == "set" and len(clocked) == 1:
        found = [moment._replace(clock=clocked[0].clock, until=clocked[0].until) for moment in found]
    return tuple(found)


def _shared(moment: Moment, later: Moment) -> Moment:
    """A member of a range or set with what it leaves out: the month, the relative words, the day of the next one."""
    if moment == Moment(clock=moment.clock, until=moment.until):
        return later._replace(clock=moment.clock, until=moment.until)
    if moment.relative or moment.weekday or moment.same:
        return moment
    if moment.day is not None and moment.month is None:
        moment = moment._replace(month=later.month, year=moment.year or (later.year if later.month else None))
    if moment.year is None and later.relative and later.unit in ("month", "year"):
        moment = moment._replace(relative=later.relative, unit=later.unit)
    return moment._replace(lunar=True) if later.lunar and not moment.lunar else moment


def _follow(moments: Sequence[Moment]) -> bool:
    """Whether each stretch of months begins where the one before it ends."""
    return all((before.last_month or 0) + 1 == moment.month for before, moment in pairwise(moments))


def _stretch(moments: Sequence[Moment]) -> Moment:
    """Quarters in a row as one stretch of months."""
    last = moments[-1]
    return last._replace(month=moments[0].month, year=moments[0].year or last.year)


def _rule(chain: Chain) -> str:
    """The rule of the piece that says most."""
    group = chain.last
    cores = [piece for piece in group.pieces if piece.type == group.core]
    return _rule_of((cores or group.pieces)[-1])


def _rule_of(piece: Piece) -> str:
    """The rule that read a piece; of a bare figure the one whose lead words make it a day or year."""
    if piece.rule is not None:
        return piece.rule.id
    return _DAY_RULE if piece.type == "number" else _YEAR_RULE


def _kind(chain: Chain, moments: Sequence[Moment], joined: Joined) -> DateKind:
    if any(moment.clock for moment in moments):
        return "time"
    if chain.last.core == "term":
        return "term"
    if joined != "one":
        return "range" if joined == "range" else "set"
    moment = moments[0]
    week = moment.relative is not None and moment.unit == "week" and moment.weekday is None
    return "range" if moment.last_month is not None or week else "date"


class DateComponent:
    """The pipeline component: leaves the date mentions on the Doc."""

    def __init__(self, grammar: DateGrammar) -> None:
        self.grammar = grammar

    def __call__(self, doc: Doc) -> Doc:
        article = doc.user_data.get("article")
        # the page's own lines give the day of publication and no dates
        own = [(block.start, block.end) for block in article.blocks if block.kind == "byline"] if article else []
        mentions = find_dates(tokens(doc).text, self.grammar)
        put(doc, KEY, [item for item in mentions if not any(start <= item.start < end for start, end in own)])
        return doc


@Language.factory("trichtin_dates", assigns=["doc.spans"], default_config={"folders": []})
def _make_dates(nlp: Language, name: str, folders: Sequence[str]) -> DateComponent:
    return DateComponent(DateGrammar(pattern_files.load(*map(Path, folders))))


def check_dates(patterns: Patterns) -> Callable[[str], list[tuple[str, int, int]]]:
    """What runs the examples of the rules of dates: every rule with a part in a date of a text, or in refusing one."""
    grammar = DateGrammar(patterns)

    def find(text: str) -> list[tuple[str, int, int]]:
        reader = Reader(text, grammar, explain=True)
        found = list(reader.mentions())
        traces = [(trace.rule, trace.start, trace.end) for mention in found for trace in mention.traces]
        for mention in found:
            for trace in mention.traces:
                traces += grammar.pieces.traces(reader.folded, trace.start, trace.end)
            traces += grammar.joins.traces(reader.folded, mention.start, mention.end)
            traces += grammar.context.traces(reader.folded, mention.start, mention.end)
            if mention.beside is not None and mention.beside.end < mention.start:
                traces += grammar.joins.traces(reader.folded, mention.beside.end, mention.start)
        return traces + [(hit.rule, hit.start, hit.end) for hit in reader.judge.refused]

    return find
