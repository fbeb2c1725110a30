"""The comparison of records with samples: what counts as right, how records pair, floors, report."""

from __future__ import annotations

import importlib.util
import io
import json
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.console import Console

from extractor.compare import compare, compare_facts, facts, raised, read_floors, write_floors
from extractor.compare.report import show
from extractor.errors import UsageError

SHARED = Path(__file__).parents[2] / "shared"

EMPTY: dict[str, Any] = {
    "published": None,
    "title": None,
    "byline": [],
    "dates": [],
    "events": [],
    "venues": [],
    "people": [],
    "elected_posts": [],
}


def date(text: str, value: str | None, **more: Any) -> dict[str, Any]:
    return {"dates": [{"text": text, "value": value, **more}]}


def held(name: str, title: str, organization: str | None, **more: Any) -> dict[str, Any]:
    return {"people": [{"name": name, "positions": [{"title": title, "organization": organization, **more}]}]}


def elected(person: str, post: str, body: str | None, term: str | None, how: str, **more: Any) -> dict[str, Any]:
    post_of = {"person": person, "post": post, "body": body, "term": term, "how": how}
    return {"elected_posts": [{**post_of, **more}]}


def event(name: str, kind: str, day: str | None) -> dict[str, Any]:
    return {"events": [{"name": name, "kind": kind, "date": day}]}


# field, expected, found, and how many of the found facts are right
TABLE: list[tuple[str, dict[str, Any], dict[str, Any], int]] = [
    ("title", {"title": "Hội sách “Xuân”"}, {"title": "HỘI SÁCH 'XUÂN'"}, 1),
    ("title", {"title": "Hội sách"}, {"title": "Hội sách Xuân"}, 0),
    ("published", {"published": "2024-05-02"}, {"published": "2024-05-02T09:15"}, 1),
    ("byline", {"byline": ["Lý Hoà", "An"]}, {"byline": ["lý hòa"]}, 1),
    ("dates", date("ngày 5/3", "2024-03-05"), date("5/3", "2024-03-05"), 1),
    ("dates", date("ngày 5/3", "2024-03-05"), date("hôm qua", "2024-03-05"), 0),
    ("dates", date("9 tháng đầu năm", "2024-01/2024-09", value_also=["2024"]), date("đầu năm", "2024"), 1),
    ("dates", date("5 và 7/3", "{2024-03-05,2024-03-07}"), date("7/3", "{2024-03-07, 2024-03-05}"), 1),
    ("dates", date("8h ngày 5/3", "2024-03-05T08:00:00"), date("8h ngày 5/3", "2024-03-05T08:00+07:00"), 1),
    ("dates", date("tháng Tám âm lịch", None), date("tháng Tám", None), 1),
    ("people", {"people": [{"name": "K'Thanh"}]}, {"people": [{"name": "K’Thanh"}]}, 1),
    ("people", {"people": [{"name": "Lê Văn An"}]}, {"people": [{"name": "Văn An"}]}, 0),
    (
        "honorifics",
        {"people": [{"name": "A B", "honorific": "bà"}]},
        {"people": [{"name": "A B", "honorific": "Bà"}]},
        1,
    ),
    (
        "degrees",
        {"people": [{"name": "A B", "degrees": ["PGS.TS"]}]},
        {"people": [{"name": "A B", "degrees": ["PGS.TS."]}]},
        1,
    ),
    ("positions", held("A B", "Giám đốc", "Sở Văn hoá tỉnh X"), held("A B", "giám đốc", "Sở Văn hóa"), 1),
    ("positions", held("A B", "Giám đốc", "Sở Văn hóa tỉnh X"), held("A B", "Giám đốc", None), 0),
    (
        "positions",
        held("A B", "Giám đốc", "Sở Y tế", organization_also=[None]),
        held("A B", "Giám đốc", None),
        1,
    ),
    ("positions", held("A B", "Phó Giám đốc", "Sở"), held("A B", "Giám đốc", "Sở"), 0),
    (
        "venues",
        {"venues": [{"text": "Hội trường tầng 2, Thư viện"}]},
        {"venues": [{"text": "Hội trường tầng 2"}]},
        1,
    ),
    ("venues", {"venues": [{"text": "Hội trường tầng 2, Thư viện"}]}, {"venues": [{"text": "Thư viện"}]}, 0),
    (
        "venue_provinces",
        {"venues": [{"text": "Hội trường", "province": "Huế"}]},
        {"venues": [{"text": "Hội trường", "province": "Huế"}]},
        1,
    ),
    (
        "events",
        event("Hội nghị Tổng kết", "hội nghị", "2024-03-05"),
        event("Hội nghị", "hội nghị", "2024-03-05"),
        1,
    ),
    ("events", event("Lễ khai mạc X", "lễ khai mạc", None), event("lễ khai mạc X", "lễ", None), 1),
    (
        "events",
        event("Hội nghị A", "hội nghị", "2024-03-05"),
        event("Hội nghị A", "hội thảo", "2024-03-05"),
        0,
    ),
    ("events", event("Hội nghị A", "hội nghị", "2024-03-05"), event("Hội nghị A", "hội nghị", None), 0),
    (
        "elected_pairs",
        elected("A", "Chủ tịch", "Hội", None, "elected"),
        elected("A", "Chủ tịch", None, None, ""),
        1,
    ),
    (
        "elected_posts",
        elected("A", "Chủ tịch", "Hội Nhà văn", "2020/2025", "elected", body_also=["Ban Chấp hành"]),
        elected("A", "Chủ tịch", "Ban Chấp hành", "2020/2025", "elected"),
        1,
    ),
    (
        "elected_posts",
        elected("A", "Chủ tịch", "Hội", "2020/2025", "elected"),
        elected("A", "Chủ tịch", "Hội", "2020/2025", "re-elected"),
        0,
    ),
    (
        "elected_dates",
        elected("A", "Chủ tịch", "Hội", None, "elected", date="2024-03-05"),
        elected("A", "Chủ tịch", None, None, "appointed", date="2024-03-05"),
        1,
    ),
]


