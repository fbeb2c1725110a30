"""A browser's side of the review page, for the tests: it opens articles and sends orders."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from review_records import TEXT, record, write
from starlette.testclient import TestClient

from extractor.review.desk import Desk
from extractor.review.index import article_key
from extractor.review.web import build_app

HOST = "http://127.0.0.1:8017"
KEY = article_key("tin/a.txt")
VECTORS = (Path(__file__).parent / "data" / "review" / "hostile.txt").read_text("utf-8").splitlines()


def open_desk(folder: Path) -> Desk:
    """A desk over one record and the page that it was read from."""
    (folder / "tin").mkdir()
    (folder / "tin" / "a.txt").write_bytes(TEXT.encode())
    return Desk(write(folder / "records.jsonl", record()), reviewer="Lan", sources=folder)


def client(desk: Desk, language: str = "en") -> TestClient:
    """A browser that asks for a language."""
    browser = TestClient(build_app(desk), base_url=HOST, follow_redirects=False)
    browser.headers["accept-language"] = language
    return browser


def opened(web: TestClient, key: str = KEY) -> tuple[str, str, str]:
    """The page of an article, its token and its revision."""
    page = web.get(f"/article/{key}").text
    token, revision = re.search(r'csrf-token" content="([^"]+)', page), re.search(r'data-revision="([^"]+)', page)
    assert token
    assert revision
    return page, token[1], revision[1]


def send(web: TestClient, order: dict[str, Any], key: str = KEY, **headers: str) -> Any:
    """The answer to an order, sent as the page sends it but for the headers given."""
    _, token, revision = opened(web, key)
    given = {"x-csrf-token": token, "content-type": "application/json"} | headers
    return web.post(f"/article/{key}", content=json.dumps({"revision": revision, **order}), headers=given)


def target(page: str, head: str, field: str) -> str:
    """The key of the fact that an article's page shows under these words."""
    group = page[page.index(f'class="group g-{field}"') :]
    card = group[: group.index(f">{head}</button>")].rindex('data-fact="')
    return group[card + 11 : card + 23]
