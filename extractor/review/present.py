"""What the templates show of facts: lines, labels and marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from extractor.review.decisions import Decision, Step
from extractor.review.desk import View
from extractor.review.marks import by_block, marked, marks_of, text_leaf
from extractor.review.state import Item
from extractor.review.values import FIELDS, INPUTS, FieldName, Values

Translate = Callable[..., str]
ICONS = {"changed": "↻", "pending": "○", "accepted": "✓", "corrected": "✎", "added": "+", "rejected": "✕"}
KINDS = (*FIELDS[1:4], "positions", *FIELDS[4:])  # what is marked, in the order of the legend
_AROUND = 40  # code points shown around a fact's words
_STATE_OF_ACTION = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added"}
_SPLIT_FIELDS: Mapping[str, FieldName] = {
    "venue_provinces": "venues",
    "honorifics": "people",
    "degrees": "people",
    "positions": "people",
    "elected_pairs": "elected_posts",
    "elected_dates": "elected_posts",
    "byline": "article",
    "published": "article",
    "title": "article",
}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of the article as HTML."""

    kind: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text with their neighbours; `at` is the code point that they begin at."""

    before: str
    words: str
    after: str
    at: int


def blocks(view: View, translate: Translate) -> Iterator[TextBlock]:
    """The text of an article block by block, with the facts marked."""
    text = view.record.text
    marks = marks_of(view.items, lambda item: label(item, translate))
    leaf = text_leaf(text)
    given = view.record.blocks
    for block, inside in zip(given, by_block(given, marks), strict=True):
        yield TextBlock(block.kind, marked(text, block.start, block.end, inside, leaf))
    if not given and text:
        yield TextBlock("paragraph", marked(text, 0, len(text), marks, leaf))


def label(item: Item, translate: Translate) -> str:
    """What a fact is, in one line."""
    return f"{translate('field.' + item.field)}: {item.head} – {translate('state.' + item.state)}"


def groups(view: View) -> Iterator[tuple[FieldName, Sequence[Item]]]:
    """The facts of each field, in the order of the page."""
    for field in FIELDS:
        yield field, [item for item in view.items if item.field == field]


def summary(field: FieldName, values: Values, translate: Translate) -> str:
    """The values of a fact other than the words that name it, in one line."""
    parts = [_plain(entry.shape, values.get(entry.name), translate) for entry in INPUTS[field][1:]]
    return " · ".join(part for part in parts if part)


def rows(field: FieldName, values: Values, translate: Translate) -> list[tuple[str, str]]:
    """Each value of a fact with its label."""
    return [
        (translate(f"value.{entry.name}"), _plain(entry.shape, values.get(entry.name), translate))
        for entry in INPUTS[field]
    ]


def quotes(view: View, item: Item) -> Iterator[Quote]:
    """The words of a fact, each place with what stands around it in its line."""
    text = view.record.text
    for start, end in item.spans[:12]:
        line = text.find("\n", end)
        before = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[end : len(text) if line < 0 else line]
        if len(before) > _AROUND:
            before = "… " + before[-_AROUND:].partition(" ")[2]
        if len(after) > _AROUND:
            after = after[:_AROUND].rpartition(" ")[0] + " …"
        yield Quote(before, text[start:end], after, start)


def decided(item: Item, translate: Translate) -> str:
    """Who decided what of a fact, and when."""
    if item.step is None:
        return ""
    state = translate(f"state.{_STATE_OF_ACTION[item.step.action]}")
    key = "fact.before" if item.state == "changed" else "fact.by"
    return translate(key, state=state, who=item.step.who, when=_when(item.step))


def before(decision: Decision) -> Values | None:
    """The values that a decision spoke of."""
    return decision.value or decision.fact


def difference_field(field: str) -> str:
    """The kind of fact that a line of the comparison with samples is about."""
    return _SPLIT_FIELDS.get(field, field)


def _plain(shape: str, value: object, translate: Translate) -> str:
    if value is None or value == []:
        return ""
    if shape == "choice":
        return translate(f"choice.{value}")
    if isinstance(value, list):
        return "; ".join(
            ", ".join(filter(None, (item["title"], item["organization"]))) if isinstance(item, dict) else str(item)
            for item in value
        )
    return str(value)


def _when(step: Step) -> str:
    return step.when.replace("T", " ").replace("+00:00", " UTC")
