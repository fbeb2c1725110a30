"""People in text: every annotated line of tests/data/names gives exactly the names that it marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from extractor.find.names import KEY, PersonMention
from extractor.language.spans import get
from extractor.language.vietnamese import blank

DATA = Path(__file__).parent / "data" / "names"
_MARK = re.compile(r"\[([^\[\]]+)\](?:\(([^()]*)\))?")


def _rows() -> Iterator[object]:
    """The annotated lines: `[name](honorific; degree, degree)`, `(?)` where it is given as doubtful, ⏎ a new line."""
    for path in sorted(DATA.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                yield pytest.param(line, id=f"{path.stem}:{number}")


def _plain(line: str) -> tuple[str, list[tuple[str, str, tuple[str, ...], bool]]]:
    people = []
    for match in _MARK.finditer(line):
        honorific, _, degrees = (match[2] or "").partition(";")
        sure = honorific.strip() != "?"
        listed = _listed(degrees)
        people.append((match[1], honorific.strip() if sure else "", listed, sure))
    return _MARK.sub(r"\1", line).replace(" ⏎ ", "\n"), people


def _listed(degrees: str) -> tuple[str, ...]:
    """Degrees are divided by " + ": a comma may stand inside one."""
    return tuple(part.strip() for part in degrees.split("+") if part.strip())


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The pipeline up to the people."""
    nlp = blank()
    for name in ("trichtin_sentences", "trichtin_lexicon", "trichtin_names"):
        nlp.add_pipe(name)
    return nlp


@pytest.mark.parametrize("line", list(_rows()))
def test_annotated_lines(line: str, nlp: Language) -> None:
    text, expected = _plain(line)
    doc = nlp(text)
    found = [
        (person.name, person.honorific or "", person.degrees, person.certain) for person in get(doc, KEY, PersonMention)
    ]
    assert found == expected
    for person in get(doc, KEY, PersonMention):
        assert " ".join(doc.text[person.start : person.end].split()) == person.name
        assert person.outer <= person.start
