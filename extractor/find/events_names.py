"""How far the name of an event runs: from its head noun to the end of what it is about."""

from __future__ import annotations

from typing import NamedTuple

from extractor.find.reading import CLOSERS, DASHES, OPENERS, Reading
from extractor.find.venues_parts import head_at

_LONGEST = 60
# words behind the head noun up to which a comma stands rather inside a name than behind it
_SHORT = 3
# tokens behind a comma among which "và" closes a list
_LIST = 6
# kinds of events that are held with somebody, whose "với" belongs to the name
_WITH = (
    "làm việc",
    "gặp",
    "đối thoại",
    "giao lưu",
    "tiếp xúc",
    "hội đàm",
    "trò chuyện",
    "tọa đàm",
    "giữa",
    "hợp tác",
    "phối hợp",
    "kết nối",
    "kết nghĩa",
)
# last syllables of posts, behind which a comma leads to another
_POSTS = {"tịch", "thư", "đốc", "trưởng"}
_ATTENDANCE = {
    "sự",
    "chủ",
    "nhiều",
    "hơn",
    "gần",
    "khoảng",
    "mục",
    "tinh",
    "những",
    "nội",
    "thông",
    "tên",
    "hình",
    "quy",
    "hàng",
    "trên",
    "phần",
}
_ENDS = {*CLOSERS, ";", "!", "?", "…", "|", "•", ")", "▪", "►", "*"}
_QUOTED = [[sign] for sign in OPENERS]
_BEHIND_QUOTATION = {"cho", "cấp", "toàn", "khu", "về", "và"}
_TRAILING = {",", ":", ";", "(", "/", *DASHES, *OPENERS}
_TRAILING_WORDS = {
    "và",
    "của",
    "lần",
    "với",
    "về",
    "cho",
    "trong",
    "ngày",
    "các",
    "một",
    "đến",
    "từ",
    "tại",
    "giữa",
    "cuộc",
    "buổi",
}


class _Name(NamedTuple):
    """A name while it is read: where its head noun ends, where it has to end, and what it is."""

    head_end: int
    limit: int
    kind: str
    held: bool
    governed: bool
    around: bool


def name_end(
    reading: Reading,
    head_end: int,
    limit: int,
    kind: str,
    *,
    held: bool = False,
    governed: bool = False,
    around: bool = False,
) -> int:
    """The token behind the last of a name whose head noun ends at token `head_end`, before `limit`.

    `held`: a verb of holding governs the name, so that a comma behind a word or two hardly ends it. `governed`:
    some word before governs it, so that a verb behind the head says what it is about. `around`: the words before
    put the rest of the sentence inside the event, so that a comma right behind its head ends it.
    """
    name = _Name(head_end, min(limit, head_end + _LONGEST), kind, held, governed, around)
    token = head_end
    while token < name.limit:
        following = _past(reading, token, name)
        if following is None:
            break
        token = following
    return _trim(reading, head_end, token)


def _past(reading: Reading, token: int, name: _Name) -> int | None:
    """The token behind what stands at a token, None where the name ends before it."""
    word = reading.tokens.words[token]
    if token in reading.dates:
        return reading.dates[token][0] if _belongs(reading, token, name.head_end) else None
    if word in OPENERS or word == "(":
        close = reading.closing(token, name.limit)
        if close is None or (word == "(" and not _bracket_belongs(reading, token, close, name.limit)):
            return None
        return close + 1
    goes_on = word not in _ENDS and not _stops(reading, token, name) and not _another(reading, token, name)
    if word == ",":
        goes_on = _past_comma(reading, token + 1, name)
    elif word in DASHES:
        goes_on = _past_dash(reading, token + 1, name.limit)
    elif word == ":":
        goes_on = token == name.head_end and reading.tokens.words[token + 1 : token + 2] in _QUOTED
    elif word == ".":
        goes_on = (token + 1 < name.limit and reading.is_glued(token + 1)) or _is_short(reading, token)
    return token + 1 if goes_on else None


