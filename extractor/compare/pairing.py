"""Facts side by side: what stands in the place of what."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compare.fields import Shown
from extractor.compare.values import words


def side_by_side(missed: Sequence[Shown], wrong: Sequence[Shown]) -> list[tuple[Shown | None, Shown | None]]:
    """What was missed beside what was found in its place: the two share half of their words at least."""
    shares = sorted(
        (-_share(want.line, have.line), at, index) for at, want in enumerate(missed) for index, have in enumerate(wrong)
    )
    partner: dict[int, int] = {}
    for share, at, index in shares:
        if share <= -0.5 and at not in partner and index not in partner.values():
            partner[at] = index
    rows: list[tuple[Shown | None, Shown | None]] = [
        (want, wrong[partner[at]] if at in partner else None) for at, want in enumerate(missed)
    ]
    return rows + [(None, have) for index, have in enumerate(wrong) if index not in partner.values()]


def _share(one: str, other: str) -> float:
    left, right = set(words(one)), set(words(other))
    return len(left & right) / max(len(left), len(right), 1)
