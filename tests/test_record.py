"""The record's own checks and its JSON Schema."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from extractor.record import Date, ElectedPost, Organization, Person, Position, Record, Source, Span

TEXT = "Đại hội bầu ông Lê An làm Chủ tịch."


def record(**facts: object) -> Record:
    source = Source(uri="a.txt", media_type="text/plain", bytes=3)
    return Record.model_validate({"id": "sha256:0", "source": source, "article": {}, "text": TEXT, **facts})


def person(start: int, end: int) -> Person:
    return Person(name="Lê An", mentions=[Span(start=start, end=end)], rule="name.kinh", confidence=0.9)


def test_a_fact_quotes_the_text() -> None:
    found = record(people=[person(16, 21)])
    assert found.quote(found.people[0].mentions[0]) == "Lê An"


@pytest.mark.parametrize(("start", "end"), [(16, 36), (21, 21), (21, 16), (40, 50)])
def test_a_fact_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError, match="outside the text"):
        record(people=[person(start, end)])


def test_every_kind_of_fact_is_checked() -> None:
    out = Span(start=1, end=99)
    date = Date(text="a", kind="date", mentions=[out], rule="r", confidence=1)
    organization = Organization(name="a", mentions=[out], rule="r", confidence=1)
    position = person(16, 21).model_copy(update={"positions": [Position(title="a", start=1, end=99)]})
    post = ElectedPost(person="a", post="b", how="elected", evidence=out, rule="r", confidence=1)
    for facts in (
        {"dates": [date]},
        {"organizations": [organization]},
        {"people": [position]},
        {"elected_posts": [post]},
    ):
        with pytest.raises(ValidationError, match="outside the text"):
            record(**facts)


def test_a_fact_without_a_place_is_refused() -> None:
    with pytest.raises(ValidationError, match="mentions"):
        Person(name="Lê An", mentions=[], rule="r", confidence=1)


def test_json_comes_back_the_same() -> None:
    found = record(people=[person(16, 21)])
    assert Record.model_validate_json(found.to_json()) == found
    assert json.loads(found.to_json())["people"][0]["name"] == "Lê An"


def test_the_schema_names_the_contract() -> None:
    schema = Record.model_json_schema()
    facts = {"dates", "events", "venues", "people", "organizations", "elected_posts", "warnings"}
    assert facts | {"schema_version", "id", "source", "article", "text", "blocks"} <= set(schema["properties"])
