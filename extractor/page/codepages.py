"""Vietnamese encodings of the years before Unicode, read as text that was taken for Western European.

A byte of such a text comes here as the character that it is in windows-1252 (or, where that has none, in
ISO 8859-1): so whole pages in these encodings are read, and pages in UTF-8 whose text was typed for old fonts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# every letter with a mark, in small, then in capitals; the tables below are in this order, one byte a letter
ALPHABET = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
VISCII = bytes.fromhex(
    "e0e1e4e3d5e5a2a1c6c7a3e2a5a4a6e7a7e8e9eba8a9eaabaaacadaeecedefeeb8f2f3f6f5f7f4b0afb1b2b5bdb6beb7def"
    "ef9fafcfbf8dfd7d1d8e6f1cffdd6dbdcf0c0c1c4c380c58281020583c28584860687c8c9cb8889ca8b8a8c8d8ecccd9bce"
    "98d2d399a09ad4908f919293b4969597b394d9da9c9d9ebfbbbabcffb99fdd14191ed0"
)
VPS = bytes.fromhex(
    "e0e1e4e3e5e6a2a1a3a4a5e2c0c3c4c5c6e8e9c8ebcbea8a898bcd8cecedccefcef2f3d5f586f4d2d3b087b6d6a9a7aaabae"
    "f9fafbdbf8dcd8d9babbbfff9a9bcf9cc780c1818202888e8d8ff004c28483851c03d7c9defe05ca9390949506b5b4b7b810"
    "bcb9bdbe11d49796989912f79e9d9fa613a8dad1ac14d0afadb11d15b2ddfdb319f1"
)
# TCVN3 (ABC) fonts hold the small letters and the capitals without tone; capitals with tones were set in a font
# of their own
TCVN3_LETTERS = ALPHABET[:67] + "ĂÂÊÔƠƯĐ"
TCVN3 = bytes.fromhex(
    "b5b8b6b7b9a8bbbebcbdc6a9c7cac8c9cbccd0cecfd1aad2d5d3d4d6d7ddd8dcdedfe3e1e2e4abe5e8e6e7e9aceaedebecee"
    "eff3f1f2f4adf5f8f6f7f9fafdfbfcfeaea1a2a3a4a5a6a7"
)
# VNI sets a sign for the marks behind the letter; a, e, o, u, y with: grave, acute, hook, tilde, dot
_VNI_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_MARKED = {
    **dict(zip("âàáåãä", ("\u0302", *("\u0302" + tone for tone in _VNI_TONES.values())), strict=True)),
    **dict(zip("êèéúüë", ("\u0306", *("\u0306" + tone for tone in _VNI_TONES.values())), strict=True)),
}
_VNI_SINGLE = {"ö": "ư", "ô": "ơ", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile(f"([aeouyôö])([{''.join({**_VNI_TONES, **_VNI_MARKED})}])|[{''.join(_VNI_SINGLE)}]", re.IGNORECASE)

# what windows-1252 makes of the bytes 0x80 to 0x9F; it leaves five of them to ISO 8859-1
_WESTERN = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_BYTE_OF = {character: byte for byte, character in _WESTERN.items()}

Repair = Callable[[str], str]


def western(data: bytes) -> str:
    """The bytes as windows-1252, with ISO 8859-1 for what it leaves open: one character a byte, always."""
    return data.decode("latin-1").translate(_WESTERN)


def western_bytes(text: str) -> bytes:
    """The bytes that `western` makes the text of. Raises UnicodeEncodeError for any other character."""
    return "".join(chr(_BYTE_OF.get(sign, ord(sign))) for sign in text).encode("latin-1")


def _table(letters: str, codes: bytes) -> dict[int, str]:
    table = {}
    for letter, code in zip(letters, codes, strict=True):
        table[code] = letter
        table[ord(_WESTERN.get(code, chr(code)))] = letter
    return table


def _by_table(letters: str, codes: bytes) -> Repair:
    table = _table(letters, codes)
    return lambda text: text.translate(table)


def _windows_1258() -> Repair:
    table: dict[int, str] = {}
    for byte in range(0x80, 0x100):
        letter = bytes([byte]).decode("cp1258", "ignore")
        if letter and letter != _WESTERN.get(byte, chr(byte)):
            table[byte] = table[ord(_WESTERN.get(byte, chr(byte)))] = letter
    return lambda text: text.translate(table)


def _vni(text: str) -> str:
    return _VNI.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    letter, mark = match[1], match[2]
    if letter is None:
        plain = _VNI_SINGLE[match[0].lower()]
    else:
        marks = {**_VNI_TONES, **_VNI_MARKED}[mark.lower()]
        plain = _VNI_SINGLE.get(letter.lower(), letter.lower()) + marks
    return plain.upper() if match[0][0].isupper() else plain


_MANGLED = re.compile("[\x80-\xff" + "".join(sign for sign in _BYTE_OF if ord(sign) > 0xFF) + "]{2,}")


def _utf8_again(text: str) -> str:
    """Undo UTF-8 that was taken for Western European and written as UTF-8 again, where it was."""
    return _MANGLED.sub(_again, text)


def _again(match: re.Match[str]) -> str:
    try:
        return western_bytes(match[0]).decode("utf-8")
    except UnicodeError:
        return match[0]


# in order of how common they are: of two that read a text equally well the first is taken
REPAIRS: dict[str, Repair] = {
    "utf-8": _utf8_again,
    "windows-1258": _windows_1258(),
    "tcvn3": _by_table(TCVN3_LETTERS, TCVN3),
    "vni": _vni,
    "viscii": _by_table(ALPHABET, VISCII),
    "vps": _by_table(ALPHABET, VPS),
}
