"""The review page over HTTP: what it shows, and what becomes of a decision."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from review_client import KEY, client, open_desk, opened, send, target
from review_records import TEXT, date, record, write
from starlette.testclient import TestClient

from extractor.cli import main
from extractor.review.desk import Desk
from extractor.review.index import article_key
from extractor.review.messages import LANGUAGES, catalogue, chosen

REVIEW = Path(__file__).parent.parent / "extractor" / "review"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


@pytest.fixture
def web(desk: Desk) -> Iterator[TestClient]:
    with client(desk) as browser:
        yield browser


# what is shown


def test_the_queue(web: TestClient) -> None:
    page = web.get("/").text
    assert "Đại hội Hội Sách tỉnh Lào Cai" in page
    assert "0 of 1 articles reviewed" in page
    assert "least sure: 0.60" in page


@pytest.fixture
def many(tmp_path: Path) -> Iterator[TestClient]:
    records = [
        record(uri="a.txt", dates=[date(TEXT, "Ngày 13/10/2022", "2022-10-13", confidence=0.3)]),
        record(uri="b.txt", article={"site": "Báo Hà Giang", "published": "2021-01-05", "title": "Bài thứ hai"}),
        record(uri="c.txt", warnings=[{"code": "guessed_encoding", "message": "…"}], people=[], elected_posts=[]),
    ]
    with client(Desk(write(tmp_path / "records.jsonl", *records), reviewer="Lan")) as browser:
        yield browser


def order(page: str) -> list[str]:
    return re.findall(r'class="uri">(\w)\.txt', page)


@pytest.mark.parametrize(
    ("query", "uris"),
    [
        ("", "abc"),
        ("sort=newest", "acb"),
        ("sort=title", "bac"),
        ("q=bai+thu", "b"),
        ("q=Trần+Văn+NAM", "ab"),
        ("q=tran+van+nam", "ab"),
        ("q=trằn", ""),
        ("site=Báo+Hà+Giang", "b"),
        ("warning=guessed_encoding", "c"),
        ("field=elected_posts", "ab"),
        ("field=dates", "abc"),
        ("since=2022-01-01", "ac"),
        ("until=2021-12-31", "b"),
        ("until=2021-01", "b"),
        ("state=accepted", ""),
        ("state=pending&field=people", "ab"),
        ("state=done", ""),
        ("state=nonsense&field=nonsense&sort=nonsense&page=x", "abc"),
        ("page=99", "abc"),
    ],
)
def test_filters(many: TestClient, query: str, uris: str) -> None:
    assert order(many.get(f"/?{query}").text) == list(uris)


def test_changed_articles_come_first_and_done_ones_last(many: TestClient) -> None:
    send(many, {"action": "accept_rest"}, article_key("a.txt"))
    page = many.get("/").text
    assert order(page) == ["b", "c", "a"]
    assert "1 of 3 articles reviewed" in page
    assert order(many.get("/?state=done").text) == ["a"]


def test_an_article(web: TestClient) -> None:
    page, _, _ = opened(web)
    assert re.search(
        r'<mark class="m m-dates s-pending h0"[^>]*><span data-at="30">Ngày 13/10/2022</span></mark>', page
    )
    assert "patterns/dates/" in page
    assert "event.congress" in page
    assert "elected_posts[0]" in page


def test_a_page_that_is_no_longer_the_same(web: TestClient, desk: Desk) -> None:
    assert "mark class" in web.get(f"/article/{KEY}/page").text
    (desk.index.path.parent / "tin" / "a.txt").write_text("Trang khác", "utf-8")
    page = web.get(f"/article/{KEY}/page").text
    assert "no longer the same" in page
    assert "Trang khác" not in page


def test_differences_to_the_sample(tmp_path: Path) -> None:
    sample = tmp_path / "samples" / "a"
    sample.mkdir(parents=True)
    nothing: dict[str, Any] = {name: [] for name in ("byline", "dates", "events", "venues", "elected_posts")}
    expected = {"title": "Đại hội", "published": None, "people": [{"name": "Lê Thị Anh", "positions": []}]} | nothing
    (sample / "expected.json").write_text(json.dumps(expected), "utf-8")
    records = write(tmp_path / "records.jsonl", record())
    with client(Desk(records, reviewer="Lan", samples=tmp_path / "samples")) as browser:
        page, _, _ = opened(browser)
    assert "Against the sample a" in page
    assert '<ins lang="vi">Lê Thị Anh</ins>' in page
    assert '<del lang="vi">Lê Thị An</del>' in page


def test_both_languages_are_whole(web: TestClient) -> None:
    assert [key for key, texts in catalogue().items() if set(texts) != set(LANGUAGES)] == []
    used = set()
    for file in [*(REVIEW / "templates").iterdir(), *(REVIEW / "static").glob("*.js"), REVIEW / "present.py"]:
        used |= set(re.findall(r"""\bt(?:ranslate)?\(f?['"]([\w.-]+\w)['"]\W""", file.read_text("utf-8")))
    assert used - set(catalogue()) == set()
    web.headers["accept-language"] = "fr, vi;q=0.8, en;q=0.5"
    assert "Tất cả các bài" in opened(web)[0]


def test_the_language_is_kept(web: TestClient) -> None:
    answer = web.get(f"/language/vi?to=/article/{KEY}")
    assert answer.headers["location"] == f"/article/{KEY}"
    assert "Tất cả các bài" in opened(web)[0]


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example/", "/\\evil.example", ""])
def test_the_language_leads_nowhere_else(web: TestClient, to: str) -> None:
    assert web.get("/language/vi", params={"to": to}).headers["location"] == "/"


