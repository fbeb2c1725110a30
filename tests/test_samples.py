"""The samples: complete, true to their pages, and reached by the extractor as far as the floors ask."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from extractor.compare import FLOORS, Facts, compare_facts, facts, read_floors, read_samples
from extractor.compare.facts import DateFact, ElectedFact, EventFact, PersonFact, PositionFact, VenueFact
from extractor.compare.files import EXPECTED
from extractor.folding import fold_print
from extractor.pipeline import Extractor

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob(f"*/{EXPECTED}"))
PAGES = ("page.html", "article.txt")
BLOCKS = ("p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "figcaption", "br", "option", "title")
KINDS = {"date", "range", "set", "time", "term"}
HOWS = {"elected", "re-elected", "appointed", "re-appointed", "transferred"}
ALSO = {
    "value_also",
    "organization_also",
    "body_also",
    "rule",
    "mentions",
    "start",
    "end",
    "evidence",
    "text",
    "site",
    "url",
}


def page(name: str) -> Path:
    found = [SAMPLES / name / file for file in PAGES if (SAMPLES / name / file).exists()]
    assert len(found) == 1, f"{name} has one page: page.html or article.txt"
    return found[0]


def expected(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAMPLES / name / EXPECTED).read_text("utf-8"))
    return data


def printed(path: Path) -> str:
    """All that the page prints, folded: without tags, letters composed, unseen signs left out."""
    data = path.read_bytes()
    text = data.decode("cp1258" if b"charset=windows-1258" in data else "utf-8")
    if path.suffix == ".html":
        soup = BeautifulSoup(text, "html.parser")
        for hidden in soup(["script", "style"]):
            hidden.decompose()
        for block in soup(BLOCKS):
            block.append("\n")
            block.insert_before("\n")
        text = soup.get_text()
    return fold_print(text.replace("\u200b", ""))


def quotes(gold: dict[str, Any]) -> Iterator[str]:
    """The strings of an expected record that quote the page."""
    yield gold["title"]
    yield from gold["byline"]
    yield from (date["text"] for date in gold["dates"])
    yield from (venue["text"] for venue in gold["venues"])
    for event in gold["events"]:
        yield from (event["name"], event["kind"], event["venue"] or "", *event["organizers"])
    for person in gold["people"]:
        yield from (person["name"], *person["degrees"])
        for position in person["positions"]:
            yield from (position["title"], position["organization"] or "")
            yield from (other or "" for other in position.get("organization_also", ()))
    for post in gold["elected_posts"]:
        yield from (post["person"], post["body"] or "", *post.get("body_also", ()))
        yield "" if post["post"] == "thành viên" else post["post"]


def assert_keys(item: dict[str, Any], model: type[Any]) -> None:
    names = set(model.model_fields)
    assert names - ALSO <= set(item) <= names, item


def test_there_are_samples() -> None:
    assert len(NAMES) >= 12
    assert sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()) == NAMES
    assert list(read_samples(SAMPLES)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_complete(name: str) -> None:
    gold = expected(name)
    assert_keys(gold, Facts)
    for field, model in (
        ("dates", DateFact),
        ("events", EventFact),
        ("venues", VenueFact),
        ("people", PersonFact),
        ("elected_posts", ElectedFact),
    ):
        for item in gold[field]:
            assert_keys(item, model)
    for person in gold["people"]:
        for position in person["positions"]:
            assert_keys(position, PositionFact)
    assert {date["kind"] for date in gold["dates"]} <= KINDS
    assert {post["how"] for post in gold["elected_posts"]} <= HOWS
    assert gold["dates"]
    assert gold["people"]
    readme = (SAMPLES / name / "README.md").read_text("utf-8")
    assert readme.startswith(f"# {name}\n")
    assert name in (SAMPLES / "README.md").read_text("utf-8")
    assert page(name).stat().st_size > 1000


@pytest.mark.parametrize("name", NAMES)
def test_what_is_expected_stands_in_the_page(name: str) -> None:
    text = printed(page(name))
    missing = [quote for quote in quotes(expected(name)) if fold_print(quote) not in text]
    assert not missing


@pytest.mark.parametrize("name", NAMES)
def test_an_expected_record_agrees_with_itself(name: str) -> None:
    gold = expected(name)
    people = [person["name"] for person in gold["people"]]
    assert len(set(people)) == len(people)
    assert {post["person"] for post in gold["elected_posts"]} <= set(people)
    assert {fold_print(author) for author in gold["byline"]} <= {fold_print(person) for person in people}
    venues = {venue["text"] for venue in gold["venues"]}
    assert {event["venue"] for event in gold["events"] if event["venue"]} <= venues
    texts = [date["text"] for date in gold["dates"]]
    assert len(set(texts)) == len(texts)
    terms = {date["value"] for date in gold["dates"] if date["kind"] == "term"}
    assert {post["term"] for post in gold["elected_posts"] if post["term"]} <= terms
    for strings in quotes(gold):
        assert unicodedata.is_normalized("NFC", strings)
        assert strings == strings.strip()


def test_the_extractor_reaches_the_floors() -> None:
    extractor = Extractor()
    found = {}
    for name in NAMES:
        record = extractor.extract(page(name).read_bytes(), uri=f"samples/{name}/{page(name).name}")
        found[name] = facts(record.model_dump(mode="json"), where=name)
    result = compare_facts(found, read_samples(SAMPLES))
    assert not result.broken(read_floors(SAMPLES / FLOORS)), "run `trichtin compare` to see what is wrong"
