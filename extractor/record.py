"""The record: what the extractor writes for one article. The field names are a contract.

All offsets are Unicode code points into `Record.text`, half-open. Every fact is grounded: the text between a
mention's offsets is what the fact quotes; building a record checks that the offsets lie inside the text.
`value`, `term` and `date` are EDTF (ISO 8601-2).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = "1"

BlockKind = Literal["title", "lead", "paragraph", "heading", "list_item", "table_row", "caption", "byline"]
DateKind = Literal["date", "range", "set", "time", "term"]
DateRole = Literal["event", "published", "decision", "term", "mention"]
How = Literal["elected", "re-elected", "appointed", "re-appointed", "transferred"]
CreditRole = Literal["text", "photo", "source"]
Confidence = Annotated[float, Field(ge=0, le=1, description="Probability that the fact is right")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Model):
    """A stretch of `Record.text`."""

    start: int = Field(ge=0, description="First code point")
    end: int = Field(ge=0, description="One past the last code point")


class Notice(_Model):
    """Something the reader of the record should know; `code` is stable, `message` is for people."""

    code: str
    message: str


class Source(_Model):
    """Where the bytes came from."""

    uri: str = Field(description="Path, URL, or archive member (x.warc.gz#offset, x.zip#a/b.html)")
    media_type: str
    encoding: str | None = None
    bytes: int = Field(ge=0)
    captured: str | None = Field(None, description="When it was archived or fetched (RFC 3339)")


class Credit(_Model):
    """A name in the byline or under a picture, with what it is credited for."""

    name: str
    role: CreditRole | None = None


class ArticleInfo(_Model):
    """What the page says of itself."""

    title: str | None = None
    published: str | None = Field(None, description="ISO date of publication")
    published_from: str | None = Field(None, description="What the date of publication was read from")
    byline: list[str] = []
    credits: list[Credit] = []
    site: str | None = None
    url: str | None = None
    section: str | None = None
    language: str | None = None


class Block(Span):
    """A block of the cleaned text, one line of `Record.text`, and where it stands in the page."""

    kind: BlockKind
    path: str | None = Field(None, description="Path of the element in the page")
    line: int | None = Field(None, description="Line in the source, from 1")
    column: int | None = Field(None, description="Column in the source, from 0")


class _Fact(_Model):
    mentions: list[Span] = Field(min_length=1)
    rule: str = Field(description="The rules that found the fact, the first found first, joined by ' + '")
    confidence: Confidence


class Date(_Fact):
    """A date expression; one entry for each distinct wording."""

    text: str
    value: str | None = Field(None, description="EDTF, null where it cannot be resolved")
    kind: DateKind
    role: DateRole = "mention"


class Event(_Fact):
    """An event that the article reports."""

    name: str
    kind: str
    date: str | None = None
    venue: str | None = None
    organizers: list[str] = []


class Venue(_Fact):
    """A place where a reported event took place or will."""

    text: str
    province: str | None = Field(None, description="Province as of the event")
    province_code: str | None = Field(None, description="Official code of that province")
    province_now: str | None = Field(None, description="The province that it belongs to now")
    kind: str | None = None


class Position(Span):
    """A post or occupation that the text gives a person, and the words that give it."""

    title: str
    organization: str | None = None
    rule: str | None = None


class Person(_Fact):
    """A person, once, under the fullest form of the name that is printed."""

    name: str
    honorific: str | None = None
    degrees: list[str] = []
    positions: list[Position] = []
    roles: list[str] = []


class Organization(_Fact):
    """An organization named in the article, in its fullest printed form."""

    name: str
    kind: str | None = None


class ElectedPost(_Model):
    """The report that a person was, on this occasion, given a post."""

    person: str
    post: str
    body: str | None = None
    board: str | None = None
    term: str | None = Field(None, description="Term of office, EDTF years")
    date: str | None = None
    how: How
    evidence: Span
    rule: str
    confidence: Confidence


class Record(_Model):
    """One article, as structured facts."""

    schema_version: str = SCHEMA_VERSION
    id: str = Field(description="sha256 of the source's bytes")
    source: Source
    article: ArticleInfo
    text: str = Field(description="The cleaned article: NFC, one block a line")
    blocks: list[Block] = []
    dates: list[Date] = []
    events: list[Event] = []
    venues: list[Venue] = []
    people: list[Person] = []
    organizations: list[Organization] = []
    elected_posts: list[ElectedPost] = []
    warnings: list[Notice] = []
    words: list[tuple[int, int]] | None = Field(
        None, description="The word segmentation as (start, end), where it was asked for; else absent"
    )

    @model_validator(mode="after")
    def _grounded(self) -> Record:
        """Every offset lies inside the text and quotes something."""
        size = len(self.text)
        spans: list[Span] = [*self.blocks, *(post.evidence for post in self.elected_posts)]
        for facts in (self.dates, self.events, self.venues, self.people, self.organizations):
            spans += [span for fact in facts for span in fact.mentions]
        spans += [position for person in self.people for position in person.positions]
        for span in spans:
            if not span.start < span.end <= size:
                raise ValueError(f"a fact points outside the text: {span!r} in a text of {size}")
        return self

    def quote(self, span: Span) -> str:
        """The printed words of a span."""
        return self.text[span.start : span.end]

    def to_json(self, *, indent: int | None = None) -> str:
        """The record as JSON, the same bytes for the same record."""
        return self.model_dump_json(indent=indent, exclude={"words"} if self.words is None else None)