def test_the_language_chosen() -> None:
    assert [chosen("en", "vi"), chosen(None, "en-GB,vi"), chosen("xx", None), chosen(None, "fr")] == [
        "en",
        "en",
        "vi",
        "vi",
    ]


def test_what_is_not_there(web: TestClient) -> None:
    for address in (
        "/article/nothing",
        "/article/nothing/page",
        "/nothing",
        "/static/../web.py",
        "/static/%2e%2e/web.py",
    ):
        assert web.get(address).status_code == 404


# deciding


def test_a_decision_is_saved_at_once(web: TestClient, desk: Desk) -> None:
    page, _, revision = opened(web)
    answer = send(web, {"action": "accept", "target": target(page, "Lê Thị An", "people")})
    assert answer.status_code == 200
    said = answer.json()
    assert said["said"] == "saved"
    assert said["revision"] != revision
    assert "accepted by Lan" in said["parts"]["facts"]
    assert json.loads(desk.log.path.read_text("utf-8"))["who"] == "Lan"


def test_the_later_window_is_told(web: TestClient, desk: Desk) -> None:
    page, token, revision = opened(web)
    key = target(page, "Lê Thị An", "people")
    headers = {"x-csrf-token": token, "content-type": "application/json"}
    first = {"action": "accept", "target": key, "revision": revision}
    assert web.post(f"/article/{KEY}", json=first, headers=headers).status_code == 200
    late = web.post(f"/article/{KEY}", json={**first, "action": "reject"}, headers=headers)
    assert late.status_code == 409
    assert late.json()["error"] == "conflict"
    assert "accepted by Lan" in late.json()["parts"]["facts"]
    assert desk.log.next == 2


def test_a_new_run_is_a_change_too(web: TestClient, desk: Desk) -> None:
    page, token, revision = opened(web)
    time.sleep(0.01)
    write(desk.index.path, record(source=TEXT.encode(), people=[]))
    body = {"action": "accept", "target": target(page, "Lê Thị An", "people"), "revision": revision}
    answer = web.post(f"/article/{KEY}", json=body, headers={"x-csrf-token": token})
    assert answer.status_code == 409
    assert "Lê Thị An</button>" not in answer.json()["parts"]["facts"]


@pytest.mark.parametrize(
    "body",
    [
        {"action": "add", "field": "people", "value": {"name": ""}},
        {"action": "add", "field": "people", "value": {}},
        {"action": "add", "field": "article", "value": {"title": "x"}},
        {"action": "add", "value": {"name": "x"}},
        {"action": "fly"},
        {"action": "add", "field": "people", "value": {"name": "Lê Thị An", "rule": "x"}},
        {"action": "accept", "target": "none", "extra": 1},
        [[]],
    ],
)
def test_orders_of_no_use(web: TestClient, desk: Desk, body: Any) -> None:
    _, token, revision = opened(web)
    order = body | {"revision": revision} if isinstance(body, dict) else body
    answer = web.post(f"/article/{KEY}", json=order, headers={"x-csrf-token": token})
    assert answer.status_code == 422
    assert desk.log.next == 1


def test_expected_facts_as_a_file(web: TestClient) -> None:
    assert web.get(f"/article/{KEY}/expected.json").status_code == 409
    send(web, {"action": "accept_rest"})
    facts = web.get(f"/article/{KEY}/expected.json").json()
    assert facts["elected_posts"][0]["post"] == "Chủ tịch"


def test_a_full_disk_is_said(web: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extractor.review.decisions.os.fsync", full)
    answer = send(web, {"action": "accept_rest"})
    assert answer.status_code == 500
    assert "No space left" in answer.json()["message"]
    assert "accepted" not in opened(web)[0].split('class="cards"')[1].split("</ol>")[0]


# many, and the command


def test_ten_thousand_records_open_at_once(tmp_path: Path) -> None:
    row = json.loads(record().to_json())
    path = tmp_path / "records.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(10_000):
            row["source"]["uri"] = f"a/{number}.txt"
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    opening, looking = [], []
    for _ in range(3):  # the machine may have other work
        begin = time.process_time()
        desk = Desk(path, reviewer="Lan")
        with client(desk) as browser:
            assert "of 10000 articles" in browser.get("/").text
            opening.append(time.process_time() - begin)
            opened(browser, article_key("a/9999.txt"))
            begin = time.process_time()
            opened(browser, article_key("a/5000.txt"))
            looking.append(time.process_time() - begin)
        desk.close()
        if opening[-1] < 2 and looking[-1] < 0.2:
            return
    raise AssertionError((opening, looking))


def test_a_folder_of_records(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(record().to_json(indent=2), "utf-8")
    write(tmp_path / "b.jsonl", record(uri="b.txt"), record(uri="c.txt"))
    (tmp_path / "floors.json").write_text("{}", "utf-8")
    (tmp_path / "x.json").write_text("[1]", "utf-8")
    with client(Desk(tmp_path, reviewer="Lan")) as browser:
        page = browser.get("/").text
        assert "3 of 3 articles" in page
        assert "1 places hold no record" in page
        opened(browser)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.jsonl",), "no such file"),
        (("empty.jsonl",), "no record here"),
        (("records.jsonl", "--sources", "none"), "no such folder of sources"),
        (("records.jsonl", "--samples", "none"), "no such folder of samples"),
        (("records.jsonl", "--host", "203.0.113.9"), "cannot listen"),
    ],
)
def test_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "records.jsonl", record())
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    result = CliRunner().invoke(main, ["review", "--port", "0", *arguments])
    assert result.exit_code == 2
    assert said in result.stderr
