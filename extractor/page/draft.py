"""What was read from a source, before it becomes an Article."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.page.kinds import Sorted
from extractor.page.lines import Line
from extractor.page.metadata import Metadata
from extractor.page.outline import Outline
from extractor.record import Notice


@dataclass(slots=True)
class Draft:
    """The sorted lines of a source with its title and metadata.

    `days` are the days of publication that were found, each with the name of its source, the best first.
    `title_line` prints the title; None where only the page's head gives it. `inner` names an old encoding that
    the text was typed in. `listing` holds the lines of each item where the page lists several.
    """

    media_type: str
    source: str
    outline: Outline | None = None
    title: str | None = None
    title_line: Line | None = None
    sorted: Sorted = field(default_factory=lambda: Sorted([]))
    meta: Metadata = field(default_factory=Metadata)
    days: list[tuple[str, str | None]] = field(default_factory=list)
    url: str | None = None
    inner: str | None = None
    listing: list[list[Line]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
