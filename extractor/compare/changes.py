"""What differs between two records of the same article: facts gained, lost and changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.compare.context import NOWHERE, Context, in_context
from extractor.compare.facts import Facts
from extractor.compare.fields import FIELDS, Shown
from extractor.compare.pairing import side_by_side

# who got which post is said again, with body and term, by the line of `elected_posts`
_FIELDS = {name: field for name, field in FIELDS.items() if name != "elected_pairs"}


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that one of two records has otherwise: gained (no `before`), lost (no `after`), or changed.

    `rule` is that of the fact as it is after, or was before where it was lost.
    """

    article: str
    field: str
    before: str | None
    after: str | None
    rule: str | None = None
    context: Context = NOWHERE

    @property
    def kind(self) -> str:
        if self.before is None:
            return "gained"
        return "lost" if self.after is None else "changed"


def changes(article: str, before: Facts, after: Facts) -> Iterator[Change]:
    """The changes of an article, field by field."""
    for name, field in _FIELDS.items():
        old, new = field.shown(before), field.shown(after)
        for was, now in side_by_side(_without(old, new), _without(new, old)):
            fact = now or was
            assert fact is not None
            text = after.text if now is not None else before.text
            yield Change(
                article,
                name,
                was.line if was else None,
                now.line if now else None,
                fact.rule,
                in_context(text, fact),
            )


def _without(facts: Sequence[Shown], others: Sequence[Shown]) -> list[Shown]:
    """The facts that the others do not have, one for one."""
    left = Counter(other.line for other in others)
    kept = []
    for fact in facts:
        if left[fact.line]:
            left[fact.line] -= 1
        else:
            kept.append(fact)
    return kept
