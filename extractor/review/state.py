"""What holds of a record's facts, worked out from what the extractor finds now and the steps of its reviewers.

A decision stays with its fact as long as a run finds the same values at the same words. Where either no longer
fits, it comes back as `changed`, with what was decided before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from extractor.compare.values import overlap, same
from extractor.folding import fold_print
from extractor.record import Record
from extractor.review.anchors import Anchor, anchor, resolve
from extractor.review.decisions import Decision, Step, standing
from extractor.review.facts import Fact, Spans, fact_key, facts_of
from extractor.review.values import COUNTED, FIELDS, HEADS, OPEN, FieldName, State, Values

Why = Literal["fact", "text", "gone"]


@dataclass(frozen=True, slots=True)
class Item:
    """A fact to decide on, or decided.

    `found` is what the extractor finds now, None where it finds nothing; `values` are those that hold; `earlier`
    is the decision on it with its step. `why` says of a changed one what no longer fits: the fact, the text around
    it, or that the extractor no longer finds it. `spans` are code points into the text, half-open.
    """

    key: str
    field: FieldName
    state: State
    values: Values
    spans: Spans
    found: Fact | None
    earlier: Decision | None = None
    step: Step | None = None
    why: Why | None = None

    @property
    def head(self) -> str:
        """The words that name the fact."""
        return str(self.values[HEADS[self.field]] or "")

    @property
    def open(self) -> bool:
        """Whether a reviewer has to look at it."""
        return self.state in OPEN

    @property
    def holds(self) -> bool:
        """Whether it belongs into a sample."""
        return self.state in ("accepted", "corrected", "added")

    def anchor(self, text: str) -> Anchor | None:
        """The anchor of its first words; that of the decision where it has none in the text."""
        if self.spans:
            return anchor(text, *self.spans[0])
        return self.earlier.anchor if self.earlier else None


def is_reviewed(items: Iterable[Item]) -> bool:
    """Whether nothing that samples hold is open any more."""
    return not any(item.open for item in items if item.field in COUNTED)


def items_of(record: Record, steps: Iterable[Step]) -> list[Item]:
    """The facts of a record with what was decided of them, field by field, in the order of the text."""
    facts = facts_of(record)
    decided = _last_decisions(steps)
    if not decided:
        return [Item(fact.key, fact.field, "pending", fact.values, fact.spans, fact) for fact in facts]
    settled = _Settling(record.text, facts)
    for settle in (settled.same_fact, settled.agreeing, settled.same_subject, settled.same_words, settled.alone):
        decided = {target: both for target, both in decided.items() if not settle(*both)}
    found = {fact.key: Item(fact.key, fact.field, "pending", fact.values, fact.spans, fact) for fact in facts}
    items = [settled.by_fact.get(key, item) for key, item in found.items()] + settled.others
    return sorted(items, key=lambda item: (FIELDS.index(item.field), item.spans[:1] or ((len(record.text), 0),)))


def _last_decisions(steps: Iterable[Step]) -> dict[str, tuple[Decision, Step]]:
    """The decision that stands for each target."""
    last: dict[str, tuple[Decision, Step]] = {}
    for step in standing(steps):
        for decision in step.decisions:
            if decision.replaces is not None:
                last.pop(decision.replaces, None)
            last[decision.target] = (decision, step)
    return last


class _Settling:
    """Brings decisions together with the facts of a record; each method says whether it settled the decision."""

    def __init__(self, text: str, facts: Iterable[Fact]) -> None:
        self.text = text
        self.facts = {fact.key: fact for fact in facts}
        self.by_fact: dict[str, Item] = {}
        self.others: list[Item] = []

    def same_fact(self, decision: Decision, step: Step) -> bool:
        """The extractor finds what it had found."""
        fact = self._free(decision.target) if decision.fact is not None else None
        if fact is None:
            return False
        fits = decision.anchor is None or self._place(decision) is not None
        if not fits:
            self._settle(fact, "changed", fact.values, decision, step, "text")
        elif step.action == "correct" and decision.value is not None:
            self._settle(fact, "corrected", decision.value, decision, step)
        else:
            self._settle(fact, "rejected" if step.action == "reject" else "accepted", fact.values, decision, step)
        return True

    def agreeing(self, decision: Decision, step: Step) -> bool:
        """The extractor now finds what the reviewer had said."""
        if decision.value is None:
            return False
        fact = self._free(fact_key(decision.field, decision.value))
        if fact is None:
            return False
        self._settle(fact, "rejected" if step.action == "reject" else "accepted", fact.values, decision, step)
        return True

    def same_subject(self, decision: Decision, step: Step) -> bool:
        """The extractor finds something else of the same subject.

        What was added may stand beside a fact of like words: only one of the same name takes its place.
        """
        return self._changed(decision, step, lambda fact: _same_subject(decision, fact))

    def same_words(self, decision: Decision, step: Step) -> bool:
        """The extractor finds something else at those words."""
        place = self._place(decision)
        if place is None or decision.fact is None:
            return False
        # one sentence may give posts to many
        person = decision.fact["person"] if decision.field == "elected_posts" else None
        return self._changed(
            decision,
            step,
            lambda fact: _touches(fact.spans, place) and (person is None or same(person, fact.values["person"])),
        )

    def _changed(self, decision: Decision, step: Step, like: Callable[[Fact], bool]) -> bool:
        for key, fact in self.facts.items():
            if key not in self.by_fact and fact.field == decision.field and like(fact):
                self._settle(fact, "changed", fact.values, decision, step, "fact")
                return True
        return False

    def alone(self, decision: Decision, step: Step) -> bool:
        """The extractor finds nothing of the kind."""
        values = decision.value or decision.fact
        if step.action == "reject" or values is None:
            return True  # nothing is left to reject
        place = self._place(decision)
        kept = decision.fact is None and (place is not None or decision.anchor is None)
        self.others.append(
            Item(
                decision.target,
                decision.field,
                "added" if kept else "changed",
                values,
                (place,) if place else (),
                None,
                decision,
                step,
                None if kept else "text" if decision.fact is None else "gone",
            )
        )
        return True

    def _free(self, key: str) -> Fact | None:
        return self.facts.get(key) if key not in self.by_fact else None

    def _place(self, decision: Decision) -> tuple[int, int] | None:
        return resolve(self.text, decision.anchor) if decision.anchor else None

    def _settle(
        self, fact: Fact, state: State, values: Values, decision: Decision, step: Step, why: Why | None = None
    ) -> None:
        self.by_fact[fact.key] = Item(fact.key, fact.field, state, values, fact.spans, fact, decision, step, why)


def _same_subject(decision: Decision, fact: Fact) -> bool:
    """Whether a fact is about what the decision was about, by the values that name it."""
    known = [values for values in (decision.fact, decision.value) if values]
    share = 1.0 if decision.fact is None else 0.5
    return any(_same_values(decision.field, values, fact.values, share) for values in known)


def _same_values(
    field: FieldName, one: Mapping[str, str | None], other: Mapping[str, str | None], share: float
) -> bool:
    if field == "article":
        return True
    head = HEADS[field]
    if field == "elected_posts":
        return same(one["person"], other["person"]) and same(one["post"], other["post"])
    if field in ("events", "venues"):
        return overlap(one[head], other[head]) >= share
    return fold_print(one[head]) == fold_print(other[head])


def _touches(spans: Spans, place: tuple[int, int]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in spans)
