"""Pages from the web: polite, bounded, and from no private network unless allowed. All servers are on this machine."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from batch_tools import found, names, records, stub_run

from extractor.batch.document import Limits, Page, SourceError
from extractor.batch.inputs import addresses, fetch
from extractor.batch.inputs.addresses import is_public
from extractor.batch.inputs.fetch import Fetcher
from extractor.batch.inputs.keep import Keep
from extractor.batch.outputs import OutputError
from extractor.errors import UsageError

PAGE = "<html><body><p>Ngày 13/10/2022 họp</p></body></html>".encode()


class Site(BaseHTTPRequestHandler):
    """A small site; what it was asked is noted."""

    asked: list[tuple[float, str, str]] = []  # noqa: RUF012 (reset for each test)
    robots: bytes | int = 404

    def do_GET(self) -> None:
        self.asked.append((time.monotonic(), self.path, self.headers["User-Agent"]))
        if self.path == "/robots.txt":
            known = isinstance(self.robots, bytes)
            self.answer(200 if known else self.robots, self.robots if known else b"", "text/plain")  # type: ignore[arg-type]
        elif self.path.startswith("/to?"):
            self.answer(302, b"", location=self.path[4:])
        elif self.path == "/loop":
            self.answer(301, b"", location="/loop")
        elif self.path == "/gzip":
            self.answer(200, gzip.compress(PAGE), packing="gzip")
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(bytes(5_000_000)), packing="gzip")
        elif self.path == "/cut":
            self.answer(200, gzip.compress(PAGE)[:-12], packing="gzip")
        elif self.path == "/br":
            self.answer(200, b"\x0b\x02\x80x\x03", packing="br")
        elif self.path == "/large":
            self.answer(200, b"x" * 2_000_000)
        elif self.path == "/picture":
            self.answer(200, b"\x89PNG", "image/png")
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.1)
        elif self.path == "/broken":
            self.wfile.write(b"no HTTP at all\r\n\r\n")
        elif self.path == "/missing":
            self.answer(404, b"")
        else:
            self.answer(200, PAGE)

    def answer(
        self, status: int, body: bytes, media: str = "text/html", *, location: str = "", packing: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        if packing:
            self.send_header("Content-Encoding", packing)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are part of the tests."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a running site; pauses are short."""
    monkeypatch.setattr(fetch, "_PAUSE", 0.0)
    Site.asked.clear()
    Site.robots = 404
    with Quiet(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def get(url: str, limits: Limits | None = None, *, private: bool = True) -> Page | str:
    """The page at an address, or the code of the error."""
    with Fetcher(limits or Limits(size=1_000_000), private=private) as fetcher:
        document = fetcher.document(url)
        assert document.load is not None
        try:
            return document.load()
        except SourceError as error:
            return error.code


def test_a_page(site: str) -> None:
    page = get(f"{site}/tin?id=1#top")
    assert isinstance(page, Page)
    assert (page.data, page.url) == (PAGE, f"{site}/tin?id=1")
    assert page.captured
    assert page.captured.endswith("Z")
    assert [path for _, path, _ in Site.asked] == ["/robots.txt", "/tin?id=1"]
    assert Site.asked[0][2].startswith("trichtin/")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/missing", "http_404"), ("/loop", "redirects"), ("/large", "too_large"), ("/bomb", "too_large"),
        ("/cut", "damaged"), ("/br", "damaged"), ("/picture", "no_page"), ("/broken", "network"),
        ("/to?ftp://e.org/", "bad_address"), ("/to?file:///etc/passwd", "bad_address"),
    ],
)  # fmt: skip
def test_what_is_no_page_has_a_reason(site: str, path: str, code: str) -> None:
    assert get(site + path) == code


def test_packed_pages_and_redirects(site: str) -> None:
    packed = get(f"{site}/gzip")
    assert isinstance(packed, Page)
    assert packed.data == PAGE
    moved = get(f"{site}/to?/tin")
    assert isinstance(moved, Page)
    assert (moved.data, moved.url) == (PAGE, f"{site}/tin")