@pytest.mark.parametrize(("field", "expected", "found", "right"), TABLE)
def test_what_counts_as_right(field: str, expected: dict[str, Any], found: dict[str, Any], right: int) -> None:
    result = compare_facts({"a": facts(found, where="found")}, {"a": facts(expected, where="expected")})
    assert result.fields[field].right == right


def test_a_value_counts_once_and_pairs_are_one_to_one() -> None:
    days = [{"text": "ngày 5/3", "value": "2024-03-05"}, {"text": "hôm 5-3", "value": "2024-03-05"}]
    names = [{"name": "A B"}, {"name": "A B"}]
    found = facts({"dates": days, "people": names}, where="found")
    expected = facts({"dates": days[:1], "people": names[:1]}, where="expected")
    result = compare_facts({"a": found}, {"a": expected})
    assert result.fields["dates"].f1 == 1
    assert (result.fields["people"].precision, result.fields["people"].recall) == (0.5, 1)


def test_scores_of_nothing() -> None:
    nothing = facts({}, where="found")
    one = facts({"byline": ["A"]}, where="expected")
    assert compare_facts({"a": nothing}, {"a": nothing}).fields["byline"].f1 == 1
    missed = compare_facts({"a": nothing}, {"a": one}).fields["byline"]
    assert (missed.precision, missed.recall, missed.f1) == (0, 0, 0)


def test_what_was_wrong_stands_beside_what_was_expected() -> None:
    expected = facts(held("A B", "Giám đốc", "Sở Y tế"), where="expected")
    found = facts(held("A B", "Phó Giám đốc", "Sở Y tế"), where="found")
    differences = compare_facts({"a": found}, {"a": expected}).differences
    assert [(row.field, row.expected, row.found) for row in differences] == [
        ("positions", "A B | Giám đốc | Sở Y tế", "A B | Phó Giám đốc | Sở Y tế")
    ]
    far = facts(held("A B", "nhà thơ", None), where="found")
    rows = compare_facts({"a": far}, {"a": expected}).differences
    assert [(row.expected is None, row.found is None) for row in rows] == [(False, True), (True, False)]


def write(path: Path, *values: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(value, ensure_ascii=False) for value in values), "utf-8")
    return path


def record(uri: str, title: str) -> dict[str, Any]:
    return {"source": {"uri": uri}, "article": {"title": title, "published": None, "byline": []}}


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    folder = tmp_path / "samples"
    write(folder / "hoi-sach" / "expected.json", {**EMPTY, "title": "Hội sách"})
    write(folder / "dai-hoi.gold.json", {**EMPTY, "title": "Đại hội"})
    return folder


RECORDS = (record("samples/hoi-sach/page.html", "Hội sách"), record("x.zip#a/dai-hoi.txt", "Đại hội"))


def test_records_pair_by_their_source_in_every_layout(samples: Path, tmp_path: Path) -> None:
    lines = write(tmp_path / "records.jsonl", *RECORDS)
    for number, one in enumerate(RECORDS):
        write(tmp_path / "folder" / f"{number}.json", one)
    for given in (lines, tmp_path / "folder"):
        result = compare(given, samples)
        assert (result.fields["title"].right, result.without_record) == (2, ())
    single = tmp_path / "single.json"
    single.write_text(json.dumps(RECORDS[0], indent=2), "utf-8")
    assert compare(single, samples).without_record == ("dai-hoi",)


def test_records_without_a_sample_are_left_out_and_told(samples: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "r.jsonl", *RECORDS, record("other/page.html", "Khác"))
    assert compare(path, samples).unpaired == ("other/page.html",)


