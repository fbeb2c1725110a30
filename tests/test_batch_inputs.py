"""Where documents come from: files, folders, patterns, archives, each page with its name and what is known of it."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
from batch_tools import found, loaded, write
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.batch import sources
from extractor.batch.document import Limits, Page
from extractor.batch.inputs.fetch import Fetcher
from extractor.errors import UsageError

MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/tin-1
Subject: Tin
Date: Thu, 13 Oct 2022 08:30:00 +0700
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/tin-1

<html><body>=C4=90=E1=BA=A1i h=E1=BB=99i</body></html>
------b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------b--
"""


def texts(inputs: list[str | Path]) -> dict[str, str]:
    """Name and text of each page; an error stands as its code in angle brackets."""
    return {
        uri: page.data.decode("utf-8", "replace") if isinstance(page, Page) else f"<{page}>"
        for uri, page in found(inputs)
    }


def warc_bytes(*records: tuple[str, str, bytes], packed: bool = True, kind: str = "response") -> list[bytes]:
    """Records of a web archive, each as its own bytes; given as (address, media type, body)."""
    parts = []
    for url, media, body in records:
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=packed)
        headers = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1")
        date = {"WARC-Date": "2022-10-13T01:30:00Z"}
        record = writer.create_warc_record(
            url, kind, io.BytesIO(body), len(body), http_headers=headers, warc_headers_dict=date
        )
        writer.write_record(record)
        parts.append(out.getvalue())
    return parts


def test_files_and_folders_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, {"b.txt": "hai", "a/z.html": "một", "a/y.HTM": "không", "a/no.jpg": "", "a/x.json": "{}"})
    expected = {f"{tmp_path}/a/y.HTM": "không", f"{tmp_path}/a/z.html": "một", f"{tmp_path}/b.txt": "hai"}
    assert texts([tmp_path]) == expected
    assert list(texts([tmp_path])) == list(expected)


def test_a_named_file_is_a_page_whatever_its_ending(tmp_path: Path) -> None:
    write(tmp_path, {"page.php": "một"})
    assert texts([tmp_path / "page.php"]) == {f"{tmp_path}/page.php": "một"}


def test_patterns_of_names(tmp_path: Path) -> None:
    write(tmp_path, {"b.txt": "hai", "a/z.txt": "một", "a/c/d.txt": "ba", "a/z.md": ""})
    assert list(texts([f"{tmp_path}/a/*.txt"])) == [f"{tmp_path}/a/z.txt"]
    assert len(texts([f"{tmp_path}/**/*.txt"])) == 3
    write(tmp_path, {"[x].txt": "bốn"})
    assert texts([f"{tmp_path}/[x].txt"]) == {f"{tmp_path}/[x].txt": "bốn"}


def test_what_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    for given in ("none.html", f"{tmp_path}/*.txt", "a\0b", "x" * 5000):
        with pytest.raises(UsageError):
            sources.check([given], None)
    with pytest.raises(UsageError, match="--fetch"):
        sources.check(["https://example.org/"], None)


def test_listed_names_that_are_not_there_are_told_one_by_one(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "một"})
    listed = [str(tmp_path / "none.txt"), str(tmp_path / "a.txt"), "https://example.org/", "x\udcff"]
    pairs = [loaded(document) for document in sources.documents(["-"], Limits(), None, listed)]
    assert [pair and (pair[0], pair[1] if isinstance(pair[1], str) else "page") for pair in pairs] == [
        (str(tmp_path / "none.txt"), "missing"),
        (str(tmp_path / "a.txt"), "page"),
        ("https://example.org/", "not_allowed"),
        ("x\\udcff", "missing"),
    ]


def test_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tin/b.html", "hai")
        archive.writestr("tin/a.html", "một")
        archive.writestr("anh.jpg", b"\xff\xd8")
        archive.writestr("../ngoai.html", "ba")
        archive.writestr("__MACOSX/tin/._a.html", "x")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("tin/a.html", "bốn")
    at = f"{tmp_path}/x.zip#"
    assert texts([tmp_path]) == {
        f"{at}tin/b.html": "hai",
        f"{at}tin/a.html": "một",
        f"{at}../ngoai.html": "ba",
        f"{at}tin/a.html~2": "bốn",
    }


