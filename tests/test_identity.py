"""One person from many mentions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extractor.find.names import KEY, PersonMention
from extractor.language.spans import get
from extractor.language.vietnamese import blank
from extractor.link.identity import Identity, by_mention, doubles, identify

# text, then for each person: name | address | degrees | how many mentions
CASES = [
    (
        "Ông Lê Văn Giới mở cửa. Sau đó ông Giới phát biểu.",
        ["Lê Văn Giới | ông | | 2"],
    ),
    (
        "Bà Trần Thị Dung và ông Lê Văn Dung đến. Bà Dung nói trước, ông Dung nói sau.",
        ["Trần Thị Dung | bà | | 2", "Lê Văn Dung | ông | | 2"],
    ),
    (
        "Đồng chí Vũ Thị Hạnh chủ trì. Bà Hạnh nhắc lại mục tiêu.",
        ["Vũ Thị Hạnh | đồng chí | | 2"],
    ),
    (
        "Anh Tú trông kho. Ông Lê Văn Tú là giám đốc.",
        ["Lê Văn Tú | anh | | 2"],
    ),
    (
        "Anh Tú trông kho. Bà Lê Thị Tú là giám đốc.",
        ["Tú | anh | | 1", "Lê Thị Tú | bà | | 1"],
    ),
    (
        "NGUYỄN VĂN HÒA - GIÁM ĐỐC\nÔng Nguyễn Văn Hoà cảm ơn.",
        ["Nguyễn Văn Hoà | ông | | 2"],
    ),
    (
        "TS. Phan Huy Lộc đọc. PGS.TS Phan Huy Lộc kết luận. TS Lộc cười.",
        ["Phan Huy Lộc | | TS, PGS.TS | 3"],
    ),
    (
        "PGS.TS Phan Huy Lộc đọc tham luận. TS Phan Huy Lộc kết luận.",
        ["Phan Huy Lộc | | PGS.TS | 2"],
    ),
    (
        "Giám đốc Trịnh Văn Quyết mở đầu hội nghị với báo cáo dài về chuyển đổi số trong ngành thư viện. "
        "Cuối buổi, Giám đốc Trịnh Văn Quyêt cảm ơn mọi người.",
        ["Trịnh Văn Quyết | | | 2"],
    ),
    (
        "Trúng cử có Lê Thị Hoa, Lê Thị Hòa.",
        ["Lê Thị Hoa | | | 1", "Lê Thị Hòa | | | 1"],
    ),
    (
        "Ông Nguyễn Minh Triết dự. Theo ông Minh Triết, sách còn ít.",
        ["Nguyễn Minh Triết | ông | | 2"],
    ),
    (
        "Tổng thống Donald Trump đến. Ông Trump phát biểu.",
        ["Donald Trump | ông | | 2"],
    ),
    (
        "Chị Laura Mazza kể. Chị Laura cười.",
        ["Laura Mazza | chị | | 2"],
    ),
    (
        "Ông Trần An nói. Ông Lê An đáp. Ông An cười.",
        ["Trần An | ông | | 1", "Lê An | ông | | 2"],
    ),
    (
        "Cô Đoan nặn tò he.",
        ["Đoan | cô | | 1"],
    ),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The pipeline up to the people."""
    nlp = blank()
    for name in ("trichtin_sentences", "trichtin_lexicon", "trichtin_names"):
        nlp.add_pipe(name)
    return nlp


def _shown(person: Identity) -> str:
    parts = [person.name, person.honorific or "", ", ".join(person.degrees), str(len(person.mentions))]
    return " | ".join(parts).replace("  ", " ")


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:30] for text, _ in CASES])
def test_people(text: str, expected: list[str], nlp: Language) -> None:
    people = identify(get(nlp(text), KEY, PersonMention))
    assert [_shown(person) for person in people] == expected


def test_every_mention_has_its_person(nlp: Language) -> None:
    mentions = get(nlp("Ông Lê Văn Giới đến, bà Trần Thị Sa cũng đến. Ông Giới nói."), KEY, PersonMention)
    people = by_mention(identify(mentions))
    assert [people[mention].name for mention in mentions] == ["Lê Văn Giới", "Trần Thị Sa", "Lê Văn Giới"]


def test_two_who_may_be_one_are_noted(nlp: Language) -> None:
    people = identify(get(nlp("Trúng cử có Lê Thị Hoa, Lê Thị Hòa."), KEY, PersonMention))
    assert [person.maybe_same for person in people] == [("Lê Thị Hòa",), ("Lê Thị Hoa",)]


_SYLLABLES = st.sampled_from(["Lê", "Trần", "Thị", "Văn", "Hoa", "Hòa", "An", "Giới", "Donald"])


@given(st.lists(st.tuples(st.lists(_SYLLABLES, min_size=1, max_size=4), st.sampled_from(["ông", "bà", None]))))
def test_mentions_are_kept_and_order_does_not_matter(rows: list[tuple[list[str], str | None]]) -> None:
    mentions = [
        PersonMention(
            start=number * 50,
            end=number * 50 + 10,
            rule="r",
            name=" ".join(name),
            outer=number * 50,
            honorific=honorific,
            gender={"ông": "m", "bà": "f"}.get(honorific or "", ""),
            degrees=(),
            full=len(name) > 1,
            plural=False,
            certain=True,
            vietnamese=True,
            score=5.0,
        )
        for number, (name, honorific) in enumerate(rows)
    ]
    people = identify(mentions)
    assert sorted(m.start for person in people for m in person.mentions) == [m.start for m in mentions]
    assert identify(mentions[::-1]) == people


def test_a_misprinted_family_name_is_joined_by_its_accents_and_warned_of_by_a_letter(nlp: Language) -> None:
    far = " Hội nghị kéo dài hai ngày với nhiều tham luận về đọc sách trong nhà trường. " * 2
    (person,) = identify(get(nlp(f"Ông Huỳnh Đức Ngọc nói.{far}Ông Huynh Đức Ngọc cười."), KEY, PersonMention))
    assert person.name == "Huỳnh Đức Ngọc"
    two = identify(get(nlp(f"Ông Đoàn Nguyên Đức nói.{far}Ông Đoàng Nguyên Đức cười."), KEY, PersonMention))
    assert [notice.code for notice in doubles(two)] == ["same_person"]
    assert doubles(identify(get(nlp("Ông Lê Văn An gặp ông Đỗ Văn An."), KEY, PersonMention))) == []
