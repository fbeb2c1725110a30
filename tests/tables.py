"""Tables of annotated text: a line of text, and below it, indented, what must be found in it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spacy.language import Language

from extractor.language.vietnamese import blank

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The components that find people, organizations and positions."""
    import extractor.find  # registers the components

    assert extractor.find.COMPONENTS
    nlp = blank()
    for name in ("sentences", "lexicon", "names", "organizations", "positions"):
        nlp.add_pipe(f"trichtin_{name}")
    return nlp


def lines(name: str) -> list[str]:
    """The lines of a table, comments and empty ones left out."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def blocks(*names: str) -> list[tuple[str, list[str]]]:
    """Each text of some tables with the indented lines below it."""
    found: list[tuple[str, list[str]]] = []
    for name in names:
        for line in lines(name):
            if line.startswith("  "):
                found[-1][1].append(line.strip())
            else:
                found.append((line, []))
    return found
