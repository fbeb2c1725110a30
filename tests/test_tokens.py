"""Tokens, the Doc, sentences and words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import patterns
from extractor.language.segmentation import segment, words
from extractor.language.sentences import SentenceSplitter
from extractor.language.tokens import fold, scan, tokens
from extractor.pipeline import build_language

NLP = build_language()
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)
NEWS_LIKE = st.text(alphabet="aăâđêôơưáàảãạÁĐ .,;:-–()“”/0123456789\n\t\u00a0'’", max_size=120)

FOLDED = [
    ("HOÀ", "hòa"),
    ("Thuý", "thúy"),
    ("Hòa", "hòa"),
    ("quý", "quý"),
    ("Quốc", "quốc"),
    ("khoẻ", "khỏe"),
    ("Hoàng", "hoàng"),
    ("UỶ", "ủy"),
]

SENTENCES = [
    "Hội nghị khai mạc sáng nay.| Ông An phát biểu.",
    "PGS.TS. Trần Văn Bình chủ trì.| Hội nghị kết thúc.",
    "Đoàn về đến TP. Vinh lúc 8.30.| Mọi người nghỉ.",
    "Th.s. Lê Hà và Đ/c. Nguyễn Hạnh dự.",
    "Lễ họp ngày 3.5.2022 tại Tp. Huế.| Ai cũng vui!| Thật vậy?| Đúng.",
    "Thư viện có 1.200 bản sách.| “Rất tốt.”| Bà Mai nói.",
    "Dòng một\n|dòng hai.| Ba",
    "Ông A. B. Lê đến.",
    "P. Giám đốc dự họp… rồi về.",
]


@pytest.mark.parametrize(("word", "folded"), FOLDED)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.one_of(ANY_TEXT, NEWS_LIKE))
def test_a_doc_says_what_the_text_says(text: str) -> None:
    doc = NLP.make_doc(text)
    assert doc.text == text


@given(st.one_of(ANY_TEXT, NEWS_LIKE))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = scan(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == found.words
    assert "".join(found.words) == "".join(text.split())


@given(st.one_of(ANY_TEXT, NEWS_LIKE))
def test_doc_tokens_and_scanned_tokens_agree(text: str) -> None:
    doc = NLP.make_doc(text)
    found, index = tokens(doc), doc.user_data["token_index"]
    for token in doc:
        if not token.is_space:
            assert found.words[index[token.i]] == token.text
            assert found.starts[index[token.i]] == token.idx


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    splitter = SentenceSplitter(form for rule in patterns.load().rules("abbreviation") for form in rule.words)
    text = marked.replace("|", "")
    found = scan(text)
    starts = [found.starts[first] for first in splitter.starts(found)]
    ends = [*starts[1:], len(text)]
    assert [text[a:b].strip() for a, b in zip(starts, ends, strict=True)] == expected
    assert [sent.text.strip() for sent in NLP(text).sents] == expected


@settings(deadline=None)  # the first text waits for the model
@given(NEWS_LIKE)
def test_words_lie_in_the_text_in_order(text: str) -> None:
    found = segment(text)
    places = [place for span in found for place in span]
    assert places == sorted(places)
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in found)


def test_words_of_a_doc_are_those_of_its_sentences() -> None:
    doc = NLP("Bầu không khí vui tươi.\nĐại hội bầu ông An làm Chủ tịch.")
    found = words(doc)
    printed = [doc.text[a:b] for a, b in found.spans()]
    assert "Bầu không khí" in printed or "không khí" in printed
    assert "Đại hội" in printed
    place = doc.text.index("Chủ tịch")
    assert found.is_word(place, place + len("Chủ tịch"))
    assert not found.is_word(place, place + len("Chủ"))
    assert found.at(doc.text.index(" vui")) is None
