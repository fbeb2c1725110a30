"""Spellings that mean the same, folded into one: for matching rules and for comparing printed strings.

Only the standard library: the comparison with samples does not load spaCy for it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# old tone placement (hoà, thuý) → new (hòa, thúy), on syllables without a final consonant
_PLACEMENT = {
    unicodedata.normalize("NFC", pair + tone): unicodedata.normalize("NFC", pair[0] + tone + pair[1])
    for pair in ("oa", "oe", "uy")
    for tone in _TONES
}
_OLD_PLACEMENT = re.compile(f"(?<!q)({'|'.join(_PLACEMENT)})(?![^\\W\\d_])")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = re.compile(r"[\u201c\u201d\u201e\u00ab\u00bb\"'\u2018\u2019]")
_BLANKS = re.compile(r"\s+")
_BLANKS_AT_DASH = re.compile(r"\s*-\s*")
_BLANKS_BEFORE_SIGN = re.compile(r"\s+([,.;:)])")


def _new_placement(lower: str) -> str:
    return _OLD_PLACEMENT.sub(lambda match: _PLACEMENT[match.group(1)], lower)


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """A syllable for comparing: lower case, the tone mark where the newer spelling puts it.

    >>> fold("HOÀ"), fold("Thuý"), fold("quý")
    ('hòa', 'thúy', 'quý')
    """
    return _new_placement(unicodedata.normalize("NFC", word.casefold()))


def fold_print(text: str | None) -> str:
    """A printed string for comparing: case, blanks, dashes, quotes, tone placement and outer signs folded.

    >>> fold_print("“Sở Văn hoá – Thể thao”.")
    'sở văn hóa-thể thao'
    """
    lower = unicodedata.normalize("NFC", text or "").casefold()
    plain = _QUOTES.sub("", _DASHES.sub("-", lower))
    joined = _BLANKS_AT_DASH.sub("-", _BLANKS.sub(" ", plain))
    return _new_placement(_BLANKS_BEFORE_SIGN.sub(r"\1", joined)).strip(" .,;:-()")
