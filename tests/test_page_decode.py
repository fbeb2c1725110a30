"""Encodings: the whole alphabet and running text through every old encoding and back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from old_encodings import ENCODERS

from extractor import patterns
from extractor.page import read_article
from extractor.page.codepages import ALPHABET, REPAIRS, TCVN3_LETTERS, western, western_bytes
from extractor.page.decode import find_repair
from extractor.page.normalize import clean
from extractor.page.syllables import is_syllable, vietnamese_share

TEXT = (
    "Hội nghị tổng kết công tác thư viện\n"
    "Sáng 12/3, Thư viện tỉnh Phú Lâm tổ chức hội nghị tổng kết công tác năm, với sự có mặt của nhiều đại biểu.\n"
    "Phát biểu tại hội nghị, bà Đặng Thị Ngưỡng đề nghị các huyện giữ vững phong trào đọc sách ở cơ sở.\n"
    "Nhiều ý kiến cho rằng cần mở thêm tủ sách ở những thôn vùng sâu, nơi trẻ em còn thiếu sách để đọc."
)

PROSE = (
    "Thư viện huyện vừa nhận thêm một nghìn cuốn sách từ các nhà tài trợ, trong đó có nhiều bộ truyện thiếu nhi. "
    "Số sách này được chia về mười hai điểm trường ở những xã xa nhất, nơi học sinh phải đi bộ hàng giờ mới đến lớp. "
    "Ông Lò Văn Pành, người trông coi tủ sách của bản, kể rằng bọn trẻ thường xếp hàng từ sớm để mượn truyện tranh. "
    "Buổi chiều, các em ngồi đọc dưới gốc đa trước sân nhà văn hóa, có em đọc to cho bà nghe vì bà không biết chữ. "
    "Theo kế hoạch, trong quý tới huyện sẽ mở thêm hai phòng đọc, sửa lại mái của thư viện cũ và tuyển một thủ thư. "
    "Người dân mong việc ấy sớm được làm, bởi mùa mưa năm ngoái nước dột đã làm hỏng gần một phần ba số báo đóng tập. "
    "Chủ tịch Hội Khuyến học cho biết hội sẽ góp quỹ, còn nhà trường vận động mỗi lớp tặng một cuốn sách vào dịp Tết. "
    "Những cuốn đầu tiên đã được bọc bìa, đóng dấu và xếp lên giá ngay trong tuần, kịp giờ học đầu năm học mới. "
)


@pytest.mark.parametrize("name", ENCODERS)
def test_the_whole_alphabet_comes_back(name: str) -> None:
    letters = TCVN3_LETTERS if name == "tcvn3" else ALPHABET
    words = " ".join(letters)
    assert clean(REPAIRS[name](western(ENCODERS[name](words)))) == words


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", None])
def test_running_text_comes_back_whatever_the_page_declares(name: str, declared: str | None) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><div><p>".encode() + ENCODERS[name](TEXT.replace("\n", "</p><p>"))
    article = read_article(page, uri="page.html", rules=patterns.load())
    assert article.text == TEXT
    assert article.encoding == name
    assert "guessed_encoding" in [notice.code for notice in article.warnings]


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("start", range(0, 900, 60))
def test_a_hundred_and_twenty_characters_are_enough(name: str, start: int) -> None:
    sentence = PROSE[PROSE.rindex(" ", 0, start + 1) + 1 if start else 0 :][:120].rstrip()
    article = read_article(b"<p>" + ENCODERS[name](sentence), uri="page.html", rules=patterns.load())
    assert article.text == sentence
    assert article.encoding == name


@pytest.mark.parametrize(
    "text",
    [
        "Le café déjà fermé à Genève où la bibliothèque présente une œuvre très réunie par l'école, après la fête.",
        "Die Universität München prüft große Bücher für Mädchen, während schöne Häuser natürlich größer würden.",
        "El señor Muñoz está en la página de información, así como el número de teléfono; después vendrá más atención.",
        "A população da região também não está em São João: educação, comunicação, história, público e país.",
    ],
)
def test_other_languages_are_left_as_they_are(text: str) -> None:
    assert find_repair([text]) is None


@pytest.mark.parametrize("name", ENCODERS)
def test_text_for_old_fonts_in_a_page_of_utf_8_comes_back(name: str) -> None:
    inner = western(ENCODERS[name](TEXT.replace("\n", "</p><p>")))
    numeric = "".join(sign if sign.isascii() else f"&#{ord(sign)};" for sign in inner)
    for source in (inner, numeric):
        article = read_article(f"<html><body><p>{source}", uri="page.html", rules=patterns.load())
        assert article.text == TEXT
        assert article.encoding == name
    assert read_article(inner.encode(), uri="x", rules=patterns.load()).encoding == f"utf-8+{name}"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (western(TEXT.encode()).encode(), "utf-8+utf-8"),
        (
            "".join(f"&#x{ord(sign):x};" if ord(sign) > 126 else sign for sign in TEXT).join(("<p>", "</p>")).encode(),
            "utf-8",
        ),
    ],
    ids=["plain", "bom", "decomposed", "utf-16", "utf-16-le", "utf-16-be", "twice", "entities"],
)
def test_unicode_in_every_form(data: bytes, encoding: str) -> None:
    article = read_article(data, uri="page.txt", rules=patterns.load())
    assert article.text.replace("\n", " ") == TEXT.replace("\n", " ")
    assert article.encoding == encoding


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    article = read_article(TEXT.encode() + b"\n\xff " + TEXT.encode(), uri="page.txt", rules=patterns.load())
    assert article.encoding == "utf-8"
    assert [notice.code for notice in article.warnings] == ["damaged_text"]


def test_lines_in_unicode_beside_lines_for_an_old_font_are_left_alone() -> None:
    lines = TEXT.split("\n")
    mixed = "\n".join([lines[0], *(western(ENCODERS["tcvn3"](line)) for line in lines[1:])])
    assert read_article(mixed.encode(), uri="page.txt", rules=patterns.load()).text == TEXT


@given(st.binary(max_size=300))
def test_western_text_gives_its_bytes_back(data: bytes) -> None:
    assert western_bytes(western(data)) == data


@given(st.text(max_size=200))
def test_cleaning_is_composed_printable_and_done_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()
    assert "\u200b" not in cleaned
    assert "\n" not in cleaned


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quyển",
        "giếng",
        "gì",
        "uốn",
        "khuya",
        "oẳn",
        "Thuỷ",
        "thủy",
        "quốc",
        "yếu",
        "ưỡn",
        "hoà",
        "hòa",
        "ĐƯỢC",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["héi", "nghÞ", "tæng", "viÖn", "bzt", "quờc", "càt", "ngưoi", "streets", "ghã́"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_how_vietnamese_a_text_is() -> None:
    assert vietnamese_share(TEXT) > 0.97
    assert vietnamese_share("Le café déjà fermé à Genève") < 0.7
    assert vietnamese_share("plain words") == 0.0
