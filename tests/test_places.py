"""The dated table of places: lookups by day, its own consistency, and underthesea's address data."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.link.places import Gazetteer
from extractor.patterns import load

DATA = Path(__file__).parent / "data" / "places"
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(load())


@pytest.mark.parametrize("row", table("provinces.csv"), ids=lambda row: f"{row['printed']} {row['day']}")
def test_province_of_the_day(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    province = gazetteer.province(row["printed"], row["day"])
    assert province is not None
    assert (province.name, province.code or "", gazetteer.now(province) or "") == (
        row["province"],
        row["code"],
        row["now"],
    )


@pytest.mark.parametrize("row", table("districts.csv"), ids=lambda row: f"{row['printed']} {row['day']}")
def test_province_of_a_district(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    found = gazetteer.district(row["printed"], row["kind"] or None, row["day"])
    assert "|".join(sorted(province.name for province in found)) == row["provinces"]


def test_63_provinces_became_34(gazetteer: Gazetteer) -> None:
    before = [row for row in gazetteer.all_provinces() if row.holds_on(LAST_DAY)]
    after = [row for row in gazetteer.all_provinces() if row.holds_on(FIRST_DAY)]
    assert (len(before), len(after)) == (63, 34)
    for rows in (before, after):
        assert len({row.name for row in rows}) == len({row.code for row in rows}) == len(rows)
    assert {gazetteer.now(row) for row in before} == {row.name for row in after}


def test_what_a_province_becomes_is_in_the_table(gazetteer: Gazetteer) -> None:
    for row in gazetteer.all_provinces():
        assert bool(row.becomes) == bool(row.last), row
        for name in row.becomes:
            assert any(later is not row for later in gazetteer.all_provinces() if later.name == name), row
    for district in gazetteer.all_districts():
        assert gazetteer.province(district.province, district.last or LAST_DAY) is not None, district


def plain(name: str) -> str:
    """A name as underthesea's address data writes its keys: no marks, no blanks, no kind."""
    base = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(sign for sign in base if sign.isascii() and sign.isalnum()).casefold()
    return re.sub(r"^(thanhpho|tinh)(?=...)", "", bare)


def test_agrees_with_underthesea(gazetteer: Gazetteer) -> None:
    raw = (files("underthesea") / "address" / "data" / "mapping.json").read_text("utf-8")
    mapping = {plain(old): plain(new) for old, new in json.loads(raw)["province_mapping"].items()}
    ours = {
        plain(row.name): plain(gazetteer.now(row) or "") for row in gazetteer.all_provinces() if row.holds_on(LAST_DAY)
    }
    assert ours == mapping


def test_names_are_printed_without_stray_blanks(gazetteer: Gazetteer) -> None:
    names = [row.name for row in gazetteer.all_provinces()] + [row.name for row in gazetteer.all_districts()]
    assert [name for name in names if name != " ".join(name.split())] == []


def test_districts_agree_with_underthesea(gazetteer: Gazetteer) -> None:
    raw = (files("underthesea") / "address" / "data" / "mapping.json").read_text("utf-8")
    theirs: dict[str, set[str]] = {}
    for row in json.loads(raw)["ward_mapping"]:
        name = re.sub(r"^(thanhpho|thixa|huyen|quan)(?=..)", "", plain(row["old_district"]))
        theirs.setdefault(name, set()).add(plain(row["old_province"]))
    for district in gazetteer.all_districts():
        if district.last is not None or plain(district.name) not in theirs:
            continue
        assert plain(district.province) in theirs[plain(district.name)], district


@given(st.text(), st.dates())
def test_any_text_is_looked_up(gazetteer: Gazetteer, name: str, day: object) -> None:
    province = gazetteer.province(name, str(day))
    assert province is None or province.holds_on(str(day))
