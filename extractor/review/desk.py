"""The reviewer's desk: the records, the decisions on them and all that helps to decide, without the web around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from extractor import patterns
from extractor.compare import Difference, Facts, compare_facts, facts, read_samples, sample_of
from extractor.errors import UsageError
from extractor.record import Record
from extractor.review.anchors import Anchor, anchor
from extractor.review.decisions import Action, Decision, Log, Step, decisions_file, now, standing
from extractor.review.gold import expected_facts
from extractor.review.index import Entry, Index
from extractor.review.marks import marks_of
from extractor.review.progress import progress_of
from extractor.review.selection import NoSuchWordsError, Selection, prints, quoted, selected
from extractor.review.sources import find_source, may_have_source, page_with_marks
from extractor.review.state import Item, items_of
from extractor.review.values import HEADS, BadValuesError, FieldName, Values, checked


class ConflictError(Exception):
    """The article is no longer as the reviewer saw it: nothing was saved."""


class Order(BaseModel):
    """What a reviewer asks to be done, and the `revision` of the article that was seen.

    `accept`, `correct` and `reject` name the `target`; `add` names the `field` and the words, selected or typed.
    `anyway` saves words that the article does not print.
    """

    model_config = ConfigDict(extra="forbid")

    action: Literal["accept", "correct", "reject", "add", "undo", "accept_rest"]
    revision: str
    target: str | None = None
    field: FieldName | None = None
    value: dict[str, Any] | None = None
    selection: Selection | None = None
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule: its id, the file and line that hold it (empty: the program itself), and what its category is for."""

    id: str
    place: str
    about: str


@dataclass(frozen=True)
class View:
    """An article as a reviewer sees it; `version` changes with the record."""

    entry: Entry
    record: Record
    items: Sequence[Item]
    steps: Sequence[Step]
    version: str
    sample: str | None
    differences: Sequence[Difference]

    @property
    def revision(self) -> str:
        """What changes with the record and with every step."""
        return f"{self.version}.{self.steps[-1].step if self.steps else 0}"

    def item(self, key: str | None) -> Item | None:
        """The item with a key."""
        return next((item for item in self.items if item.key == key), None)

    @property
    def last(self) -> Step | None:
        """The step that an undo would take back."""
        return next(iter(reversed(standing(self.steps))), None)