def test_a_site_that_takes_too_long(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_READ", 0.3)
    began = time.monotonic()
    assert get(f"{site}/slow", Limits(seconds=0.3)) == "timeout"
    assert time.monotonic() - began < 8


def test_nobody_answers() -> None:
    assert get("http://127.0.0.1:9/") == "network"
    assert get("http://does-not-exist.invalid/") in ("network", "timeout")
    assert get("http://[::1/") == "bad_address"
    assert get("http://127.0.0.1:99999999/") == "bad_address"


def test_robots_are_asked_and_kept(site: str) -> None:
    Site.robots = b"User-agent: trichtin\nDisallow: /no\n\nUser-agent: *\nDisallow: /\n"
    assert isinstance(get(f"{site}/yes"), Page)
    assert get(f"{site}/no/1") == "robots"
    assert get(f"{site}/to?/no/2") == "robots"
    assert "/no" not in {path[:3] for _, path, _ in Site.asked}


def test_robots_for_all_hold_for_us(site: str) -> None:
    Site.robots = b"User-agent: *\nDisallow: /\n"
    assert get(f"{site}/yes") == "robots"


def test_a_site_whose_robots_fail_is_left_alone(site: str) -> None:
    Site.robots = 503
    assert get(f"{site}/yes") == "robots"


def test_requests_to_one_host_have_a_pause(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_PAUSE", 0.2)
    with Fetcher(Limits(), private=True) as fetcher:
        for path in ("/1", "/2", "/3"):
            load = fetcher.document(site + path).load
            assert load is not None
            load()
    times = [moment for moment, _, _ in Site.asked]
    assert len(times) == 4
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


def test_private_networks_are_not_asked(site: str) -> None:
    assert get(f"{site}/tin", private=False) == "private"
    assert get(site.replace("127.0.0.1", "localhost") + "/tin", private=False) == "private"
    assert Site.asked == []


def test_redirects_into_private_networks_are_not_followed(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    assert get(f"{site}/to?{site.replace('127.0.0.1', '127.0.0.2')}/tin", private=False) == "private"
    assert get(f"{site}/to?http://169.254.169.254/latest/meta-data", private=False) == "private"
    assert isinstance(get(f"{site}/tin", private=False), Page)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False), ("::1", False),
        ("169.254.169.254", False), ("192.168.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("::ffff:127.0.0.1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::a9fe:a9fe", False), ("100.64.0.1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_run_fetches_once_and_keeps(site: str, tmp_path: Path) -> None:
    out, kept = tmp_path / "out.jsonl", tmp_path / "kept.warc.gz"
    given: dict[str, Any] = {"fetch": True, "private": True, "keep": kept}
    urls = [f"{site}/1", f"{site}/gzip", f"{site}/missing"]
    tally = stub_run(out, *urls[:1], "-", listed=tuple(urls[1:]), **given).tally
    assert (tally.done, tally.duplicate, tally.failed) == (1, 1, 1)
    (record,) = records(out)
    assert (record["source"]["uri"], record["article"]["url"]) == (urls[0], urls[0])
    assert record["source"]["captured"]
    asked = len(Site.asked)
    assert stub_run(out, *urls, **given).tally.unchanged == 1
    assert len(Site.asked) == asked
    again = found([kept])
    assert [page.url for _, page in again if isinstance(page, Page)] == urls[:2]
    assert [page.data for _, page in again if isinstance(page, Page)] == [PAGE, PAGE]
    stub_run(tmp_path / "again.jsonl", kept)
    assert names(tmp_path / "again.jsonl") == ["kept.warc.gz#0"]


def test_an_archive_for_what_is_fetched_has_a_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.warc\.gz"):
        Keep(tmp_path / "kept.zip")
    with pytest.raises(UsageError, match="cannot be written"):
        Keep(tmp_path / "none" / "kept.warc.gz")


def test_a_full_disk_ends_the_keeping_with_whole_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = Keep(tmp_path / "kept.warc.gz")
    keep.add("https://e.org/1", "2022-10-13T00:00:00Z", [(b"Content-Type", b"text/html")], PAGE)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OutputError, match="No space"):
            keep.add("https://e.org/2", "2022-10-13T00:00:00Z", [(b"Content-Type", b"text/html")], PAGE)
    keep.close()
    assert [page.url for _, page in found([tmp_path / "kept.warc.gz"]) if isinstance(page, Page)] == ["https://e.org/1"]


@pytest.mark.parametrize("make", [lambda site: f"{site}/tiếng-việt?q=thư viện", lambda site: f"{site}/a b"])
def test_addresses_in_letters_are_asked_in_ascii(site: str, make: Callable[[str], str]) -> None:
    assert isinstance(get(make(site)), Page)
    assert Site.asked[-1][1].isascii()
    assert " " not in Site.asked[-1][1]
