"""The ceremonies inside a festival, an exhibition or a contest that are reported with it: its opening and closing."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.link.events_evidence import Evidence

# sorts of events that a ceremony opens and closes as an event of its own
_OPENED = ("event.show", "event.contest", "event.programme")
_OPENINGS, _CLOSINGS = ("lễ khai mạc", "lễ khai hội"), ("lễ bế mạc",)


def is_ceremony_of(rule: str, kind: str, evidence: Sequence[Evidence]) -> bool:
    """Whether an event of `kind` is the opening or closing of one that `rule` found, and the body tells of it."""
    if rule not in _OPENED or kind not in (*_OPENINGS, *_CLOSINGS):
        return False
    return any(not (item.is_title or item.only_mentioned or item.planned) for item in evidence)


def day_of_ceremony(kind: str, whole: str | None) -> str | None:
    """The day of an opening or closing of what took place on the days `whole`.

    >>> day_of_ceremony("lễ bế mạc", "2022-05-03/2022-05-07")
    '2022-05-07'
    """
    if whole is None or "/" not in whole:
        return whole
    first, last = whole.split("/")
    return last if kind in _CLOSINGS else first
