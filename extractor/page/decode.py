"""Bytes to text, and the evidence for the choice: what is valid UTF-8 is UTF-8, whatever the page declares; in
any other text the encoding is taken that makes the most Vietnamese syllables."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.page.codepages import REPAIRS, Repair, western
from extractor.page.syllables import is_syllable
from extractor.record import Notice

_DECLARED = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)|encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)", re.IGNORECASE
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN_NAMES = frozenset(["iso8859-1", "cp1252", "cp1258", "ascii", "latin-1", "windows-1258"])
_FAULTS = 0.02  # a text with no more broken bytes than this share of its marked letters is damaged UTF-8
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ\u0300\u0301\u0303\u0309\u0323]")
_HIGH = re.compile("[\x80-\xff\u0152-\u02dc\u2013-\u2122]")
_WORDS = re.compile(r"[^\W\d_]*[^\x00-\x7f\W\d_\u0300-\u0323][^\W\d_]*|[\x01-\x08\x0e-\x1f\x7f-\x9f¡-¿×÷]")
_QUIET = frozenset("«»°²³·")  # signs that good text has too
_ENOUGH = 8  # words with marks that a guess needs
_SURE = 0.8  # the share of syllables among them
_FINE = 0.85  # a text with a greater share is as it should be
_GAIN = 0.15  # by so much an encoding must make more syllables than the text has as it stands
_CLEAR = 0.4  # by so much a line that has Vietnamese letters must gain, or it is left alone
_SAMPLE = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a source, one character for each of its bytes or letters, and the name of its encoding."""

    text: str
    encoding: str | None
    declared: str | None = None
    notices: tuple[Notice, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a page. Text in an old Vietnamese encoding comes as Western European: see `find_repair`."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(name if name == "utf-8" else _order(name, bom), "replace")
            return Decoded(text, name, name, _damage(text))
    declared = _declared(data)
    wide = wide_order(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, declared)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", declared)
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 3 and error.reason == "unexpected end of data":
            text = data[: error.start].decode("utf-8")
            notice = Notice(code="truncated", message="the file breaks off in the middle of a letter")
            return Decoded(text, "utf-8", declared, (notice,))
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    if faults <= _FAULTS * len(_VIETNAMESE.findall(text)):
        return Decoded(text, "utf-8", declared, _damage(text))
    if declared and declared not in _WESTERN_NAMES and not declared.startswith("utf"):
        return Decoded(data.decode(declared, "replace"), declared, declared)
    return Decoded(western(data), "windows-1252", declared)


def wide_order(data: bytes) -> str | None:
    """The name of UTF-16 where the bytes look like it: with a mark, or with noughts in every other place."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = data[0:4000:2], data[1:4000:2]
    for name, full, empty in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if empty.count(0) > 0.3 * len(empty) and full.count(0) < 0.05 * len(full):
            return name
    return None


def _order(name: str, bom: bytes) -> str:
    return name + ("-le" if bom in (codecs.BOM_UTF16_LE, codecs.BOM_UTF32_LE) else "-be")


def _damage(text: str) -> tuple[Notice, ...]:
    faults = text.count("\ufffd")
    if not faults:
        return ()
    return (Notice(code="damaged_text", message=f"{faults} broken letters were replaced"),)


def _declared(data: bytes) -> str | None:
    """The encoding that a page declares, by Python's name; None where it declares none that Python knows."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None


@dataclass(frozen=True, slots=True)
class Repaired:
    """How the text of a source has to be read: the encoding's name and the function."""

    name: str
    repair: Repair


def find_repair(texts: Iterable[str]) -> Repaired | None:
    """How to read text of an old Vietnamese encoding, from pieces of running text; None where they are fine."""
    suspects: list[str] = []
    length = 0
    for text in texts:
        if _HIGH.search(text) and not _VIETNAMESE.search(text):
            suspects.append(text)
            length += len(text)
            if length > _SAMPLE:
                break
    if not suspects:
        return None
    sample = " ".join(suspects)[: _SAMPLE * 2]
    best: tuple[float, str] | None = None
    plain = syllable_share(sample)[0]
    if plain > _FINE:
        return None
    for name, repair in REPAIRS.items():
        share, words = syllable_share(repair(sample))
        if words >= _ENOUGH and share >= max(_SURE, plain + _GAIN) and (best is None or share > best[0] + 0.005):
            best = (share, name)
    if best is None:
        return None
    return Repaired(best[1], careful(REPAIRS[best[1]]))


def repair_of(encoding: str | None) -> Repair | None:
    """How text of the encoding that a record names is read; None where it is Unicode as it stands."""
    _, plus, inner = (encoding or "").rpartition("+")
    return REPAIRS.get(inner) if plus or inner != "utf-8" else None


def careful(repair: Repair) -> Repair:
    """Repair a line only where it gains: a page may hold lines in Unicode beside those for old fonts."""

    def repaired(text: str) -> str:
        if not _HIGH.search(text) and text.isprintable():
            return text
        better = repair(text)
        gain = syllable_share(better)[0] - syllable_share(text)[0]
        return better if gain >= (_CLEAR if _VIETNAMESE.search(text) else 0) else text

    return repaired


def syllable_share(text: str) -> tuple[float, int]:
    """The share (0..1) of Vietnamese syllables among words with marks and stray signs, and how many there are."""
    found = [word for word in _WORDS.findall(unicodedata.normalize("NFC", text)) if word not in _QUIET]
    return (sum(map(is_syllable, found)) / len(found) if found else 0.0), len(found)
