"""Makes sample folders: an article, the facts that a correct record holds, and a line on what it shows."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.compare.facts import COMPARED, facts
from extractor.compare.files import EXPECTED
from extractor.errors import UsageError
from extractor.record import Record

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COMMON = frozenset({"page", "article", "index", "default", "detail"})
_FACTS = ("dates", "events", "venues", "people", "elected_posts")
# what a record says of a fact beside what is compared
_KEPT = {
    "dates": ("text", "value", "kind"),
    "events": ("name", "kind", "date", "venue", "organizers"),
    "venues": ("text", "province"),
    "people": ("name", "honorific", "degrees", "positions"),
    "elected_posts": ("person", "post", "body", "term", "date", "how"),
}


def expected_of(record: Record) -> dict[str, Any]:
    """The facts of a record in the shape of `expected.json`: what people correct into a sample."""
    data = record.model_dump(mode="json")
    found: dict[str, Any] = {name: data["article"][name] for name in ("published", "title", "byline")}
    for field in _FACTS:
        found[field] = [{key: fact[key] for key in _KEPT[field]} for fact in data[field]]
    for person in found["people"]:
        person["positions"] = [{key: held[key] for key in ("title", "organization")} for held in person["positions"]]
    return found


def write_sample(samples: Path, name: str, page: bytes, expected: Mapping[str, Any], *, about: str) -> Path:
    """Write a sample's folder and give its path. `expected` has the keys of `expected.json`, `about` is its README.

    Raises UsageError for a bad name, a name that is taken, and facts of another shape.
    """
    if not _NAME.fullmatch(name):
        hint = "name it after the article in short: small letters without accents, as in hoi-nghi-thu-vien"
        raise UsageError(f"{name!r} is no name for a sample", hint=hint)
    folder = samples / name
    if folder.exists():
        raise UsageError("there is a sample of this name already", where=str(folder), hint="choose another name")
    facts(expected, where=name)
    file = "page.html" if _is_html(page) else "article.txt"
    try:
        folder.mkdir(parents=True)
        (folder / file).write_bytes(page)
        (folder / EXPECTED).write_text(as_json(expected), encoding="utf-8", newline="\n")
        (folder / "README.md").write_text(f"# {name}\n\n{about}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(folder)) from None
    return folder


def name_of(uri: str) -> str:
    """A name for the sample of a source: its file's, or its folder's where the file has a common name.

    >>> name_of("x.zip#tin/Đại hội 2022.html"), name_of("samples/hoi-sach/page.html")
    ('dai-hoi-2022', 'hoi-sach')
    """
    *folders, file = re.split(r"[/\\#]", uri)
    stem = file.rpartition(".")[0] or file
    if stem in _COMMON and folders:
        stem = folders[-1]
    plain = unicodedata.normalize("NFD", stem.casefold()).replace("đ", "d")
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-") or "sample"


def as_json(expected: Mapping[str, Any]) -> str:
    """Facts as people like to edit them: one a line."""
    parts = []
    for key in COMPARED:
        value = expected[key]
        if key in _FACTS and value:
            rows = ",\n".join(f"    {_line(fact)}" for fact in value)
            parts.append(f'  "{key}": [\n{rows}\n  ]')
        else:
            parts.append(f'  "{key}": {_line(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_html(page: bytes) -> bool:
    return re.search(rb"<(?:!doctype|html|head|body|div|p|table|h1)\b", page[:4096], re.IGNORECASE) is not None
