"""The queue: which articles a reviewer wants to see, in which order, and how far the whole is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import get_args
from urllib.parse import urlencode

from extractor.review.index import Entry
from extractor.review.text import plain
from extractor.review.values import COUNTED, FIELDS, OPEN, STATES, FieldName, State

PAGE = 50
SORTS = ("uncertain", "newest", "title")
DONE = "done"


@dataclass(frozen=True, slots=True)
class Query:
    """What a reviewer asked for; empty strings ask for nothing."""

    q: str = ""
    field: FieldName | None = None
    state: str = ""
    warning: str = ""
    site: str = ""
    since: str = ""
    until: str = ""
    sort: str = "uncertain"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Query:
        """The query of an address; what is not known there is left out."""
        values = {name.name: given.get(name.name, "").strip()[:200] for name in fields(cls)}
        named = values.pop("field")
        asked = next((name for name in FIELDS if name == named), None)
        if values["state"] not in (*STATES, DONE):
            values["state"] = ""
        if values["sort"] not in SORTS:
            values["sort"] = SORTS[0]
        return cls(field=asked, **values)

    @property
    def address(self) -> str:
        """The query as the part of an address behind the question mark."""
        given = {name.name: getattr(self, name.name) for name in fields(self)}
        return urlencode({name: value for name, value in given.items() if value and value != SORTS[0]})

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any((self.q, self.field, self.state, self.warning, self.site, self.since, self.until))


def select(entries: Iterable[Entry], query: Query) -> list[Entry]:
    """The articles asked for, in the order asked for."""
    chosen = [entry for entry in entries if _fits(entry, query)]
    if query.q:
        words = plain(query.q)[0].split()
        chosen = [entry for entry in chosen if all(word in entry.searched for word in words)]
    if query.sort == "title":
        return sorted(chosen, key=lambda entry: (not entry.title, entry.title.casefold()))
    if query.sort == "newest":
        return sorted(chosen, key=lambda entry: entry.published, reverse=True)
    return sorted(chosen, key=lambda entry: _certainty(entry, query.field))


def certainty(entry: Entry, field: FieldName | None = None) -> float | None:
    """The least confidence among the open facts of an article, or of one field of it; None where nothing is open."""
    return entry.progress.least.get(field) if field else entry.progress.certainty


def is_done(entry: Entry) -> bool:
    """Whether all facts of an article are decided."""
    return entry.progress.open == 0


@dataclass(frozen=True, slots=True)
class Whole:
    """How far the review of all records is."""

    articles: int
    done: int
    facts: int
    decided: int
    states: Mapping[State, int]
    warnings: Mapping[str, int]
    sites: Mapping[str, int]


def whole(entries: Iterable[Entry]) -> Whole:
    """The progress of all articles, and what can be filtered by."""
    entries = list(entries)
    states: Counter[State] = Counter()
    for entry in entries:
        for (name, state), number in entry.progress.counts.items():
            if name in COUNTED:
                states[state] += number
    facts = sum(states.values())
    return Whole(
        articles=len(entries),
        done=sum(is_done(entry) for entry in entries),
        facts=facts,
        decided=facts - sum(states[state] for state in OPEN),
        states={state: states[state] for state in STATES},
        warnings=dict(sorted(Counter(code for entry in entries for code in entry.warnings).items())),
        sites=dict(sorted(Counter(entry.site for entry in entries if entry.site).items())),
    )


def _fits(entry: Entry, query: Query) -> bool:
    asked = (query.field,) if query.field else COUNTED
    if query.state == DONE:
        if entry.progress.number(*OPEN, fields=asked):
            return False
    elif query.state:
        if not entry.progress.number(*(state for state in get_args(State) if state == query.state), fields=asked):
            return False
    elif query.field and not entry.progress.number(*STATES, fields=asked):
        return False
    return (
        (not query.warning or query.warning in entry.warnings)
        and (not query.site or query.site == entry.site)
        and (not query.since or entry.published >= query.since)
        and (not query.until or "" < entry.published[: len(query.until)] <= query.until)
    )


def _certainty(entry: Entry, field: FieldName | None) -> tuple[int, float, int]:
    """Changed articles first, then the least certain, then those with the most to do; the done ones last."""
    least = certainty(entry, field)
    group = 0 if entry.progress.changed else 1 if entry.progress.open else 2
    return (group, 1.0 if least is None else least, -entry.progress.open)