def _past_comma(reading: Reading, token: int, name: _Name) -> bool:
    """Whether a name goes on at a token behind a comma."""
    if name.around and token - name.head_end == 1:
        return False
    if _carries_on(reading, token, name.limit) or _further_act(reading, token, name):
        return True
    if token - name.head_end <= 1 or not _is_plain(reading, token, name.limit):
        return False
    return name.held or (not name.governed and _counts_up(reading, token, name.limit))


def _is_short(reading: Reading, token: int) -> bool:
    """Whether a full stop stands behind an abbreviation inside a sentence."""
    return token + 1 < reading.sentence(token)[1] and len(reading.tokens.words[token - 1]) <= 3


def _belongs(reading: Reading, token: int, head_end: int) -> bool:
    """Whether a date is part of a name: a year, a term, or the day of an anniversary."""
    last, _ = reading.dates[token]
    norms = reading.tokens.norms[token:last]
    figures = [norm for norm in norms if norm.isdigit()]
    if norms[0] in ("nhiệm", "khóa", "giai", "năm", "niên", "quý") and all(len(norm) in (1, 2, 4) for norm in figures):
        return not {"ngày", "tháng"} & set(norms)
    if figures and all(len(norm) == 4 for norm in figures):
        return True
    if norms[0].isdigit() and norms[1:2] == ["tháng"] and norms[2:3] in (["đầu"], ["cuối"], ["năm"]):
        # "Hội nghị sơ kết 6 tháng đầu năm 2017"
        return True
    # "Ngày Nhà giáo Việt Nam 20/11": a day right behind the name of a day
    return norms[0].isdigit() and "ngày" in reading.tokens.norms[head_end:token]


def _bracket_belongs(reading: Reading, first: int, close: int, limit: int) -> bool:
    """Whether words in brackets stand inside a name: a stretch of years, a short form with more behind it."""
    words = reading.tokens.words[first + 1 : close]
    figures = sum(word.isdigit() for word in words)
    if first + 1 in reading.dates or figures > 1:
        return figures > 1 and any(word in DASHES for word in words)
    if reading.at("event_tail", first + 1) is not None:
        return True
    if close + 1 >= limit or close - first >= 8:
        return False
    return _carries_on(reading, close + 1, limit) or (
        close - first == 2 and words[0].isupper() and _place_follows(reading, close + 1)
    )


def _place_follows(reading: Reading, token: int) -> bool:
    """Whether a place is named at a token: "tỉnh …", "huyện …"."""
    head = head_at(reading, token)
    return head is not None and head.rule.get("level") in ("ward", "district", "province")


def _carries_on(reading: Reading, token: int, limit: int) -> bool:
    """Whether a name goes on at a token behind a comma or a bracket."""
    if token >= limit:
        return False
    if token in reading.dates:
        return _belongs(reading, token, token) and reading.tokens.norms[token] in (
            "nhiệm",
            "khóa",
            "năm",
            "giai",
            "niên",
        )
    tail = reading.at("event_tail", token)
    if tail is not None and tail.rule.id == "event.tail.posts":
        return bool(_POSTS & set(reading.tokens.norms[max(0, token - _LIST) : token - 1]))
    if tail is not None:
        return (
            reading.tokens.norms[token] not in ("năm", "lần")
            or reading.tokens.words[min(tail.last, limit - 1)].isdigit()
            or (reading.tokens.norms[token : token + 2] == ["lần", "thứ"])
        )
    return _enumerates(reading, token, limit)


def _counts_up(reading: Reading, token: int, limit: int) -> bool:
    """Whether "và" closes a list of plain words: "công tác văn hóa, thể thao và du lịch"."""
    for ahead in range(token + 1, min(token + _LIST, limit)):
        if reading.tokens.norms[ahead] == "và":
            return True
        if not _is_plain(reading, ahead, limit):
            return False
    return False


