"""Structured facts out of Vietnamese news articles.

    import extractor
    record = extractor.extract(open("page.html", "rb").read())

Importing this is instant; the models load when the first article is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.errors import DocumentError, PatternError, TrichtinError, UsageError

if TYPE_CHECKING:
    from extractor.pipeline import Extractor, extract
    from extractor.record import Record

__version__ = "0.1.0"
__all__ = [
    "DocumentError",
    "Extractor",
    "PatternError",
    "Record",
    "TrichtinError",
    "UsageError",
    "extract",
]


def __getattr__(name: str) -> Any:
    """Import what needs spaCy when it is first asked for."""
    if name in ("Extractor", "extract"):
        from extractor import pipeline

        return getattr(pipeline, name)
    if name == "Record":
        from extractor.record import Record

        return Record
    raise AttributeError(f"module 'extractor' has no attribute {name!r}")
