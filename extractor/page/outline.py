"""A page's outline: every element and run of text with its place, from one scan over the tags.

Building a tree of the whole page is the dearest step of reading it. The outline is enough to find the part that
holds the article; only that part is built. It takes any text in time linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from extractor.page.tags import CLOSES, P_CLOSERS, RAW, SCOPES, VOID, WALLS

# an element whose contents are no markup, a tag (the slash of a closing one, name, attributes), a comment or a
# declaration; quotes count only behind `=`, so that a stray one swallows nothing
_RAW = "|".join(sorted(RAW))
_RAW_FIRSTS = "".join(sorted({letter for tag in RAW for letter in (tag[0], tag[0].upper())}))
_ATTRS = r"[^<>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"']*+)[^<>=]*+)*+"
# case is ignored where it must be alone: `re` is quick only where it is not
_TOKEN = re.compile(
    rf"<(?:(?!(?=[{_RAW_FIRSTS}])(?i:{_RAW})[\s/>])(/?)([a-zA-Z][^\s/>\x00<]*)({_ATTRS})(?:>|(?=<)|\Z)"
    rf"|((?i:{_RAW}))({_ATTRS})"
    r"(?:>[^<]*+(?:<(?!(?i:/\4)[\s/>])[^<]*+)*+(?:(?i:</\4)[^>]*+>?|\Z)|(?=<)|\Z)"
    r"|!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)|[!?/][^>]*+(?:>|\Z))"
)
_MOST = 250_000  # elements that are looked at; no page that people read has as many
_MOST_TEXT = 2_000_000  # characters of text that are looked at
# what an opening tag of the key may close
_IMPLIED = {
    tag: (*CLOSES.get(tag, ()), *(("p",) if tag in P_CLOSERS else ())) for tag in {**CLOSES, **dict.fromkeys(P_CLOSERS)}
}
_LIMIT = 512  # how far up the open elements a closing tag is looked for


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tag, the offsets of `<` and behind `>`, the end of its contents, and its text's lengths.

    `text` counts the characters of text inside, `link` those inside links.
    """

    tag: str
    start: int
    inner: int
    end: int
    parent: Element | None
    place: int
    attrs: str
    text: int = 0
    link: int = 0
    good: int = 0
    children: dict[str, int] | None = None


class Run(NamedTuple):
    """A stretch of text between two tags, blanks at its ends left out."""

    start: int
    end: int
    element: Element
    linked: bool


class Raw(NamedTuple):
    """An element whose contents are no markup; `end` is behind its closing tag."""

    tag: str
    attrs: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All elements and runs of a page in order, and its scripts, titles and the like.

    `cut`: the page has more elements or text than are looked at.
    """

    source: str
    root: Element
    elements: list[Element]
    runs: list[Run]
    raws: list[Raw]
    cut: bool = False


def read_outline(source: str) -> Outline:
    """Scan a page once."""
    root = Element("", 0, 0, len(source), None, 1, "")
    here = root
    links = last = 0
    elements: list[Element] = []
    runs: list[Run] = []
    raws: list[Raw] = []
    opened: dict[str, int] = {}
    cut = False
    room = _MOST_TEXT
    for match in _TOKEN.finditer(source):
        start, end = match.span()
        if start > last:
            piece = source[last:start]
            if not piece.isspace():
                _add_run(piece, last, here, links > 0, runs)
                room -= start - last
                if room < 0:
                    cut = True
                    break
        last = end
        close, tag, attrs, raw, raw_attrs = match.groups()
        if tag is None:
            if raw is not None:
                raws.append(Raw(raw.lower(), raw_attrs, match.end(5) + 1, end))
            continue
        tag = tag.lower()
        if close:
            if here.tag == tag:
                here.end = start
                opened[tag] -= 1
                links -= tag == "a"
                here = here.parent or root
            elif opened.get(tag):
                here, links = _close(here, tag, start, links, opened)
            continue
        if tag in _IMPLIED:
            for end_tag in _IMPLIED[tag]:
                if opened.get(end_tag):
                    here, links = _imply(here, tag, start, links, opened)
                    break
        counts = here.children
        if counts is None:
            counts = here.children = {}
        counts[tag] = place = counts.get(tag, 0) + 1
        element = Element(tag, start, end, end, here, place, attrs)
        elements.append(element)
        if len(elements) >= _MOST:
            cut = True
            break
        if tag not in VOID and attrs[-1:] != "/":
            here = element
            opened[tag] = opened.get(tag, 0) + 1
            links += tag == "a"
    rest = "" if cut else source[last : last + room + 1]
    if rest and not rest.isspace():
        _add_run(rest, last, here, links > 0, runs)
        cut = len(rest) > room
    while here.parent is not None:
        here.end = len(source)
        here = here.parent
    return Outline(source, root, elements, runs, raws, cut)


def _add_run(piece: str, offset: int, here: Element, linked: bool, runs: list[Run]) -> None:
    piece = piece[:_MOST_TEXT]
    start, end = offset, offset + len(piece)
    if piece[0].isspace() or piece[-1].isspace():
        start, end = end - len(piece.lstrip()), offset + len(piece.rstrip())
    runs.append(Run(start, end, here, linked))


def _close(here: Element, tag: str, at: int, links: int, opened: dict[str, int]) -> tuple[Element, int]:
    """Close the nearest open element of this tag; a closing tag that closes nothing is passed over."""
    found: Element | None = here
    for _ in range(_LIMIT):
        if found is None or found.tag == tag:
            break
        if found.tag == "table" and tag not in ("body", "html"):
            return here, links  # no closing tag reaches out of a table's cell
        found = found.parent
    if found is None or found.tag != tag:
        return here, links
    return _pop(here, found, at, links, opened)


def _imply(here: Element, tag: str, at: int, links: int, opened: dict[str, int]) -> tuple[Element, int]:
    """Close what an opening tag closes without saying so: `<li>` the item before, `<div>` an open `<p>`."""
    ends = _IMPLIED[tag]
    found: Element | None = here
    highest: Element | None = None
    for _ in range(64):
        if found is None or found.tag in SCOPES:
            break
        if found.tag in ends:
            highest = found
        elif found.tag in WALLS:
            break
        found = found.parent
    return _pop(here, highest, at, links, opened) if highest is not None else (here, links)


def _pop(here: Element, until: Element, at: int, links: int, opened: dict[str, int]) -> tuple[Element, int]:
    """Close the open elements from `here` up to `until`; gives the element that holds it and the open links."""
    element = here
    while True:
        element.end = at
        opened[element.tag] -= 1
        if element.tag == "a":
            links -= 1
        parent = element.parent
        assert parent is not None
        if element is until:
            return parent, links
        element = parent


def path_of(element: Element) -> str:
    """The element's path in the page: `/html/body/div[2]/p[3]`; the number is left out for an only first child."""
    parts = []
    step: Element | None = element
    while step is not None and step.parent is not None:
        siblings = (step.parent.children or {}).get(step.tag, 1)
        parts.append(f"{step.tag}[{step.place}]" if siblings > 1 else step.tag)
        step = step.parent
        if len(parts) > 200:
            parts.append("…")
            break
    return "/" + "/".join(reversed(parts))
