"""People with all that a text says of them: names, addresses, degrees and positions, read by the whole pipeline."""

from __future__ import annotations

import pytest
from tables import blocks

from extractor import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("text", "expected"), blocks("people/sentences.txt", "people/stories.txt", "people/offices.txt")
)
def test_people_of_a_text(extractor: Extractor, text: str, expected: list[str]) -> None:
    """`name | honorific | degree + degree | title @ organization; …` for each person; ⏎ is a new line."""
    record = extractor.extract("Tin trong ngày\n" + text.replace(" ⏎ ", "\n") + "\nXin cảm ơn bạn đọc.")
    found = [
        " | ".join(
            [
                person.name,
                person.honorific or "-",
                " + ".join(person.degrees) or "-",
                "; ".join(f"{held.title} @ {held.organization or '-'}" for held in person.positions) or "-",
            ]
        )
        for person in record.people
    ]
    assert sorted(found) == sorted(expected)
