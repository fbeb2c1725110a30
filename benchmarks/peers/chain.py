"""The chain that people put together today: trafilatura, underthesea.ner, dateparser.search_dates.

    python chain.py PAGE... > records.jsonl
    python chain.py            (reads names of pages, prints seconds)

Runs in the environment of the peers. What no part of the chain gives (titles, organizations, forms of address, events,
elections) is added by the heuristics that such chains are given: words before and behind a name, a verb and the name
beside it. One record a line, in the shape that `trichtin compare` reads.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")

import trafilatura  # noqa: E402
from dateparser.search import search_dates  # noqa: E402
from underthesea import ner, sent_tokenize  # noqa: E402

HONORIFICS = ("ông", "bà", "đồng chí", "anh", "chị", "cô", "thầy")
DEGREES = ("GS.TS", "PGS.TS", "TS", "ThS", "GS", "NSND", "NSƯT")
HEADS = (
    "Giám đốc|Phó Giám đốc|Chủ tịch|Phó Chủ tịch|Bí thư|Phó Bí thư|Hiệu trưởng|Phó Hiệu trưởng|Trưởng phòng"
    "|Phó Trưởng phòng|Trưởng ban|Phó Trưởng ban|Bộ trưởng|Thứ trưởng|Vụ trưởng|Phó Vụ trưởng|Viện trưởng|Tổng Thư ký"
    "|Ủy viên|Chủ nhiệm|Phó Chủ nhiệm"
)
TITLE = re.compile(rf"(?:nguyên |Nguyên |Quyền )?(?:{HEADS})(?: thường trực| Thường trực)?")
ORGANIZATION = re.compile(
    r"(?:Thư viện|Sở|Bộ|Vụ|Cục|Hội|Liên hiệp|Trường|Ban|Phòng|Trung tâm|Bảo tàng|Nhà hát|UBND|HĐND|Đảng ủy|Công đoàn)"
    r"[^,.;:()–\n]*"
)
EVENT = re.compile(
    r"\b(Hội nghị|Đại hội|Hội thảo|Lễ \w+ \w+|Lễ \w+|Liên hoan|Ngày hội|Triển lãm|Tọa đàm|Cuộc thi|Kỳ họp)\b[^.,;\n]*"
)
GIVEN = re.compile(rf"(?:giữ chức(?: vụ)?|làm|trúng cử|đắc cử|tái cử|là)\s+(?P<post>{HEADS})\s*(?P<body>[^,.;\n]*)")
TERM = re.compile(r"nhiệm kỳ\s+(\d{4})\s*[-–]\s*(\d{4})", re.IGNORECASE)


@dataclass(frozen=True)
class Entity:
    text: str
    start: int
    end: int
    kind: str


def entities(sentence: str) -> Iterator[Entity]:
    """The named entities of a sentence, with their places in it."""
    parts: list[str] = []
    kind, place, start = "", 0, 0
    for word, _, _, tag in [*ner(sentence), ("", "", "", "O")]:
        if tag[:1] != "I" and parts:
            yield Entity(" ".join(parts), start, place, kind)
            parts = []
        at = sentence.find(word, place)
        if tag[:1] == "B":
            kind, start = tag[2:], at
        if tag != "O":
            parts.append(word)
        place = max(place, at + len(word))


def person(sentence: str, found: Entity) -> dict[str, Any]:
    """A person with what stands around the name."""
    before, behind = sentence[: found.start].rstrip(), sentence[found.end :]
    honorific = next((word for word in HONORIFICS if before.lower().endswith(word)), None)
    degree = next((word for word in DEGREES if before.rstrip(".").endswith((word, word.replace(".", ". ")))), None)
    positions = []
    match = re.match(rf"\s*[,(–-]\s*(?P<title>{TITLE.pattern})\s*(?P<org>[^,.;:()–\n]*)", behind)
    if match is None:
        titles = list(TITLE.finditer(before))
        if titles and len(before) - titles[-1].end() < 60:
            last = titles[-1]
            positions.append({"title": last[0], "organization": organization(before[last.end() :])})
    else:
        positions.append({"title": match["title"], "organization": organization(match["org"])})
    degrees = [degree] if degree else []
    return {"name": found.text, "honorific": honorific, "degrees": degrees, "positions": positions}


def organization(words: str) -> str | None:
    match = ORGANIZATION.search(words)
    return match[0].strip() if match else None


def dates(text: str, base: datetime | None) -> list[dict[str, Any]]:
    settings = {"DATE_ORDER": "DMY", **({"RELATIVE_BASE": base} if base else {})}
    found = search_dates(text, languages=["vi"], settings=settings) or []
    return [{"text": words, "value": when.date().isoformat(), "kind": "date"} for words, when in found]


def elected(sentence: str, people: Sequence[Entity], term: str | None, day: str | None) -> Iterator[dict[str, Any]]:
    if not re.search(r"bầu|trúng cử|đắc cử|tái cử|bổ nhiệm", sentence):
        return
    how = "appointed" if "bổ nhiệm" in sentence else "re-elected" if "tái cử" in sentence else "elected"
    for match in GIVEN.finditer(sentence):
        before = [entity for entity in people if entity.end <= match.start()]
        if before:
            body = organization(match["body"])
            who = before[-1].text
            yield {"person": who, "post": match["post"], "body": body, "term": term, "date": day, "how": how}


def record(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    if path.suffix == ".txt":
        title, _, text = data.decode("utf-8").partition("\n")
        lines = search_dates(" ".join(text.split("\n")[:3])[:80], languages=["vi"]) or []
        published = lines[0][1].date().isoformat() if lines else None
    else:
        article = trafilatura.bare_extraction(data, with_metadata=True, favor_recall=True)
        title, text, published = (article.title, article.text, article.date) if article else (None, "", None)
    base = datetime.fromisoformat(published) if published else None
    found = dates(text, base)
    day = found[0]["value"] if found else None
    terms = TERM.search(text)
    term = f"{terms[1]}/{terms[2]}" if terms else None
    people: dict[str, dict[str, Any]] = {}
    posts, places = [], []
    for sentence in (part for line in text.split("\n") for part in sent_tokenize(line)):
        named = list(entities(sentence))
        names = [entity for entity in named if entity.kind == "PER" and " " in entity.text]
        for entity in names:
            people.setdefault(entity.text, person(sentence, entity))
        posts += elected(sentence, names, term, day)
        at = [one for one in named if one.kind in ("LOC", "ORG") and sentence[: one.start].endswith("tại ")]
        places += [(one.text, one.text.split(" tỉnh ")[-1] if " tỉnh " in one.text else None) for one in at]
    first = EVENT.search(text[:800])
    events = [{"name": first[0].strip(), "kind": first[1].lower(), "date": day}] if first else []
    return {
        "source": {"uri": str(path)},
        "article": {"title": title, "published": published, "byline": []},
        "text": text,
        "dates": found,
        "events": events,
        "venues": [{"text": place, "province": province} for place, province in places[:1]],
        "people": list(people.values()),
        "elected_posts": posts,
    }


def main() -> None:
    """With pages: their records. Without: reads names of pages, one a line, and prints the seconds of each."""
    ner("Khởi động.")
    for name in sys.argv[1:]:
        print(json.dumps(record(Path(name)), ensure_ascii=False))
    if not sys.argv[1:]:
        print("ready", flush=True)
        for line in sys.stdin:
            began = time.perf_counter()
            json.dumps(record(Path(line.strip())), ensure_ascii=False)
            print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main()