def test_what_cannot_be_compared_is_told(samples: Path, tmp_path: Path) -> None:
    good = write(tmp_path / "good.jsonl", *RECORDS)
    broken = tmp_path / "broken.jsonl"
    broken.write_text(f"{json.dumps(RECORDS[0])}\n{{'no': json}}", "utf-8")
    incomplete = write(tmp_path / "incomplete" / "a" / "expected.json", {"title": "A"}).parents[1]
    cases: list[tuple[Path, Path, str]] = [
        (tmp_path / "missing.jsonl", samples, "no such file"),
        (good, tmp_path / "missing", "no such folder"),
        (good, write(tmp_path / "empty" / "x.json", {}).parent, "no samples"),
        (write(tmp_path / "other.jsonl", record("x/y.html", "")), samples, "no record here belongs"),
        (write(tmp_path / "twice.jsonl", RECORDS[0], RECORDS[0]), samples, "second record"),
        (write(tmp_path / "list.jsonl", [1]), samples, "no JSON object"),
        (write(tmp_path / "odd.jsonl", {**RECORDS[0], "people": [{}]}), samples, "people.0.name"),
        (write(tmp_path / "text.jsonl", {**RECORDS[0], "article": "x"}), samples, "`article`"),
        (broken, samples, "broken.jsonl:2: is no JSON"),
        (good, incomplete, "fields are missing: byline, dates"),
    ]
    for records, folder, message in cases:
        with pytest.raises(UsageError) as error:
            compare(records, folder)
        assert message in str(error.value)
        assert error.value.hint


def test_floors_are_checked_and_only_rise(samples: Path, tmp_path: Path) -> None:
    result = compare(write(tmp_path / "r.jsonl", RECORDS[0]), samples)  # one title of two: F1 0.667
    path = tmp_path / "floors.json"
    write_floors(path, {"title": 0.7, "dates": 0.5})
    floors = read_floors(path)
    assert [(floor.field, floor.floor, floor.f1) for floor in result.broken(floors)] == [("title", 0.7, 0.6667)]
    higher = raised({"title": 0.7}, result)
    assert (higher["title"], higher["dates"]) == (0.7, 1.0)
    assert raised({}, result)["title"] == 0.66
    for text, message in (('{"tilte": 1}', "no field"), ('{"title": 2}', "no F1"), ("[", "cannot be read")):
        path.write_text(text, "utf-8")
        with pytest.raises(UsageError, match=message):
            read_floors(path)


def test_the_report_shows_scores_floors_and_differences(samples: Path, tmp_path: Path) -> None:
    given = write(tmp_path / "r.jsonl", record("hoi-sach/page.html", "Hội [sách] Xuân"))
    out = io.StringIO()
    show(compare(given, samples), Console(file=out, width=100), floors={"title": 0.9})
    text = out.getvalue()
    for part in ("Hội [sách] Xuân", "under 0.90", "2 articles, 1 without a record", "no record for dai-hoi"):
        assert part in text


def test_comparing_loads_no_model() -> None:
    code = "import sys, extractor.compare, extractor.compare.report; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def damaged(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A record made of gold with facts left out, doubled, cut and changed."""
    for name in ("dates", "events", "venues", "people", "elected_posts"):
        gold[name] = [fact for fact in gold[name] if chance.random() > 0.15]
        gold[name] += [dict(chance.choice(gold[name]))] if gold[name] and chance.random() < 0.3 else []
    for day in gold["dates"]:
        day["value"] = None if chance.random() < 0.1 else day["value"]
    for person in gold["people"]:
        person["name"] = person["name"].upper() if chance.random() < 0.5 else person["name"][2:]
        for position in person["positions"]:
            words = (position["organization"] or "Sở").split()
            position["organization"] = " ".join(words[: chance.randint(0, 6)]) or None
    for post in gold["elected_posts"]:
        post["body"] = chance.choice([*post.get("body_also", []), post["body"]])
        post["how"] = chance.choice(["elected", post["how"]])
    for one in gold["events"]:
        one["name"] = one["name"][: chance.randint(10, 80)]
    about = {name: gold.pop(name) for name in ("title", "published", "byline")}
    return {"article": about, **gold}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared development set is not there")
def test_the_scores_are_those_of_the_shared_scorer(tmp_path: Path) -> None:
    chance, score, records = random.Random(11), scorer(), tmp_path / "records"
    for path in sorted((SHARED / "dev-set").glob("*.gold.json"))[1:]:
        name = path.name.removesuffix(".gold.json")
        made = damaged(json.loads(path.read_text("utf-8")), chance)
        write(records / f"{name}.json", {"source": {"uri": f"dev-set/{name}.txt"}, **made})
    ours = compare(records, SHARED / "dev-set")
    predicted, gold = score.load(records, SHARED / "dev-set")
    for name, get in score.FIELDS.items():
        right = found = expected = 0
        for article, want in gold.items():
            have, same = get(predicted.get(article, {}))
            wanted, _ = get(want)
            right += len(score.match(have, wanted, same))
            found += len(have)
            expected += len(wanted)
        counts = ours.fields[name]
        assert (name, counts.right, counts.found, counts.expected) == (name, right, found, expected)
