"""The syllables of names and how much each of them counts, from patterns/people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractor.language.tokens import fold
from extractor.patterns import Patterns

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SYLLABLE = re.compile(
    rf"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[cmnpt])?"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a syllable counts in its place of a name, and the rule that says so."""

    value: float
    rule: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Syllables by their place in a name, folded."""

    family: Mapping[str, Weight]
    middle: Mapping[str, Weight]
    given: Mapping[str, Weight]
    foreign: Mapping[str, Weight]
    particles: Mapping[str, Weight]

    def has(self, norm: str) -> bool:
        """Whether a folded syllable stands in any place of Vietnamese names."""
        return norm in self.family or norm in self.middle or norm in self.given


def vocabulary(patterns: Patterns) -> Vocabulary:
    """Read the syllables; of a syllable that stands in several rules the first counts."""
    parts: dict[str, dict[str, Weight]] = {part: {} for part in ("family", "middle", "given", "foreign", "particle")}
    for rule in patterns.rules("name_syllable"):
        part = parts.get(rule.get("part"))
        if part is None:
            raise rule.complain(f"part is one of {', '.join(parts)}")
        try:
            weight = Weight(float(rule.get("weight", "1")), rule.id)
        except ValueError:
            raise rule.complain("weight is a number") from None
        for syllable in rule.all("syllables"):
            part.setdefault(fold(syllable), weight)
    return Vocabulary(parts["family"], parts["middle"], parts["given"], parts["foreign"], parts["particle"])


@lru_cache(maxsize=16384)
def is_vietnamese(norm: str) -> bool:
    """Whether a folded word could be a Vietnamese syllable.

    >>> is_vietnamese("tuấn"), is_vietnamese("boonprakob")
    (True, False)
    """
    return _SYLLABLE.fullmatch(norm) is not None
