"""Bytes to Record, stage by stage: the whole flow on one screen.

    bytes → page → Article → language → Doc → find → mentions → link → Record
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language

from extractor.find import COMPONENTS
from extractor.language.vietnamese import blank


def build_language(*folders: Path) -> Language:
    """The spaCy pipeline with all components, over the project's patterns and those of `folders`."""
    nlp = blank()
    config = {"folders": [str(folder) for folder in folders]}
    nlp.add_pipe("trichtin_sentences", config=config)
    for name in COMPONENTS:
        nlp.add_pipe(name, config=config)
    return nlp
