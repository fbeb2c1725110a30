"""Outputs: all records in each form, whole or as they were before, and nothing outside their place."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard
from batch_tools import names, records, stub_run, write

from extractor.batch.document import Limits
from extractor.batch.outputs import OutputError, Records, kind_of, writer
from extractor.batch.outputs.folder import free_name
from extractor.batch.outputs.sqlite import without_marks
from extractor.errors import UsageError
from extractor.record import (
    ArticleInfo,
    Date,
    ElectedPost,
    Event,
    Organization,
    Person,
    Position,
    Record,
    Source,
    Span,
    Venue,
)

TEXT = "Đại hội Chi bộ\nNgày 13/10/2022, bà Đặng Thuý Hoà, Giám đốc Thư viện tỉnh, được bầu làm Bí thư."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def fact(words: str) -> dict[str, Any]:
    return {"mentions": [span(words)], "rule": "a.rule", "confidence": 0.9}


def full_record() -> Record:
    """A record with a fact of each kind."""
    title = span("Giám đốc")
    position = Position(title="Giám đốc", organization="Thư viện tỉnh", start=title.start, end=title.end, rule="p")
    return Record(
        id="sha256:1",
        source=Source(uri="a.html", media_type="text/html", bytes=9, captured="2022-10-14T00:00:00Z"),
        article=ArticleInfo(title="Đại hội Chi bộ", published="2022-10-14", byline=["Thu Trang", "Văn An"]),
        text=TEXT,
        dates=[Date(text="Ngày 13/10/2022", value="2022-10-13", kind="date", **fact("Ngày 13/10/2022"))],
        events=[Event(name="Đại hội Chi bộ", kind="đại hội", organizers=["Chi bộ"], **fact("Đại hội Chi bộ"))],
        venues=[Venue(text="Thư viện tỉnh", **fact("Thư viện tỉnh"))],
        people=[Person(name="Đặng Thuý Hoà", honorific="bà", positions=[position], **fact("Đặng Thuý Hoà"))],
        organizations=[Organization(name="Thư viện tỉnh", **fact("Thư viện tỉnh"))],
        elected_posts=[
            ElectedPost(
                person="Đặng Thuý Hoà", post="Bí thư", how="elected", evidence=span("được bầu làm Bí thư"), rule="e",
                confidence=0.8,
            ),
            ElectedPost(
                person="Ai Đó", post="Uỷ viên", how="elected", evidence=span("được bầu làm Bí thư"), rule="e",
                confidence=0.8,
            ),
        ],
    )  # fmt: skip


EMPTY = Record(
    id="sha256:2", source=Source(uri="b.html", media_type="text/html", bytes=0), article=ArticleInfo(), text=""
)


def put(output: Path, *given: Record) -> None:
    lines = [record.to_json().encode() for record in given]
    writer(kind_of(output), output)(Records(lambda: iter(lines), lambda: iter(())), output)


def test_json_lines_plain_and_packed(tmp_path: Path) -> None:
    expected = "".join(record.to_json() + "\n" for record in (full_record(), EMPTY)).encode()
    for name in ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst"):
        put(tmp_path / name, full_record(), EMPTY)
    assert (tmp_path / "a.jsonl").read_bytes() == expected
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == expected
    with zstandard.ZstdDecompressor().stream_reader((tmp_path / "a.jsonl.zst").read_bytes()) as stream:
        assert stream.read() == expected


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.sqlite", "a.csv", "a.parquet"])
def test_the_same_records_are_the_same_bytes(tmp_path: Path, name: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        put(tmp_path / folder / name, full_record(), EMPTY)
    assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_parquet_holds_what_the_json_holds(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    put(tmp_path / "a.parquet", full_record(), EMPTY)
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert rows == [json.loads(record.to_json()) for record in (full_record(), EMPTY)]


def test_sqlite_tables_and_keys(tmp_path: Path) -> None:
    put(tmp_path / "a.sqlite", full_record(), EMPTY, full_record())
    database = sqlite3.connect(tmp_path / "a.sqlite")
    try:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in (
                "articles",
                "dates",
                "events",
                "venues",
                "organizations",
                "people",
                "positions",
                "elected_posts",
            )
        }
        joined = database.execute(
            "SELECT p.name, e.name, e.post FROM elected_posts e LEFT JOIN people p ON p.id = e.person"
            " WHERE e.article = 3 ORDER BY e.id"
        ).fetchall()
        links = database.execute("PRAGMA foreign_key_list(positions)").fetchall()
    finally:
        database.close()
    assert counts == {
        "articles": 3, "dates": 2, "events": 2, "venues": 2, "organizations": 2, "people": 2, "positions": 2,
        "elected_posts": 4,
    }  # fmt: skip
    assert joined == [("Đặng Thuý Hoà", "Đặng Thuý Hoà", "Bí thư"), (None, "Ai Đó", "Uỷ viên")]
    assert {(row[2], row[3]) for row in links} == {("articles", "article"), ("people", "person")}


@pytest.mark.parametrize("query", ["đại hội", "Đại Hội", "dai hoi", "thúy hòa", "thuy hoa", '"thu vien tinh"'])
def test_sqlite_is_searched_with_and_without_marks(tmp_path: Path, query: str) -> None:
    put(tmp_path / "a.sqlite", EMPTY, full_record())
    database = sqlite3.connect(tmp_path / "a.sqlite")
    try:
        sql = "SELECT articles.source FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid"
        found = database.execute(f"{sql} WHERE articles_fts MATCH ?", (query,)).fetchall()
        none = database.execute(f"{sql} WHERE articles_fts MATCH 'đài'").fetchall()
    finally:
        database.close()
    assert found == [("a.html",)]
    assert none == []


def test_marks_are_taken_off() -> None:
    assert without_marks("đặng thúy hường") == "dang thuy huong"


def test_csv_has_a_file_for_each_table(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", full_record(), EMPTY)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == [
        "a.csv", "a.dates.csv", "a.elected_posts.csv", "a.events.csv", "a.organizations.csv", "a.people.csv",
        "a.positions.csv", "a.venues.csv",
    ]  # fmt: skip
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        articles = list(csv.DictReader(file))
    assert [row["text"] for row in articles] == [TEXT, ""]
    assert articles[0]["byline"] == "Thu Trang; Văn An"
    with (tmp_path / "a.people.csv").open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Đặng Thuý Hoà"]


def test_a_folder_mirrors_the_input(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a/b.html": "một", "c.txt": "hai", "a/x.txt": "UNREADABLE"})
    out = tmp_path / "out"
    stub_run(out, folder)
    files = {path.relative_to(out).as_posix(): json.loads(path.read_text("utf-8")) for path in out.rglob("*.json")}
    assert {name: record["text"] for name, record in files.items()} == {"a/b.html.json": "một", "c.txt.json": "hai"}
    write(folder, {"c.txt": "UNREADABLE", "d.txt": "ba"})
    stub_run(out, folder)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()) == [
        "a/b.html.json",
        "d.txt.json",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../a.html",
        "/etc/passwd",
        "a/../../b",
        "..",
        "con\0.html",
        "x" * 300,
        "a\\..\\..\\b",
        "https://e.org/?a=1",
        "",
        "...",
    ],
)
def test_no_file_lies_outside_the_folder(tmp_path: Path, name: str) -> None:
    chosen = free_name(name, name, lambda _: False)
    path = (tmp_path / chosen).resolve()
    assert path.is_relative_to(tmp_path.resolve())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def test_names_that_meet_are_kept_apart() -> None:
    taken: set[str] = set()
    for source in ("a/x.html", "b/x.html", "c/x.html"):
        name = free_name("x.html", source, taken.__contains__)
        assert name not in taken
        taken.add(name)


def test_two_folders_with_the_same_names(tmp_path: Path) -> None:
    one = write(tmp_path / "1", {"x.txt": "một"})
    two = write(tmp_path / "2", {"x.txt": "hai"})
    stub_run(tmp_path / "out", one, two)
    texts = [json.loads(path.read_text("utf-8"))["text"] for path in (tmp_path / "out").glob("*.json")]
    assert sorted(texts) == ["hai", "một"]


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a.db", "a.xlsx", "a.gz"])
def test_names_that_cannot_be_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        kind_of(tmp_path / name)


def test_a_database_of_others_is_not_overwritten(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": "một"})
    out = tmp_path / "a.sqlite"
    database = sqlite3.connect(out)
    database.execute("CREATE TABLE precious (x)")
    database.close()
    with pytest.raises(UsageError, match="no earlier output"):
        stub_run(out, folder)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.sqlite", "a.csv", "a.parquet"])
def test_an_output_that_fails_leaves_the_old_one(tmp_path: Path, name: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    put(tmp_path / name, EMPTY)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fails() -> Iterator[bytes]:
        yield full_record().to_json().encode()
        raise OutputError("full")

    with pytest.raises(OutputError):
        writer(kind_of(tmp_path / name), tmp_path / name)(Records(fails, lambda: iter(())), tmp_path / name)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_output_that_cannot_be_written_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "một", "b.txt": "hai"}), tmp_path / "out.jsonl"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("extractor.batch.outputs.jsonl.write", full)
        with pytest.raises(OutputError, match="No space left"):
            stub_run(out, folder, limits=Limits())
    summary = stub_run(out, folder)
    assert (summary.tally.done, summary.tally.unchanged) == (0, 2)
    assert names(out) == ["a.txt", "b.txt"]
    assert len(records(out)) == 2
