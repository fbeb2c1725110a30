"""Mentions → facts: who holds which post where, what dates mean, which event the article reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractor.link.holders import check_holders
from extractor.patterns import Patterns

CHECKERS: Mapping[str, Callable[[Patterns], Callable[[str], list[tuple[str, int, int]]]]] = {
    "holders": check_holders,
}
