"""The fingerprint of all that decides what a record says: rules, code, and the versions of the libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from extractor import __version__
from extractor.patterns import Patterns, load

_ROOMS = ("page", "language", "find", "link")
_LIBRARIES = ("beautifulsoup4", "dateparser", "lxml", "spacy", "underthesea")
_FILES = ("folding.py", "patterns.py", "pipeline.py", "record.py", "shapes.py")


def fingerprint_of(folders: Sequence[Path]) -> str:
    """The fingerprint for the project's patterns with those of `folders`; raises PatternError."""
    return fingerprint(load(*folders))


def fingerprint(patterns: Patterns) -> str:
    """The fingerprint for loaded patterns."""
    libraries = (f"{name} {version(name)}" for name in _LIBRARIES)
    parts = (__version__, _code(), patterns.fingerprint, *libraries)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@cache
def _code() -> str:
    """A digest of the modules and tables that a record passes through: whoever edits them gets new records."""
    top = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    rooms = (file for room in _ROOMS for file in (top / room).rglob("*") if "__pycache__" not in file.parts)
    for file in sorted([*(file for file in rooms if file.is_file()), *(top / name for name in _FILES)]):
        digest.update(file.relative_to(top).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
