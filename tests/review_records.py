"""Records written by hand for the tests of the review: a text, and facts at the words that they quote."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from extractor.record import Record

TEXT = (
    "Đại hội Hội Sách tỉnh Lào Cai\n"
    "Ngày 13/10/2022, Hội Sách tỉnh Lào Cai họp Đại hội tại Hội trường Thư viện tỉnh 📚.\n"
    "Dự có bà Lê Thị An, Giám đốc Thư viện tỉnh.\n"
    "Đại hội bầu ông Trần Văn Nam làm Chủ tịch Hội."
)
PAGE = "<html><body>{}</body></html>"


def spans(text: str, words: str) -> list[dict[str, int]]:
    """The first place of the words."""
    at = text.index(words)
    return [{"start": at, "end": at + len(words)}]


def found(article: str, words: str, confidence: float, rule: str, **values: Any) -> dict[str, Any]:
    return {"mentions": spans(article, words), "confidence": confidence, "rule": rule, **values}


def date(text: str, words: str, value: str, kind: str = "date", confidence: float = 0.9) -> dict[str, Any]:
    return found(text, words, confidence, "date.day_month_year", text=words, value=value, kind=kind)


def person(text: str, name: str, *held: tuple[str, str | None], honorific: str | None = None) -> dict[str, Any]:
    positions = [{"title": title, "organization": body, **spans(text, title)[0]} for title, body in held]
    return found(text, name, 0.8, "honorific.ba", name=name, honorific=honorific, positions=positions)


def venue(text: str, words: str, province: str | None = None) -> dict[str, Any]:
    return found(text, words, 0.7, "venue.at", text=words, province=province)


def elected(text: str, evidence: str, person: str, post: str, body: str | None = None) -> dict[str, Any]:
    place = spans(text, evidence)[0]
    return {"person": person, "post": post, "body": body, "how": "elected", "evidence": place} | {
        "rule": "post.a_trung_cu_p",
        "confidence": 0.6,
    }


def facts(text: str = TEXT) -> dict[str, list[dict[str, Any]]]:
    """The facts of TEXT, as an extractor could find them."""
    return {
        "dates": [date(text, "Ngày 13/10/2022", "2022-10-13")],
        "events": [found(text, "Đại hội Hội Sách", 0.9, "event.congress", name="Đại hội Hội Sách", kind="đại hội")],
        "venues": [venue(text, "Hội trường Thư viện tỉnh")],
        "people": [
            person(text, "Lê Thị An", ("Giám đốc", "Thư viện tỉnh"), honorific="bà"),
            person(text, "Trần Văn Nam", honorific="ông"),
        ],
        "organizations": [found(text, "Hội Sách tỉnh Lào Cai", 0.9, "organization.x", name="Hội Sách tỉnh Lào Cai")],
        "elected_posts": [
            elected(text, text[text.index("Đại hội bầu") :], "Trần Văn Nam", "Chủ tịch", "Hội Sách tỉnh Lào Cai")
        ],
    }


def record(text: str = TEXT, *, uri: str = "tin/a.txt", source: bytes | None = None, **given: Any) -> Record:
    """A record of a text; `given` takes the place of its facts or of what the page says of itself."""
    blocks: list[dict[str, Any]] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        kind = "paragraph" if number else "title"
        blocks.append({"kind": kind, "start": start, "end": start + len(line), "line": number + 1, "column": 0})
        start += len(line) + 1
    article = {
        "title": text.split("\n")[0],
        "published": "2022-10-14",
        "site": "Báo Lào Cai",
        **given.pop("article", {}),
    }
    data = text.encode() if source is None else source
    about = {"uri": uri, "media_type": given.pop("media_type", "text/plain"), "bytes": len(data)}
    return Record.model_validate(
        {"id": "sha256:" + hashlib.sha256(data).hexdigest(), "source": about, "article": article, "text": text}
        | {"blocks": [block for block in blocks if block["start"] < block["end"]]}
        | (facts(text) if text == TEXT else {})
        | given
    )


def write(path: Path, *records: Record) -> Path:
    """Records as JSON lines."""
    path.write_text("".join(record.to_json() + "\n" for record in records), encoding="utf-8")
    return path
