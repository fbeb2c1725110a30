"""People check the records: decisions that are kept beside the records and survive a new extraction.

    for article in reviewed(Path("records.jsonl")):
        article.record, article.facts      # the facts in the shape of a sample's expected.json

The web page is in `extractor.review.web`; nothing outside it needs the extra `trichtin[review]`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.review.decisions import Log, decisions_file
    from extractor.review.gold import Reviewed, expected_facts, reviewed
    from extractor.review.index import Index
    from extractor.review.state import items_of

__all__ = ["Index", "Log", "Reviewed", "decisions_file", "expected_facts", "items_of", "reviewed"]

_HOMES = {"Log": "decisions", "decisions_file": "decisions", "Index": "index", "items_of": "state"}


def __getattr__(name: str) -> Any:
    """Import what is asked for: the command answers at once."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'gold')}"), name)