def _is_plain(reading: Reading, token: int, limit: int) -> bool:
    """Whether a plain word in lower case stands at a token: no date, no start of another clause."""
    if token >= limit or token in reading.dates or not reading.tokens.words[token][0].islower():
        return False
    stop = reading.at("event_stop", token)
    if stop is not None and stop.rule.get("role") != "inside":
        return False
    return all(reading.at(category, token) is None for category in ("venue_stop", "venue_intro", "event_time"))


def _further_act(reading: Reading, token: int, name: _Name) -> bool:
    """Whether a name adds what else is done: "Lễ công bố …, bổ nhiệm …", "buổi gặp gỡ, giao lưu …"."""
    if reading.at("event_act", token) is None or reading.is_capital(token):
        return False
    return name.kind.startswith("lễ ") or token - 1 == name.head_end


def _enumerates(reading: Reading, token: int, limit: int) -> bool:
    """Whether capitals behind a comma and "và" show a name such as "Văn hóa, Thể thao và Du lịch"."""
    if not reading.is_capital(token) or not reading.is_capital(token - 3):
        return False
    for ahead in range(token + 1, min(token + 5, limit - 1)):
        if reading.tokens.words[ahead] in ",;.(:":
            return False
        if reading.tokens.norms[ahead] == "và":
            return reading.is_capital(ahead + 1)
    return False


def _past_dash(reading: Reading, following: int, limit: int) -> bool:
    """Whether a name goes on at a token behind a dash."""
    if following >= limit:
        return False
    word = reading.tokens.words[following]
    return word[0].isdigit() or reading.is_capital(following) or reading.at("event_tail", following) is not None


def _stops(reading: Reading, token: int, name: _Name) -> bool:
    """Whether a word ends the name."""
    if token > name.head_end and reading.tokens.words[token - 1] in CLOSERS:
        return not _behind_quotation(reading, token, name)
    stop = reading.at("event_stop", token)
    if reading.tokens.norms[token] == "với" and (stop is None or stop.rule.get("role") != "inside"):
        own = " ".join(reading.tokens.norms[name.head_end : token])
        return not any(part in name.kind or part in own for part in _WITH) or _is_attendance(reading, token + 1)
    if stop is None or stop.rule.get("role") in ("inside", "subject"):
        return False
    if stop.rule.get("role") == "topic" and name.governed and token - name.head_end < _SHORT:
        return False
    if name.kind.startswith("lễ ") and reading.tokens.norms[token - 1] == "và" and reading.at("event_act", token):
        # "Lễ trao giải và khai mạc triển lãm"
        return False
    # a capital inside a name ("Ban Thường vụ") is no verb of the sentence
    return token == name.head_end or not reading.is_capital(token) or reading.tokens.words[token].isupper()


def _another(reading: Reading, token: int, name: _Name) -> bool:
    """Whether "và" adds another event with a name of its own: "Hội thi gói bánh và Giải bóng chuyền nam"."""
    if reading.tokens.norms[token] != "và" or token == name.head_end or name.kind.startswith("lễ "):
        return False
    head = reading.at("event_head", token + 1)
    return head is not None and head.last - head.first > 1 and reading.is_capital(token + 1)


def _is_attendance(reading: Reading, token: int) -> bool:
    """Whether "với" leads to who attends or how it was held: "với sự tham gia", "với 200 đại biểu"."""
    if token >= reading.size:
        return True
    return reading.tokens.words[token][0].isdigit() or reading.tokens.norms[token] in _ATTENDANCE


def _behind_quotation(reading: Reading, token: int, name: _Name) -> bool:
    """Whether a name goes on at a word behind a quotation: "… “Sách và tôi” tỉnh Sơn La năm 2023"."""
    carried = _carries_on(reading, token, name.limit) or _place_follows(reading, token)
    return carried or reading.tokens.norms[token] in _BEHIND_QUOTATION


def _trim(reading: Reading, first: int, last: int) -> int:
    while last > first and (
        reading.tokens.words[last - 1] in _TRAILING or reading.tokens.norms[last - 1] in _TRAILING_WORDS
    ):
        last -= 1
    return last
