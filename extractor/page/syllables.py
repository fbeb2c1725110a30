"""What a Vietnamese syllable can look like, and how Vietnamese a text is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONSETS = _set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x")
_RIMES = _set(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong "
    "oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung "
    "uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu uyn uyp ư ưa ưc ưi ưm ưn ưng ưt ưu "
    "ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ych ynh"
)
_AFTER_QU = _set(
    "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eng eo et ê êch ên ênh êt êu "
    "i ich inh it iu y ych ynh yt yên yêt yêng yp ơ ơi ôc"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = ("c", "p", "t", "ch")  # such syllables have only two of the six tones
_TONE = re.compile(f"[{_TONES}]")
_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(r"[^\W\d_]*[^\x00-\x7f\W\d_][^\W\d_]*")


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether the letters could be a Vietnamese syllable, with or without its tone; case does not matter."""
    spread = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(spread)
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", _TONE.sub("", spread))
    if tones and tones[0] not in "\u0301\u0323" and bare.endswith(_STOPPED):
        return False
    for length in (3, 2, 1, 0):
        onset, rime = bare[:length], bare[length:]
        if length and onset not in _ONSETS:
            continue
        if onset == "q":
            return rime == "uôc"
        if onset == "qu":
            return rime in _AFTER_QU
        if rime in _RIMES or (onset == "gi" and rime in ("n", "ng", "nh", "m", "p", "t", "")):
            return True
    return False


def vietnamese_share(text: str) -> float:
    """The share (0..1) of valid syllables among the words that have a letter outside ASCII; 0 without any."""
    words = _MARKED.findall(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def is_vietnamese(text: str) -> bool:
    """Whether a text reads like Vietnamese: a fifth of its words carry marks, and most of those are syllables."""
    words = len(text.split())
    marked = _MARKED.findall(text)
    return len(marked) >= 0.2 * words > 0 and sum(map(is_syllable, marked)) >= 0.5 * len(marked)
