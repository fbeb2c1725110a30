"""Records as rows of tables, for SQLite and CSV. Keys are numbers that count up in the order of the records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Value = str | int | float | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their SQL types; the first is the key. `links` are columns that name a row of
    another table."""

    name: str
    columns: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict)


_FACT = {"start": "INTEGER", "end": "INTEGER", "mentions": "INTEGER", "rule": "TEXT", "confidence": "REAL"}
_OF = {"id": "INTEGER PRIMARY KEY", "article": "INTEGER NOT NULL"}
_LINK = {"article": "articles"}


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "TEXT")


TABLES = (
    Table(
        "articles",
        {
            "id": "INTEGER PRIMARY KEY",
            **_texts("record", "source", "url", "captured", "title", "published", "published_from", "byline", "site"),
            **_texts("section", "language", "warnings", "text"),
        },
    ),
    Table("dates", {**_OF, **_texts("text", "value", "kind", "role"), **_FACT}, _LINK),
    Table("events", {**_OF, **_texts("name", "kind", "date", "venue", "organizers"), **_FACT}, _LINK),
    Table(
        "venues",
        {**_OF, **_texts("text", "kind", "province", "province_code", "province_now"), **_FACT},
        _LINK,
    ),
    Table("organizations", {**_OF, **_texts("name", "kind"), **_FACT}, _LINK),
    Table("people", {**_OF, **_texts("name", "honorific", "degrees", "roles"), **_FACT}, _LINK),
    Table(
        "positions",
        {
            **_OF,
            "person": "INTEGER NOT NULL",
            **_texts("title", "organization"),
            "start": "INTEGER",
            "end": "INTEGER",
            "rule": "TEXT",
        },
        {**_LINK, "person": "people"},
    ),
    Table(
        "elected_posts",
        {
            **_OF,
            "person": "INTEGER",
            **_texts("name", "post", "body", "board", "term", "date", "how"),
            "start": "INTEGER",
            "end": "INTEGER",
            "rule": "TEXT",
            "confidence": "REAL",
        },
        {**_LINK, "person": "people"},
    ),
)
_LISTS = ("dates", "events", "venues", "organizations")


class Rows:
    """Turns records into rows, and counts the keys."""

    def __init__(self) -> None:
        self._last = dict.fromkeys((table.name for table in TABLES), 0)

    def of(self, line: bytes) -> Iterator[tuple[str, Row]]:
        """The rows of one record as (table, row); rows that others name come before them."""
        record = json.loads(line)
        article = self._key("articles")
        info = record["article"]
        yield (
            "articles",
            {
                "id": article,
                "record": record["id"],
                "source": record["source"]["uri"],
                "url": info["url"],
                "captured": record["source"]["captured"],
                "title": info["title"],
                "published": info["published"],
                "published_from": info["published_from"],
                "byline": _joined(info["byline"]),
                "site": info["site"],
                "section": info["section"],
                "language": info["language"],
                "warnings": _joined([notice["code"] for notice in record["warnings"]]),
                "text": record["text"],
            },
        )
        for name in _LISTS:
            for fact in record[name]:
                yield name, self._fact(name, article, fact)
        yield from self._people(article, record)

    def _people(self, article: int, record: dict[str, Any]) -> Iterator[tuple[str, Row]]:
        people: dict[str, int] = {}
        for person in record["people"]:
            row = self._fact("people", article, person)
            key = people.setdefault(person["name"], int(row["id"] or 0))
            yield "people", row
            for position in person["positions"]:
                values = {"id": self._key("positions"), "article": article, "person": row["id"]}
                yield "positions", {**values, **position}
        for post in record["elected_posts"]:
            key = self._key("elected_posts")
            evidence = {"start": post["evidence"]["start"], "end": post["evidence"]["end"]}
            values = {name: value for name, value in post.items() if name not in ("person", "evidence")}
            person = {"person": people.get(post["person"]), "name": post["person"]}
            yield "elected_posts", {"id": key, "article": article, **person, **values, **evidence}

    def _fact(self, table: str, article: int, fact: dict[str, Any]) -> Row:
        """A fact as a row: its first mention, and how many there are."""
        first = fact["mentions"][0]
        place = {"start": first["start"], "end": first["end"], "mentions": len(fact["mentions"])}
        values = {
            name: _joined(value) if isinstance(value, list) else value
            for name, value in fact.items()
            if name not in ("mentions", "positions")
        }
        return {"id": self._key(table), "article": article, **values, **place}

    def _key(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]


def _joined(values: list[str]) -> str | None:
    return "; ".join(values) or None
