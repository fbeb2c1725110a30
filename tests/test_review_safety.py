"""The review page against hostile pages, records and sites: nothing runs, and nobody else writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from review_client import KEY, VECTORS, client, open_desk, opened, send
from review_records import elected, found, person, record, venue, write
from starlette.testclient import TestClient

from extractor.record import Record
from extractor.review.desk import Desk
from extractor.review.guard import is_loopback
from extractor.review.index import article_key
from extractor.review.sources import harmless


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


@pytest.fixture
def web(desk: Desk) -> Iterator[TestClient]:
    with client(desk) as browser:
        yield browser


def test_headers_are_on_every_answer(web: TestClient) -> None:
    for address in ("/", f"/article/{KEY}", "/nothing", "/static/review.css", f"/article/{KEY}/page"):
        headers = web.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    policy = web.get(f"/article/{KEY}/page").headers["content-security-policy"]
    assert "script-src" not in policy
    assert "sandbox allow-same-origin" in policy
    page, _, _ = opened(web)
    assert re.findall(r'<iframe[^>]* sandbox="([^"]*)"', page) == ["allow-same-origin"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8017", "localhost.evil.example", "", "10.0.0.7"]
)
def test_other_hosts_are_refused(web: TestClient, host: str) -> None:
    assert web.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8017", "127.0.0.1", "[::1]:8017"])
def test_the_loopback_is_known(web: TestClient, host: str) -> None:
    assert web.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"x-csrf-token": ""},
        {"x-csrf-token": "wrong"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_writes_from_elsewhere_are_refused(web: TestClient, desk: Desk, headers: dict[str, str]) -> None:
    answer = send(web, {"action": "accept_rest"}, **headers)
    assert answer.status_code == 403
    assert desk.log.next == 1


def test_a_large_body_is_refused(web: TestClient) -> None:
    assert send(web, {"action": "accept", "target": "x" * 1_100_000}).status_code == 413


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_hostile_is_left_of_a_page(vector: str) -> None:
    left = harmless(f"<html><body><p>Trước</p>{vector}<p>Sau</p></body></html>")
    found = re.findall(r"<\s*([a-z0-9]+)([^>]*)>", left, re.IGNORECASE)
    for tag, attributes in found:
        assert tag.lower() not in {
            "script",
            "iframe",
            "object",
            "embed",
            "meta",
            "base",
            "link",
            "style",
            "svg",
            "form",
        }
        assert not re.search(r"""(^|\s)(on\w+|href|src\w*|style|action|formaction|background|poster)\s*=""", attributes)


def hostile_record(vector: str) -> tuple[Record, bytes]:
    """A record in which every string is hostile, and the page that it was read from."""
    text = f"{vector}\nông Lê An"
    page = f"<html><body><p>{vector}</p>\n<p>ông Lê An</p></body></html>".encode()
    facts = {
        "dates": [found(text, vector, 0.9, vector, text=vector, value=vector, kind="date")],
        "events": [found(text, vector, 0.9, vector, name=vector, kind=vector, organizers=[vector])],
        "venues": [venue(text, vector, vector)],
        "people": [person(text, vector, (vector, vector), honorific=vector)],
        "organizations": [found(text, vector, 0.9, vector, name=vector)],
        "elected_posts": [elected(text, vector, vector, vector, vector)],
        "warnings": [{"code": vector, "message": vector}],
    }
    about = {"title": vector, "site": vector, "published": vector, "byline": [vector], "url": "https://[bad"}
    return record(text, uri=f"tin/{vector}", source=page, media_type="text/html", article=about, **facts), page


@pytest.mark.parametrize("vector", [vector for vector in VECTORS if vector.strip()])
def test_nothing_hostile_of_a_record_is_shown_as_markup(tmp_path: Path, vector: str) -> None:
    hostile, _ = hostile_record(vector)
    with client(Desk(write(tmp_path / "records.jsonl", hostile), reviewer=vector)) as browser:
        key = article_key(hostile.source.uri)
        pages = [browser.get("/").text, opened(browser, key)[0]]
        pages += send(browser, {"action": "accept_rest"}, key).json()["parts"].values()
        pages += [browser.get("/", params={"q": vector, "site": vector, "since": vector}).text]
        pages += [browser.get(f"/article/{key}", params={"q": vector}).text]
    for page in pages:
        assert vector not in page or not re.search(r"[<>\"]", vector)


def test_the_loopback() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "[::1]", "localhost", "0.0.0.0", "evil.example")] == [
        True, True, True, True, False, False
    ]  # fmt: skip
