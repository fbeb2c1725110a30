"""What a comparison reads of a record and of a sample's expected facts: the same fields from both.

An expected fact may allow other readings (`value_also`, `organization_also`, `body_also`). What a record says
of where a fact stands and which rule found it is read to show it, and is not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import UsageError


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Place(_Model):
    """A stretch of the record's text, in code points, half-open."""

    start: int
    end: int


class _Found(_Model):
    """What only a record says of a fact: the rule that found it, and its places in the text."""

    rule: str | None = None
    mentions: tuple[Place, ...] = ()


class DateFact(_Found):
    """A date as printed, with its EDTF value."""

    text: str
    value: str | None = None
    kind: str | None = None
    value_also: tuple[str | None, ...] = ()


class EventFact(_Found):
    """An event that the article reports."""

    name: str
    kind: str | None = None
    date: str | None = None
    venue: str | None = None
    organizers: tuple[str, ...] = ()


class VenueFact(_Found):
    """A place of a reported event."""

    text: str
    province: str | None = None


class PositionFact(_Model):
    """A post or occupation that a person holds; `start` and `end` are its place in a record's text."""

    rule: str | None = None
    start: int | None = None
    end: int | None = None
    title: str
    organization: str | None = None
    organization_also: tuple[str | None, ...] = ()


class PersonFact(_Found):
    """A person with form of address, degrees and positions."""

    name: str
    honorific: str | None = None
    degrees: tuple[str, ...] = ()
    positions: tuple[PositionFact, ...] = ()


class ElectedFact(_Model):
    """A post given to a person on this occasion; `evidence` is the passage of a record's text that says so."""

    rule: str | None = None
    evidence: Place | None = None
    person: str
    post: str
    body: str | None = None
    body_also: tuple[str | None, ...] = ()
    term: str | None = None
    date: str | None = None
    how: str | None = None


class Facts(_Model):
    """All of an article's facts that are compared; `text`, `site` and `url` are a record's, to show them in."""

    text: str = ""
    site: str | None = None
    url: str | None = None

    published: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    dates: tuple[DateFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    venues: tuple[VenueFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    elected_posts: tuple[ElectedFact, ...] = ()


# what a sample has to say, were it that there is nothing
COMPARED = ("published", "title", "byline", "dates", "events", "venues", "people", "elected_posts")


def facts(data: Mapping[str, Any], *, where: str) -> Facts:
    """The facts of a record or of an expected record, which has no `article` around title, date and byline.

    `where` names the file in the UsageError that is raised for facts of another shape.
    """
    about = data.get("article", data)
    if not isinstance(about, Mapping):
        raise UsageError("`article` is not an object", where=where, hint="is this a record of this program?")
    # what a record has not found may be null in it: an empty list, for comparing
    merged = {name: value for name, value in {**data, **about}.items() if value is not None}
    try:
        return Facts.model_validate(merged)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{place}: {first['msg']}", where=where, hint="see samples/README.md") from None
