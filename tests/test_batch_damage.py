"""Damaged and hostile inputs: a clear reason for each, what can be read is read, and nothing is lost."""

from __future__ import annotations

import gzip
import io
import os
import random
import resource
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_tools import found, names, records, stub_run, write
from click.testing import CliRunner
from test_batch_inputs import MHTML, texts, warc_bytes

from extractor.batch.document import Limits, Page
from extractor.batch.inputs import bounded
from extractor.cli import main

PAGES = [(f"https://e.org/{n}", "text/html", f"trang số {n} ".encode() * 50) for n in range(5)]


def codes(*inputs: Path, limits: Limits | None = None) -> list[str]:
    """`page` or the code of the error for each document."""
    return [page if isinstance(page, str) else "page" for _, page in found(inputs, limits)]


def test_a_damaged_gzip_member_costs_itself_alone(tmp_path: Path) -> None:
    parts = warc_bytes(*PAGES)
    parts[2] = parts[2][:40] + bytes(20) + parts[2][60:]
    (tmp_path / "x.warc.gz").write_bytes(b"".join(parts))
    assert codes(tmp_path) == ["page", "page", "damaged", "page", "page"]


def test_a_member_with_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    parts = warc_bytes(*PAGES)
    parts[2] = parts[2][:-8] + bytes(8)
    (tmp_path / "x.warc.gz").write_bytes(b"".join(parts))
    assert codes(tmp_path).count("page") == 4
    assert "damaged" in codes(tmp_path)


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_cut_off(tmp_path: Path, packed: bool) -> None:
    parts = warc_bytes(*PAGES, packed=packed)
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    path.write_bytes(b"".join(parts[:3]) + parts[3][: len(parts[3]) // 2])
    assert codes(tmp_path) == ["page", "page", "page", "truncated"]


def test_a_damaged_header_in_a_plain_web_archive(tmp_path: Path) -> None:
    parts = warc_bytes(*PAGES, packed=False)
    parts[1] = b"JUNK" + parts[1][4:]
    (tmp_path / "x.warc").write_bytes(b"".join(parts))
    assert codes(tmp_path) == ["page", "damaged", "page", "page", "page"]


def test_a_web_archive_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(b"<html>" * 100)
    (tmp_path / "y.warc").write_bytes(b"<html>" * 100)
    assert codes(tmp_path) == ["damaged", "damaged"]


def test_a_zip_bomb(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", bytes(30_000_000))
        archive.writestr("b.html", "một")
    assert codes(tmp_path) == ["too_large", "page"]


def test_a_zip_that_lies_about_sizes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", bytes(3_000_000))
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert codes(tmp_path) == ["damaged"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.jsonl.gz"])
def test_bombs_of_many_pages(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "_FREE", 1_000_000)
    path = tmp_path / name
    if name == "a.zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(50):
                archive.writestr(f"{number}.html", bytes(1_000_000))
    elif name == "a.tar.gz":
        with tarfile.open(path, "w:gz") as tar:
            for number in range(50):
                info = tarfile.TarInfo(f"{number}.html")
                info.size = 1_000_000
                tar.addfile(info, io.BytesIO(bytes(1_000_000)))
    else:
        path.write_bytes(gzip.compress(b" " * 50_000_000))
    assert codes(path)[-1] == "bomb"
    assert len(codes(path)) < 50


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.tar.xz", "x.jsonl.gz", "x.warc.gz", "x.mhtml"])
@pytest.mark.parametrize("data", [b"", b"\0" * 1000, b"PK\x03\x04 no", gzip.compress(b"no"), b"\x1f\x8b\x08" * 30])
def test_archives_that_are_none(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert "page" not in codes(tmp_path / name)


def whole(folder: Path) -> list[Path]:
    """An archive of each kind, undamaged."""
    with zipfile.ZipFile(folder / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (_, _, body) in enumerate(PAGES):
            archive.writestr(f"{number}.html", body)
    for name, mode in (("x.tar", "w"), ("x.tar.gz", "w:gz"), ("x.tar.bz2", "w:bz2"), ("x.tar.xz", "w:xz")):
        with tarfile.open(folder / name, mode) as tar:  # type: ignore[call-overload]
            for number, (_, _, body) in enumerate(PAGES):
                info = tarfile.TarInfo(f"{number}.html")
                info.size = len(body)
                tar.addfile(info, io.BytesIO(body))
    lines = b"".join(b'{"text": "%d"}\n' % number for number in range(5))
    (folder / "x.jsonl").write_bytes(lines)
    (folder / "x.jsonl.gz").write_bytes(gzip.compress(lines))
    (folder / "x.warc.gz").write_bytes(b"".join(warc_bytes(*PAGES)))
    (folder / "x.warc").write_bytes(b"".join(warc_bytes(*PAGES, packed=False)))
    (folder / "x.mhtml").write_bytes(MHTML)
    return sorted(folder.iterdir())


@pytest.mark.parametrize("seed", range(10))
def test_any_damage_is_told_and_ends(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for path in whole(tmp_path):
        data = bytearray(path.read_bytes())
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            kind = chance.choice(("byte", "cut", "hole", "more"))
            if kind == "byte":
                data[at] = chance.randrange(256)
            elif kind == "cut" and at > len(data) // 2:
                del data[at:]
            elif kind == "hole":
                del data[at : at + chance.randrange(50)]
            else:
                data[at:at] = chance.randbytes(chance.randrange(50))
        path.write_bytes(data)
        for uri, page in found([path]):
            assert uri.startswith(str(path))
            assert isinstance(page, Page) or page in (
                "damaged", "truncated", "bomb", "too_large", "bad_json", "no_content", "encrypted",
            )  # fmt: skip


def test_names_that_lead_outside_write_nothing_there(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in ("../../evil.html", "/tmp/evil.html", "a/../../../evil.html", "..\\evil.html"):
            archive.writestr(name, f"trang {name}")
    before = set(tmp_path.iterdir())
    (tmp_path / "deep" / "er").mkdir(parents=True)
    out = tmp_path / "deep" / "er" / "out"
    assert stub_run(out, tmp_path / "x.zip").tally.done == 4
    assert len([path for path in out.rglob("*") if path.is_file()]) == 4
    assert set(tmp_path.iterdir()) - before == {tmp_path / "deep"}
    assert sorted(path.name for path in (tmp_path / "deep" / "er").iterdir()) == [
        ".out.lock",
        "out",
        "out.manifest.sqlite",
    ]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that even root cannot read")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "một"})
    (tmp_path / "b.txt").symlink_to("/proc/self/mem")
    assert codes(tmp_path) == ["page", "unreadable"]


def test_a_file_or_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", {"a.txt": "một", "b.txt": "hai", "c/d.txt": "ba"})
    opened, scanned = Path.open, os.scandir

    def refuse(self: Path, *given: object, **more: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *given, **more)  # type: ignore[call-overload]

    def refuse_folder(path: Path) -> Iterator[os.DirEntry[str]]:
        if path.name == "c":
            raise PermissionError(13, "Permission denied")
        return scanned(path)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    assert texts([folder]) == {
        f"{folder}/a.txt": "<unreadable>", f"{folder}/b.txt": "hai", f"{folder}/c": "<unreadable>"
    }  # fmt: skip


FULL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from batch_tools import stub_run
from extractor.errors import TrichtinError
try:
    stub_run(Path(sys.argv[2]), sys.argv[1])
except TrichtinError as error:
    print(error)
    sys.exit(2)
"""


def run_full(folder: Path, out: Path, most: int | None = None) -> subprocess.CompletedProcess[str]:
    """A run in a process of its own, where no file may grow beyond `most` bytes."""
    limit = None if most is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    command = [sys.executable, "-c", FULL, str(folder), str(out), str(Path(__file__).parent)]
    return subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, timeout=300, check=False)


def long_pages(folder: Path) -> Path:
    chance = random.Random(1)
    return write(folder, {f"{n:03}.txt": chance.randbytes(3000).hex() for n in range(100)})


@pytest.mark.parametrize("most", [40_000, 250_000, 600_000])
def test_a_full_disk_loses_nothing(tmp_path: Path, most: int) -> None:
    folder, out = long_pages(tmp_path / "in"), tmp_path / "out.jsonl"
    result = run_full(folder, out, most)
    assert result.returncode == 2
    assert "out.jsonl" in result.stdout
    assert "Traceback" not in result.stderr
    assert not out.exists()
    assert not list(tmp_path.glob(".*part"))
    assert run_full(folder, out).returncode == 0
    assert names(out) == sorted(path.name for path in folder.iterdir())


def test_a_full_small_file_system(tmp_path: Path) -> None:
    folder, small = long_pages(tmp_path / "in"), tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(small)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("needs the right to mount")
    try:
        result = run_full(folder, small / "out.jsonl")
        assert result.returncode == 2
        assert "Traceback" not in result.stderr
        assert not (small / "out.jsonl").exists()
        subprocess.run(["mount", "-o", "remount,size=9m", str(small)], check=True)
        assert run_full(folder, small / "out.jsonl").returncode == 0
        assert len(records(small / "out.jsonl")) == 100
    finally:
        subprocess.run(["umount", str(small)], check=False)


HOSTILE = {
    "nul.html": b"<html><body><p>Ng\0\xc3\xa0y 3/5/2022\0</p></body></html>",
    "halves.txt": b"\xed\xa0\x80 Ng\xc3\xa0y 3/5/2022 \xed\xbf\xbf" * 20,
    "halves.html": b"<p>&#xD800; &#55296; &#x110000; Ng\xc3\xa0y 3/5/2022</p>" * 20,
    "utf16.html": "<p>Ngày 3/5/2022 họp</p>".encode("utf-16"),
    "zeros.html": bytes(100_000),
    "noise.html": random.Random(2).randbytes(100_000),
    "deep.html": b"<div>" * 30_000 + b"x",
    "open.html": b"<!--" + b"x" * 100_000,
    "one_line.txt": "Ngày 3/5/2022 ông Nguyễn Văn An ".encode() * 3_000,
    "large.html": b"<p>" + b"x" * 50_000_000,
}


def test_hostile_pages_give_a_record_or_a_reason(tmp_path: Path) -> None:
    for name, data in HOSTILE.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "lines.jsonl").write_bytes(
        b'{"text": "a\\ud800b\\u0000 ng\\u00e0y 3/5/2022"}\n{"html": "\\udfff"}\n\xff\n'
    )
    out = tmp_path / "out.jsonl"
    given = [str(tmp_path), str(tmp_path / "lines.jsonl")]
    result = CliRunner().invoke(main, ["batch", *given, "-o", str(out), "--engine", "one", "--time-limit", "300"])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "the extractor failed" not in result.output
    assert "large.html: the page is larger than" in result.stderr
    met = len(HOSTILE) + 3
    assert f"of {met} articles" in result.stderr
    extracted = CliRunner().invoke(main, ["extract", str(tmp_path / "large.html")])
    assert extracted.exit_code == 1
    assert "--max-size" in extracted.stderr
