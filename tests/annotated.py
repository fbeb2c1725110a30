"""Reads annotated sentences: "[D:Sáng 5/4|2023-04-05], tại [V:Hà Nội], … [E:Hội nghị …]"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from extractor.find.lexicon import Lexicon
from extractor.find.reading import Reading, reading
from extractor.language.vietnamese import blank
from extractor.patterns import load

DATA = Path(__file__).parent / "data"
_MARK = re.compile(r"\[([EVD]):([^\]|]*)(?:\|([^\]]*))?\]")


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateSpan:
    start: int
    end: int
    value: str | None
    kind: str = "date"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its marks: dates, and the printed forms of events and venues in order."""

    text: str
    dates: tuple[DateSpan, ...]
    events: tuple[str, ...]
    venues: tuple[str, ...]


def parse(marked: str) -> Annotated:
    text = ""
    place = 0
    found: dict[str, list[str]] = {"E": [], "V": []}
    dates = []
    for match in _MARK.finditer(marked):
        text += marked[place : match.start()]
        if match[1] == "D":
            dates.append(DateSpan(len(text), len(text) + len(match[2]), match[3]))
        else:
            found[match[1]].append(match[2])
        text += match[2]
        place = match.end()
    return Annotated(text + marked[place:], tuple(dates), tuple(found["E"]), tuple(found["V"]))


def examples(name: str) -> list[str]:
    """The lines of a file of annotated sentences, comments left out."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


class Reader:
    """Texts to readings, with the project's own patterns."""

    def __init__(self) -> None:
        self.patterns = load()
        self._nlp = blank()
        self._nlp.add_pipe("trichtin_sentences")
        self._lexicon = Lexicon(self.patterns)

    def read(self, text: str, dates: tuple[DateSpan, ...] = ()) -> Reading:
        """The reading of a text whose first line, where there are several, is the title."""
        doc = self._nlp(text)
        doc.user_data["hits"] = self._lexicon.find(doc)
        lines: list[Line] = []
        place = 0
        for number, line in enumerate(text.split("\n")):
            kind = "title" if number == 0 and "\n" in text else "list_item" if line[:1] in "-+*•" else "paragraph"
            lines.append(Line(kind, place, place + len(line)))
            place += len(line) + 1
        return reading(doc, dates, lines)
