"""Text written in the Vietnamese encodings of the years before Unicode, for tests."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from extractor.page.codepages import ALPHABET, TCVN3, TCVN3_LETTERS, VISCII, VPS


def by_table(letters: str, codes: bytes) -> Callable[[str], bytes]:
    table = dict(zip(letters, codes, strict=True))
    return lambda text: b"".join(
        bytes([table[sign]]) if sign in table else sign.encode("cp1252", "replace") for sign in text
    )


def windows_1258(text: str) -> bytes:
    parts = []
    for sign in text:
        spread = unicodedata.normalize("NFD", sign)
        tone = "".join(mark for mark in spread if mark in "\u0300\u0301\u0303\u0309\u0323")
        letter = unicodedata.normalize("NFC", "".join(mark for mark in spread if mark not in tone))
        parts.append((letter + tone).encode("cp1258"))
    return b"".join(parts)


def vni(text: str) -> bytes:
    tones = dict(zip("\u0300\u0301\u0309\u0303\u0323", "øùûõï", strict=True))
    circumflex = dict(zip(["", *tones], "âàáåãä", strict=True))
    breve = dict(zip(["", *tones], "êèéúüë", strict=True))
    single = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
    parts = []
    for sign in text:
        small = sign.lower()
        spread = unicodedata.normalize("NFD", small)
        base, marks = spread[0], spread[1:]
        tone = next((mark for mark in marks if mark in tones), "")
        if small not in ALPHABET:
            out = small
        elif small in single:
            out = single[small]
        elif "\u0302" in marks:
            out = base + circumflex[tone]
        elif "\u0306" in marks:
            out = base + breve[tone]
        else:
            horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
            out = horned + tones.get(tone, "")
        parts.append(out.upper() if sign.isupper() else out)
    return "".join(parts).encode("cp1252")


ENCODERS: dict[str, Callable[[str], bytes]] = {
    "windows-1258": windows_1258,
    "viscii": by_table(ALPHABET, VISCII),
    "vps": by_table(ALPHABET, VPS),
    "tcvn3": by_table(TCVN3_LETTERS, TCVN3),
    "vni": vni,
}
