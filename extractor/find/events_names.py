"""How far the name of an event runs: from its head noun to the end of what it is about."""

from __future__ import annotations

from extractor.find.reading import CLOSERS, DASHES, OPENERS, Reading

_LONGEST = 60
# words behind the head noun up to which a comma stands rather inside a name than behind it
_SHORT = 3
# kinds of events that are held with somebody, whose "với" belongs to the name
_WITH = ("làm việc", "gặp", "đối thoại", "giao lưu", "tiếp xúc", "hội đàm", "trò chuyện", "tọa đàm")
_TRAILING = {",", ":", ";", "(", "/", *DASHES, *OPENERS}
_TRAILING_WORDS = {"và", "của", "lần", "với", "về", "cho", "trong", "ngày", "các", "một", "đến", "từ", "tại", "giữa"}


def name_end(reading: Reading, head_end: int, limit: int, kind: str, *, held: bool = False) -> int:
    """The token behind the last of a name whose head noun ends at token `head_end`, before `limit`.

    `held`: a verb of holding governs the name, so that a comma behind a word or two hardly ends it.
    """
    words = reading.tokens.words
    limit = min(limit, head_end + _LONGEST)
    token = head_end
    while token < limit:
        word = words[token]
        if token in reading.dates:
            if not _belongs(reading, token, head_end):
                break
            token = reading.dates[token][0]
        elif word in OPENERS:
            close = reading.closing(token, limit)
            if close is None:
                break
            token = close + 1
        elif word == "(":
            close = reading.closing(token, limit)
            if close is None or not _bracket_belongs(reading, token, close, limit):
                break
            token = close + 1
        elif word == ",":
            if not (
                _carries_on(reading, token + 1, limit)
                or _further_act(reading, token + 1, kind)
                or (held and 0 < token - head_end <= _SHORT and _is_plain(reading, token + 1, limit))
            ):
                break
            token += 1
        elif word in DASHES:
            if not _past_dash(reading, token, limit):
                break
            token += 1
        elif word in CLOSERS or word in ";!?…|•)▪►*":
            break
        elif word == ":":
            if token + 1 >= limit or words[token + 1] not in OPENERS or token > head_end:
                break
            token += 1
        elif word == "." and not (token + 1 < limit and reading.is_glued(token + 1)) and not _is_short(reading, token):
            break
        elif _stops(reading, token, head_end, kind):
            break
        else:
            token += 1
    return _trim(reading, head_end, token)


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
    # "Ngày Nhà giáo Việt Nam 20/11": a day right behind the name of a day
    return norms[0].isdigit() and "ngày" in reading.tokens.norms[head_end:token]


def _bracket_belongs(reading: Reading, first: int, close: int, limit: int) -> bool:
    """Whether words in brackets stand inside a name: a stretch of years, or a short form with more behind it."""
    words = reading.tokens.words[first + 1 : close]
    figures = sum(word.isdigit() for word in words)
    if first + 1 in reading.dates or figures > 1:
        return figures > 1 and any(word in DASHES for word in words)
    if reading.at("event_tail", first + 1) is not None:
        return True
    if close + 1 >= limit or close - first >= 8:
        return False
    return _carries_on(reading, close + 1, limit) or (close - first == 2 and words[0].isupper() and place_follows(reading, close + 1))


def place_follows(reading: Reading, token: int) -> bool:
    """Whether a place is named at a token: "tỉnh …", "huyện …"."""
    head = reading.at("venue_head", token)
    return head is not None and head.rule.get("level") in ("ward", "district", "province")


def _carries_on(reading: Reading, token: int, limit: int) -> bool:
    """Whether a name goes on at a token behind a comma or a bracket."""
    if token >= limit:
        return False
    if token in reading.dates:
        return _belongs(reading, token, token) and reading.tokens.norms[token] in ("nhiệm", "khóa", "năm", "giai", "niên")
    tail = reading.at("event_tail", token)
    if tail is not None:
        return reading.tokens.norms[token] not in ("năm", "lần") or reading.tokens.words[min(tail.last, limit - 1)].isdigit() or (
            reading.tokens.norms[token : token + 2] == ["lần", "thứ"]
        )
    return _enumerates(reading, token, limit)


def _is_plain(reading: Reading, token: int, limit: int) -> bool:
    """Whether a plain word in lower case stands at a token: neither a date nor the start of another clause."""
    if token >= limit or token in reading.dates or not reading.tokens.words[token][0].islower():
        return False
    return all(reading.at(category, token) is None for category in ("event_stop", "venue_stop", "venue_intro", "event_time"))


def _further_act(reading: Reading, token: int, kind: str) -> bool:
    """Whether a ceremony's name adds what else is done there: "Lễ công bố …, bổ nhiệm …"."""
    return kind.startswith("lễ") and reading.at("event_act", token) is not None and not reading.is_capital(token)


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


def _past_dash(reading: Reading, token: int, limit: int) -> bool:
    """Whether a name goes on behind a dash."""
    following = token + 1
    if following >= limit:
        return False
    word = reading.tokens.words[following]
    return word[0].isdigit() or reading.is_capital(following) or reading.at("event_tail", following) is not None


def _stops(reading: Reading, token: int, head_end: int, kind: str) -> bool:
    """Whether a word ends the name."""
    if reading.tokens.norms[token] == "với":
        if any(part in kind for part in _WITH):
            return False
        return reading.at("event_stop", token) is not None or token > head_end
    stop = reading.at("event_stop", token)
    if stop is None:
        return False
    # "Hội nghị thông qua quyết định …" may be what the meeting is about only where nothing stands between
    return not (reading.is_capital(token) and token > head_end and not reading.is_capital(token - 1)) or token == head_end


def _trim(reading: Reading, first: int, last: int) -> int:
    while last > first and (
        reading.tokens.words[last - 1] in _TRAILING or reading.tokens.norms[last - 1] in _TRAILING_WORDS
    ):
        last -= 1
    return last
