"""How a post was given: elected, appointed, transferred, and whether once more."""

from __future__ import annotations

import re
from typing import Literal, overload

from extractor.find.posts_words import WORD_SIGNS, Coded, Word

How = Literal["elected", "re-elected", "appointed", "re-appointed", "transferred"]

_GIVING = ("elect", "win", "win_again", "appoint", "appoint_again", "move", "receive")
_AGAIN = re.compile(
    r"\b(?:tiếp\s+tục|vẫn|thêm\s+(?:một\s+)?nhiệm\s+kỳ|lần\s+thứ\s+(?:hai|ba|2|3)\s+liên\s+tiếp)\b", re.IGNORECASE
)
_BACK = re.compile(r"\b(?:lại|tái)\b", re.IGNORECASE)
_ONCE_MORE: dict[How, How] = {"elected": "re-elected", "appointed": "re-appointed"}
_BY_VOTE: dict[How, How] = {"appointed": "elected", "re-appointed": "re-elected"}
_FIRST: dict[How, How] = {"re-elected": "elected", "re-appointed": "appointed"}


def giving(coded: Coded, start: int = 0, end: int | None = None) -> list[Word]:
    """The verbs between two masked offsets, without the one in the brackets behind a name."""
    if not coded.words:
        return []  # most sentences
    last = len(coded.text) if end is None else end
    return [
        word
        for word in coded.words
        if start <= word.start < last and word.slot in _GIVING and coded.text[max(0, word.start - 1)] != "("
    ]


def how_by(coded: Coded, start: int, end: int) -> How | None:
    """How the verbs between two masked offsets say that a post was given; None without a verb.

    A vote counts more than the decision that confirms it, and an appointment more than the transfer that goes with it.
    """
    verbs = giving(coded, start, end)
    if not verbs:
        return None
    verbs = [verb for verb in verbs if not verb.rule.get("announces")] or verbs
    voted = [verb for verb in verbs if verb.slot in ("elect", "win", "win_again")]
    appointed = [verb for verb in verbs if verb.slot in ("appoint", "appoint_again", "receive")]
    hows = {verb.rule.get("how") for verb in voted or appointed or verbs}
    first: How = "elected" if voted else "appointed" if appointed else "transferred"
    again = any(how.startswith("re-") for how in hows) or _AGAIN.search(coded.text, start, end)
    again = again or _BACK.search(coded.text, verbs[0].start, end)
    return _ONCE_MORE.get(first, first) if again else first


def is_weak(coded: Coded, start: int, end: int) -> bool:
    """Whether the verbs between two masked offsets fit a vote as well: a board just elected "phân công" its heads."""
    verbs = giving(coded, start, end)
    return bool(verbs) and all(verb.rule.get("weak") for verb in verbs)


def by_vote(how: How) -> How:
    """The same, by a vote."""
    return _BY_VOTE.get(how, how)


def appointed(how: How) -> How:
    """The same, by appointment."""
    return next((given for given, voted in _BY_VOTE.items() if voted == how), how)


def goes_on(coded: Coded, start: int, end: int) -> bool:
    """Whether what stands between two masked offsets says that somebody goes on in a post."""
    said = any(word.rule.get("again") for word in coded.words if start <= word.start < end)
    return said or _AGAIN.search(coded.text, start, end) is not None


@overload
def once(how: How) -> How: ...


@overload
def once(how: How | None) -> How | None: ...


def once(how: How | None) -> How | None:
    """The same without "once more"."""
    return None if how is None else _FIRST.get(how, how)


def again(how: How) -> How:
    """The same, once more."""
    return _ONCE_MORE.get(how, how)


def won_again(coded: Coded, start: int, end: int) -> bool:
    """Whether "(tái cử)" stands between two masked offsets."""
    return WORD_SIGNS["win_again"] in coded.text[start:end] or any(start <= place < end for place in coded.repeats)