class Desk:
    """Everything that a review needs, over one file or folder of records. Writes only the log of decisions."""

    def __init__(
        self,
        records: Path,
        *,
        reviewer: str,
        decisions: Path | None = None,
        samples: Path | None = None,
        sources: Path | None = None,
        pattern_folders: Sequence[Path] = (),
    ) -> None:
        if sources is not None and not sources.is_dir():
            raise UsageError("there is no such folder of sources", where=str(sources), hint="check the spelling")
        self.reviewer = reviewer
        self.sources = sources
        self.samples: Mapping[str, Facts] = read_samples(samples) if samples is not None else {}
        self.log = Log(decisions or decisions_file(records), write=True)
        self.index = Index(records, self.log)
        self._folders = tuple(pattern_folders)

    @cached_property
    def _patterns(self) -> patterns.Patterns:
        return patterns.load(*self._folders)

    def close(self) -> None:
        """Let another review write."""
        self.log.close()

    def view(self, key: str) -> View | None:
        """An article; None where there is none with this key. Raises UsageError where its record cannot be read."""
        entry = self.index.entries.get(key)
        if entry is None:
            return None
        loaded = self.index.read(entry)
        steps = self.index.steps(entry)
        sample = sample_of(entry.uri, self.samples)
        return View(
            entry,
            loaded.record,
            items_of(loaded.record, steps),
            steps,
            loaded.version,
            sample,
            self._differences(loaded.record, sample) if sample is not None else (),
        )

    def page(self, view: View) -> str | None:
        """The original page of an article as harmless HTML with the facts marked; None where it is not at hand."""
        data = find_source(self.sources, view.record) if self.sources is not None else None
        return None if data is None else str(page_with_marks(view.record, data, marks_of(view.items)))

    def has_page(self, view: View) -> bool:
        """Whether the original page may be at hand; to look into an archive takes longer than an article may."""
        return self.sources is not None and may_have_source(self.sources, view.record)

    def rules(self, item: Item) -> list[RuleFile]:
        """The rules that found a fact, and where they stand."""
        files = []
        for rule_id in item.found.rules if item.found else ():
            rule = self._patterns.rule(rule_id)
            place = f"{rule.file}:{rule.line}" if rule else ""
            files.append(RuleFile(rule_id, place, self._patterns.categories[rule.category].about if rule else ""))
        return files

    def expected(self, view: View) -> dict[str, Any]:
        """What was reviewed, as a sample holds it. Raises UsageError where not all is decided."""
        return expected_facts(view.items)

    def carry_out(self, view: View, order: Order) -> Step:
        """Write down what a reviewer decided; it is on the disk when this returns.

        Raises ConflictError where the article has changed since it was seen, BadValuesError for values of no use,
        NoSuchWordsError where the selection does not fit, and UsageError where the log cannot be written.
        """
        if order.revision != view.revision:
            raise ConflictError
        if order.action == "undo":
            if view.last is None:
                raise ConflictError
            return self._append(view, "undo", undoes=view.last.step)
        if order.action == "accept_rest":
            rest = [_decision(view, item) for item in view.items if item.state == "pending"]
            if not rest:
                raise ConflictError
            return self._append(view, "accept", rest)
        if order.action == "add":
            return self._append(view, "add", [self._addition(view, order)])
        item = view.item(order.target)
        if item is None:
            raise ConflictError
        value = None
        if order.action == "correct":
            value = _checked(view, item.field, order)
            if item.found is not None and value == item.found.values:
                return self._append(view, "accept", [_decision(view, item)])
        return self._append(view, order.action, [_decision(view, item, value)])

    def _append(
        self, view: View, action: Action, decisions: Sequence[Decision] = (), *, undoes: int | None = None
    ) -> Step:
        entry = view.entry
        step = Step(
            step=self.log.next,
            when=now(),
            who=self.reviewer,
            # a record that has moved keeps its steps under the source that they were made on
            uri=view.steps[-1].uri if view.steps else entry.uri,
            id=entry.id,
            action=action,
            decisions=tuple(decisions),
            undoes=undoes,
        )
        progress = progress_of(items_of(view.record, [*view.steps, step]))
        self.log.append(step.model_copy(update={"tally": progress.tally(view.version)}))
        entry.progress = progress
        return step

    def _addition(self, view: View, order: Order) -> Decision:
        if order.field is None or order.field == "article":
            raise BadValuesError({"field": "missing"})
        value = _checked(view, order.field, order)
        place = _anchor_of_added(view.record.text, order, str(value[HEADS[order.field]]))
        return Decision(target=f"added-{self.log.next}", field=order.field, value=value, anchor=place)

    def _differences(self, record: Record, sample: str) -> Sequence[Difference]:
        found = facts(record.model_dump(mode="json"), where=record.source.uri)
        return compare_facts({sample: found}, {sample: self.samples[sample]}).differences


def _decision(view: View, item: Item, value: Values | None = None) -> Decision:
    """A decision on a fact that is found now, or on one that is no longer, or never was, and is kept."""
    earlier = item.earlier.target if item.earlier is not None and item.earlier.target != item.key else None
    return Decision(
        target=item.key,
        field=item.field,
        fact=item.found.values if item.found else None,
        value=value if item.found or value else item.values,
        anchor=None if item.field == "article" else item.anchor(view.record.text),
        replaces=earlier,
    )


def _checked(view: View, field: FieldName, order: Order) -> Values:
    """The values of a form; the words that name a fact have to stand in the article."""
    value = checked(field, order.value or {})
    head = value[HEADS[field]]
    if head and not order.anyway and not prints(view.record.text, head):
        raise BadValuesError({HEADS[field]: "not_printed"})
    return value


def _anchor_of_added(text: str, order: Order, head: str) -> Anchor | None:
    """The words that an added fact stands for: those selected, else where its own words are first printed."""
    if order.selection is not None:
        return anchor(text, *selected(text, order.selection))
    place = quoted(text, head)
    if place is None and not order.anyway:
        raise NoSuchWordsError("the words are not printed like this")
    return anchor(text, *place) if place else None
