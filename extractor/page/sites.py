"""Templates of known sites, from `patterns/sites/`: what their classes and ids name, and when they did.

A template only adds to what the general rules read from names; a page of which it finds nothing is read without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from extractor.page.markup import Markup
from extractor.patterns import Rule

_ROLES = ("body", "title", "lead", "date", "byline", "caption", "noise")
_NAMES = re.compile(r"(class|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


class SiteMarkup(Markup):
    """The general hints with the names of one site on top; `body` is the role of what holds the text."""

    def __init__(self, general: Markup, rule: Rule) -> None:
        self._general = general
        self._named: Mapping[str, frozenset[str]] = {
            name: frozenset(role for role in _ROLES if name in rule.all(role))
            for role in _ROLES
            for name in rule.all(role)
        }

    def roles(self, attrs: str) -> frozenset[str]:
        """The roles that the attributes of an element, as printed, hint at."""
        found = self._general.roles(attrs)
        named = self.named(attrs)
        return (found - {"noise"}) | named if named else found

    def named(self, attrs: str) -> frozenset[str]:
        """The roles that the template gives an element."""
        roles: frozenset[str] = frozenset()
        for kind, *values in _NAMES.findall(attrs[:4000]):
            sign = "#" if kind.lower() == "id" else "."
            for name in "".join(values).split():
                roles |= self._named.get(sign + name, frozenset())
        return roles


def site_of(url: str | None, day: str | None, rules: Iterable[Rule]) -> Rule | None:
    """The template of the site of an address, as it was on a day (ISO) where that is known."""
    host = host_of(url)
    if not host:
        return None
    for rule in rules:
        if not any(host == word or host.endswith("." + word) for word in rule.words):
            continue
        if day is None or (rule.get("from", "0") <= day <= rule.get("until", "9")):
            return rule
    return None


def host_of(url: str | None) -> str:
    """The host of an address in lower case, without `www.`; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
