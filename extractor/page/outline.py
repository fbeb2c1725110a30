"""A page's outline: every element and run of text with its place, from one scan over the tags.

Building a tree of the whole page is the dearest step of reading it. The outline is enough to find the part that
holds the article; only that part is built. It takes any text in time linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# a comment, a declaration, or a tag; quotes count only behind `=`, so that a stray one swallows nothing
_TOKEN = re.compile(
    r"<(?:!--(?P<comment>.*?(?:-->|\Z))|(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>\x00<]*)"
    r"(?P<attrs>[^<>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"']*+)[^<>=]*+)*+)(?P<end>>|(?=<)|\Z)"
    r"|[!?/][^>]*+(?:>|\Z))",
    re.DOTALL,
)
_RAW = frozenset("script style textarea title noscript iframe xmp noembed noframes template svg math".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr keygen frame basefont".split())
_RAW_END = {tag: re.compile(rf"</{tag}(?=[\s/>])[^>]*>?", re.IGNORECASE) for tag in _RAW}
# an opening tag of the key closes an open element of the value, unless an element of _SCOPES stands between
_CLOSES = {
    "li": ("li",),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "option": ("option",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tbody": ("thead", "tbody", "tr", "td", "th"),
}
_P_CLOSERS = frozenset(
    "p div table ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre form section article header footer nav aside hr "
    "center address figure fieldset main".split()
)
_SCOPES = frozenset("table ul ol dl body html".split())
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


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text between two tags, blanks at its ends left out."""

    start: int
    end: int
    element: Element
    linked: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """All elements and runs of a page in order, and what has to be blanked before the part is built."""

    source: str
    elements: list[Element]
    runs: list[Run]
    blanks: list[tuple[int, int]]
    raws: list[tuple[str, str, int, int]]


def read_outline(source: str) -> Outline:
    """Scan a page once. `raws` are the contents of scripts and titles: tag, attributes, start, end."""
    root = Element("", 0, 0, len(source), None, 1, "")
    here = root
    depth_links = 0
    elements: list[Element] = []
    runs: list[Run] = []
    blanks: list[tuple[int, int]] = []
    raws: list[tuple[str, str, int, int]] = []
    token = _TOKEN
    position = last = 0
    while True:
        match = token.search(source, position)
        start = match.start() if match else len(source)
        if start > last:
            piece = source[last:start]
            stripped = piece.strip()
            if stripped:
                lead = len(piece) - len(piece.lstrip())
                runs.append(Run(last + lead, last + lead + len(stripped), here, depth_links > 0))
        if match is None:
            break
        position = last = match.end()
        name = match["tag"]
        if name is None:
            blanks.append((start, position))
            continue
        tag = name.lower()
        if not match["end"]:
            blanks.append((start, position))
        if match["close"]:
            here, closed = _close(here, tag, start)
            depth_links -= closed
            continue
        if tag in _RAW:
            end = _RAW_END[tag].search(source, position)
            stop, behind = (end.start(), end.end()) if end else (len(source), len(source))
            if tag not in ("noscript", "template"):
                raws.append((tag, match["attrs"], position, stop))
            blanks.append((start, behind))
            _open(here, tag, start, position, match["attrs"], elements).end = stop
            position = last = behind
            continue
        if tag in _CLOSES or tag in _P_CLOSERS:
            here, closed = _imply(here, tag, start)
            depth_links -= closed
        element = _open(here, tag, start, position, match["attrs"], elements)
        if tag not in _VOID and not match["attrs"].endswith("/"):
            here = element
            depth_links += tag == "a"
    while here.parent is not None:
        here.end = len(source)
        here = here.parent
    return Outline(source, elements, runs, blanks, raws)


def _open(parent: Element, tag: str, start: int, inner: int, attrs: str, into: list[Element]) -> Element:
    counts = parent.children
    if counts is None:
        counts = parent.children = {}
    counts[tag] = place = counts.get(tag, 0) + 1
    element = Element(tag, start, inner, inner, parent, place, attrs)
    into.append(element)
    return element


def _close(here: Element, tag: str, at: int) -> tuple[Element, int]:
    """Close the nearest open element of this tag; a closing tag that closes nothing is passed over."""
    found: Element | None = here
    steps = 0
    while found is not None and found.tag != tag:
        if found.tag == "table" and tag not in ("body", "html") or steps > _LIMIT:
            return here, 0  # no closing tag reaches out of a table's cell
        found = found.parent
        steps += 1
    if found is None or found.parent is None:
        return here, 0
    return _pop(here, found, at)


def _imply(here: Element, tag: str, at: int) -> tuple[Element, int]:
    """Close what an opening tag closes without saying so: `<li>` the item before, `<div>` an open `<p>`."""
    ends = _CLOSES.get(tag, ())
    closes_p = tag in _P_CLOSERS
    found: Element | None = here
    steps = 0
    highest: Element | None = None
    while found is not None and found.tag not in _SCOPES and steps < 64:
        if found.tag in ends or (closes_p and found.tag == "p"):
            highest = found
            if found.tag == "p":
                break
        elif closes_p and found.tag in ("div", "td", "li", "th", "center", "section", "article", "form"):
            break
        elif ends and tag in ("li",) and found.tag == "div":
            break
        found = found.parent
        steps += 1
    return _pop(here, highest, at) if highest is not None else (here, 0)


def _pop(here: Element, until: Element, at: int) -> tuple[Element, int]:
    """Close the open elements from `here` up to `until`; gives the element that holds it and the links closed."""
    links = 0
    element = here
    while True:
        element.end = at
        links += element.tag == "a"
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
