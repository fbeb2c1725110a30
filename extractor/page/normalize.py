"""One spelling for what pages print in many: composed letters, plain blanks, one letter Đ."""

from __future__ import annotations

import re
import unicodedata

# letters that fonts and converters print in place of Đ, đ, Ư, ư, and the bullet of the Wingdings font
_LOOK_ALIKES = {
    0x00D0: "Đ",
    0x0189: "Đ",
    0x00F0: "đ",
    0x0256: "đ",
    0x01A2: "Ư",
    0x01A3: "ư",
    0xF0B7: "•",
    0xF0A7: "•",
    0x0340: "\u0300",
    0x0341: "\u0301",
}
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_DROPPED = re.compile(f"[{_INVISIBLE}{_CONTROL}]")
_BLANKS = re.compile(r"\s+")
_ODD = re.compile("[" + "".join(map(chr, _LOOK_ALIKES)) + "]")
_WORD = re.compile(r"\w+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFC on one line: invisible signs dropped, runs of blanks folded to one, look-alikes replaced.

    Cleaning what is clean changes nothing.
    """
    text = without_surrogates(text)
    if not text.isascii() or not text.isprintable():
        text = _DROPPED.sub("", text)
        if _ODD.search(text):
            text = text.translate(_LOOK_ALIKES)
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced by U+FFFD."""
    return _SURROGATES.sub("\ufffd", text) if _SURROGATES.search(text) else text


def fold(text: str) -> str:
    """A key for comparing cleaned lines: case, blanks and signs other than letters and digits left out."""
    return " ".join(_WORD.findall(text.casefold()))
