"""What a reviewer can say of each kind of fact: its values, as samples write them, and how a form asks for them.

The values are those that samples hold (`expected.json`): no places, rules or confidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from extractor.record import DateKind, How

FieldName = Literal["article", "events", "elected_posts", "people", "venues", "dates", "organizations"]
FIELDS: tuple[FieldName, ...] = get_args(FieldName)
State = Literal["changed", "pending", "accepted", "corrected", "added", "rejected"]
STATES: tuple[State, ...] = get_args(State)
# what a reviewer has to look at
OPEN: tuple[State, ...] = ("changed", "pending")
# samples do not list organizations: an article is reviewed without them
COUNTED: tuple[FieldName, ...] = FIELDS[:-1]

_BLANKS = re.compile(r"\s+")
_POINT = (
    r"[0-9X]{4}(-(0[1-9]|1[0-2]|2[1-4]|XX)"
    r"(-(0[1-9]|[12][0-9]|3[01]|XX)(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?)?)?[~?%]?"
)
_EDTF = re.compile(rf"{_POINT}|({_POINT}|\.\.)?/({_POINT}|\.\.)?|\{{{_POINT}([,.]+{_POINT})*\}}")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_LONGEST = 2000


def _folded(value: object) -> object:
    """A string as samples write it: NFC, one blank between words; nothing at all is null."""
    if not isinstance(value, str):
        return value
    if len(value) > _LONGEST:
        raise ValueError("too_long")
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", value)).strip() or None


def _matching(pattern: re.Pattern[str], complaint: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(complaint)
        return value

    return AfterValidator(check)


def _without_empty(value: object) -> object:
    return [item for item in value if item not in (None, "")] if isinstance(value, list) else value


Words = Annotated[str, BeforeValidator(_folded)]
MaybeWords = Annotated[str | None, BeforeValidator(_folded)]
Edtf = Annotated[Annotated[str, _matching(_EDTF, "not_edtf")] | None, BeforeValidator(_folded)]
Day = Annotated[Annotated[str, _matching(_DAY, "not_a_day")] | None, BeforeValidator(_folded)]
Lines = Annotated[list[Words], BeforeValidator(_without_empty)]


class _Values(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleValues(_Values):
    """What the page says of itself."""

    title: MaybeWords = None
    published: Day = None
    byline: Lines = []


class EventValues(_Values):
    """An event that the article reports."""

    name: Words
    kind: Words
    date: Edtf = None
    venue: MaybeWords = None
    organizers: Lines = []


class ElectedValues(_Values):
    """A post given to a person on this occasion."""

    person: Words
    post: Words
    body: MaybeWords = None
    term: Edtf = None
    date: Edtf = None
    how: How


class PositionValues(_Values):
    """A post that a person holds."""

    title: Words
    organization: MaybeWords = None


class PersonValues(_Values):
    """A person with form of address, degrees and positions."""

    name: Words
    honorific: MaybeWords = None
    degrees: Lines = []
    positions: list[PositionValues] = []


class VenueValues(_Values):
    """A place of a reported event."""

    text: Words
    province: MaybeWords = None


class DateValues(_Values):
    """A date as printed, with its EDTF value."""

    text: Words
    value: Edtf = None
    kind: DateKind


class OrganizationValues(_Values):
    """An organization named in the article."""

    name: Words


MODELS: Mapping[FieldName, type[_Values]] = {
    "article": ArticleValues,
    "events": EventValues,
    "elected_posts": ElectedValues,
    "people": PersonValues,
    "venues": VenueValues,
    "dates": DateValues,
    "organizations": OrganizationValues,
}

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """One question of a form. `shape` is `words`, `edtf`, `choice`, `lines` or `positions`."""

    name: str
    shape: str = "words"
    choices: tuple[str, ...] = ()
    required: bool = False


INPUTS: Mapping[FieldName, tuple[Input, ...]] = {
    "article": (Input("title"), Input("published", "edtf"), Input("byline", "lines")),
    "events": (
        Input("name", required=True),
        Input("kind", required=True),
        Input("date", "edtf"),
        Input("venue"),
        Input("organizers", "lines"),
    ),
    "elected_posts": (
        Input("person", required=True),
        Input("post", required=True),
        Input("body"),
        Input("term", "edtf"),
        Input("date", "edtf"),
        Input("how", "choice", get_args(How)),
    ),
    "people": (
        Input("name", required=True),
        Input("honorific"),
        Input("degrees", "lines"),
        Input("positions", "positions"),
    ),
    "venues": (Input("text", required=True), Input("province")),
    "dates": (Input("text", required=True), Input("value", "edtf"), Input("kind", "choice", get_args(DateKind))),
    "organizations": (Input("name", required=True),),
}

# the value of a fact that quotes the article, and heads its entry
HEADS: Mapping[FieldName, str] = {
    "article": "title",
    "events": "name",
    "elected_posts": "person",
    "people": "name",
    "venues": "text",
    "dates": "text",
    "organizations": "name",
}


class BadValuesError(ValueError):
    """Values that no sample may hold; `complaints` names for each input the message to show."""

    def __init__(self, complaints: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {code}" for name, code in complaints.items()))
        self.complaints = complaints


def checked(field: FieldName, values: Mapping[str, Any]) -> Values:
    """The values in the form that samples have. Raises BadValuesError where they cannot be used."""
    try:
        return MODELS[field].model_validate(values).model_dump()
    except ValidationError as error:
        raise BadValuesError({str(problem["loc"][0]): _code(problem) for problem in error.errors()}) from None


def _code(problem: Mapping[str, Any]) -> str:
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"])
    return "missing" if problem["type"] in ("missing", "string_type") else "not_allowed"
