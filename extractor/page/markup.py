"""What the names of classes and ids hint at: `boxTinLienQuan` is a box of links, `sapo_detail` a lead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.patterns import Rule

_NAMES = re.compile(r"(?:class|id|itemprop)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = re.compile(r"[^a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|\shidden(?:\s|=|\Z)", re.IGNORECASE)


class Markup:
    """The hints of `patterns/page/markup.yaml`, compiled; answers are kept, for pages repeat their names."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        by_role: dict[str, list[str]] = {}
        for rule in rules:
            end = "(?![a-z])" if rule.get("whole") else ""
            words = (re.escape(_phrase(word)).replace(r"\ ", " ?") + end for word in rule.words)
            by_role.setdefault(rule.get("role"), []).extend(words)
        # `whole` is told word by word, so that `tag` spares `tagline`
        self._roles = {role: re.compile(rf"(?<![a-z])(?:{'|'.join(words)})") for role, words in by_role.items()}
        self._known: dict[str, frozenset[str]] = {}

    def roles(self, attrs: str) -> frozenset[str]:
        """The roles that the attributes of an element, as printed, hint at."""
        if not attrs or attrs.isspace():
            return frozenset()
        found = self._known.get(attrs)
        if found is None:
            if len(self._known) > 20_000:
                self._known.clear()
            found = self._known[attrs] = self._read(attrs)
        return found

    def _read(self, attrs: str) -> frozenset[str]:
        names = " ".join(a or b or c for a, b, c in _NAMES.findall(attrs[:4000]))
        phrase = _phrase(names)
        roles = {role for role, pattern in self._roles.items() if phrase and pattern.search(phrase)}
        if _HIDDEN.search(attrs[:4000]):
            roles.add("hidden")
        return frozenset(roles)


def _phrase(name: str) -> str:
    return _SIGNS.sub(" ", _HUMP.sub(" ", name).lower()).strip()