@pytest.mark.parametrize("ending", ["tar", "tar.gz", "tgz", "tar.bz2", "tar.xz"])
def test_tar(tmp_path: Path, ending: str) -> None:
    mode = {"tar": "w", "tar.bz2": "w:bz2", "tar.xz": "w:xz"}.get(ending, "w:gz")
    with tarfile.open(tmp_path / f"x.{ending}", mode) as archive:  # type: ignore[call-overload]
        for name, text in (("tin/b.html", "hai"), ("anh.jpg", ""), ("../ngoai.html", "ba")):
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    at = f"{tmp_path}/x.{ending}#"
    assert texts([tmp_path]) == {f"{at}tin/b.html": "hai", f"{at}../ngoai.html": "ba"}


@pytest.mark.parametrize("packed", [True, False])
def test_web_archive(tmp_path: Path, packed: bool) -> None:
    pages = (
        ("https://example.org/1", "text/html; charset=utf-8", "một".encode()),
        ("https://example.org/2.jpg", "image/jpeg", b"\xff\xd8"),
        ("https://example.org/3", "text/html", b"hai"),
    )
    parts = warc_bytes(*pages, packed=packed)
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    path.write_bytes(b"".join(parts))
    result = found([tmp_path])
    assert [uri for uri, _ in result] == [f"{path}#0", f"{path}#{len(parts[0]) + len(parts[1])}"]
    assert [page for _, page in result] == [
        Page("một".encode(), "https://example.org/1", None, "2022-10-13T01:30:00Z"),
        Page(b"hai", "https://example.org/3", None, "2022-10-13T01:30:00Z"),
    ]


def test_web_archive_with_packed_bodies_and_other_records(tmp_path: Path) -> None:
    pages = (
        ("200 OK", gzip.compress("một".encode()), ("Content-Encoding", "gzip")),
        ("404 Not Found", b"gone", ("X", "y")),
    )
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "test"}))
    for status, body, field in pages:
        headers = StatusAndHeaders(status, [("Content-Type", "text/html"), field], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "https://e.org/", "response", io.BytesIO(body), len(body), http_headers=headers
        )
        writer.write_record(record)
    (tmp_path / "x.warc.gz").write_bytes(out.getvalue())
    assert list(texts([tmp_path]).values()) == ["một"]


def test_mhtml(tmp_path: Path) -> None:
    (tmp_path / "x.mhtml").write_bytes(MHTML.replace(b"\n", b"\r\n"))
    ((_, page),) = found([tmp_path])
    assert isinstance(page, Page)
    assert "Đại hội" in page.data.decode()
    assert (page.url, page.captured) == ("https://example.org/tin-1", "2022-10-13T08:30:00+07:00")


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_json_lines(tmp_path: Path, name: str) -> None:
    lines = [
        {"html": "<p>một</p>", "text": "không", "url": "https://example.org/1", "captured": "2022-10-13T01:30:00Z"},
        {"text": "hai", "title": "Tin hai", "published": "2022-10-14T08:00:00+07:00", "url": 7},
        {"title": "không có bài"},
        {"text": "ba", "published": "hôm qua", "captured": "2022"},
    ]
    data = "\n".join(json.dumps(line) for line in lines[:2]) + "\n\n[1]\nkhông\n"
    data += "\n".join(json.dumps(line) for line in lines[2:])
    path = tmp_path / name
    path.write_bytes(gzip.compress(data.encode()) if name.endswith("gz") else data.encode())
    assert found([path]) == [
        (f"{path}#1", Page("<p>một</p>".encode(), "https://example.org/1", None, "2022-10-13T01:30:00Z")),
        (f"{path}#2", Page(b"Tin hai\nhai", None, "2022-10-14", None)),
        (f"{path}#4", "bad_json"),
        (f"{path}#5", "bad_json"),
        (f"{path}#6", "no_content"),
        (f"{path}#7", Page(b"ba", None, None, None)),
    ]


def test_a_link_back_is_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.txt": "một"})
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "self.txt").symlink_to("self.txt")
    (tmp_path / "a" / "gone.txt").symlink_to("nowhere")
    assert texts([tmp_path]) == {
        f"{tmp_path}/a/back": "<link_loop>",
        f"{tmp_path}/a/gone.txt": "<unreadable>",
        f"{tmp_path}/a/self.txt": "<unreadable>",
        f"{tmp_path}/a/x.txt": "một",
    }


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    assert texts([tmp_path / "pipe.html"]) == {f"{tmp_path}/pipe.html": "<no_file>"}
    assert found([tmp_path]) == []


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "x\udcff.txt").write_bytes("một".encode())
    assert texts([tmp_path]) == {f"{tmp_path}/x\\xff.txt": "một"}


def test_addresses_are_fetched_when_asked_for() -> None:
    with Fetcher(Limits()) as fetcher:
        sources.check(["https://example.org/"], fetcher)
