"""The texts of the review page in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import yaml

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All texts by their key, each by language."""
    text = Path(__file__).with_name("messages.yaml").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def translator(language: Language) -> Callable[..., str]:
    """A function that gives a text by its key; keywords fill what stands in braces."""
    texts = catalogue()

    def translate(key: str, **values: object) -> str:
        text = texts[key][language]
        return text.format(**values) if values else text

    return translate


def chosen(cookie: str | None, accepted: str | None) -> Language:
    """The language that a reviewer chose, else the first known one that the browser asks for, else Vietnamese."""
    for wanted in (cookie, *(part.split(";")[0].strip()[:2] for part in (accepted or "").split(","))):
        if wanted in LANGUAGES:
            return next(language for language in LANGUAGES if language == wanted)
    return "vi"
