"""The article's part of a page, built with BeautifulSoup and read off as lines that know their place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag

from extractor.page.lines import Line, Zone
from extractor.page.markup import Markup
from extractor.page.normalize import clean
from extractor.page.outline import Element, Outline
from extractor.page.region import Region
from extractor.record import BlockKind

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr o:p st1:place g nobr".split()
)
_SKIPPED = frozenset("select option button nav aside footer marquee input object embed applet audio video".split())
_BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
_SLANTED = frozenset("i em cite figcaption".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_STYLE_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_STYLE_SLANT = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_ATTRS_WELL = re.compile(r"(?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?\Z")
_SMALL = re.compile(r"\d+\Z")
# the longest text that an element with a role may hold, in characters; a longer one is a wrapper
_ROOM = {"title": 400, "lead": 1500, "caption": 600, "byline": 200, "date": 200}
_NOISE_SHARE = 0.25  # an element with more of the article's text than this is no noise, whatever it is called
_MAX_CELL = 160


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the page sets the text inside an element; handed down from parent to child."""

    block: int
    tag: str
    linked: bool = False
    strong: bool = False
    slanted: bool = False
    centred: bool = False
    skipped: bool = False
    noisy: bool = False
    in_list: bool = False
    roles: frozenset[str] = frozenset()


class Reader:
    """Reads the lines of one region. `images` are the names of its images, in order."""

    def __init__(self, outline: Outline, region: Region, markup: Markup) -> None:
        self.outline = outline
        self.region = region
        self.markup = markup
        self.images: list[str] = []
        self._starts = [run.start for run in outline.runs]
        first = bisect_left([element.start for element in outline.elements], region.start)
        self._elements: dict[int, tuple[int, Element]] = {}
        for number in range(first, len(outline.elements)):
            element = outline.elements[number]
            if element.start >= region.end:
                break
            self._elements[element.start] = (number, element)
        self._lines: list[Line] = []
        self._parts: list[tuple[str, int, _Setting]] = []
        self._image = False
        self._image_block = -1

    def lines(self) -> list[Line]:
        """The lines of the region, each with its zone, its place and how it is set."""
        soup = BeautifulSoup(sanitized(self.outline, self.region), "html.parser", multi_valued_attributes=None)
        settings: dict[int, _Setting] = {id(soup): _Setting(0, "")}
        cursor = self.region.start
        for node in soup.descendants:
            parent = settings[id(node.parent)]
            if isinstance(node, Tag):
                cursor = self.region.start + (node.sourcepos or 0) + 1
                settings[id(node)] = self._enter(node, parent, cursor - 1)
            elif isinstance(node, NavigableString):
                cursor = self._text(str(node), parent, cursor)
        self._flush()
        return self._lines

    def _enter(self, tag: Tag, parent: _Setting, offset: int) -> _Setting:
        """The setting inside a tag; breaks the line where the tag is no inline one."""
        name = tag.name
        if parent.skipped:
            return parent
        if name == "br" or name == "hr":
            self._flush()
            return parent
        if name == "img":
            self._see_image(tag, parent)
            return parent
        number, element = self._elements.get(offset, (-1, None))
        roles = self.markup.roles(element.attrs) if element is not None else frozenset()
        inline = name in _INLINE
        if not inline:
            self._flush()
        skipped = name in _SKIPPED or "hidden" in roles
        noisy = parent.noisy
        if element is not None and "noise" in roles and "title" not in roles:
            noisy = noisy or element.good <= _NOISE_SHARE * self.region.container.good
        if skipped:
            return _Setting(parent.block, parent.tag, skipped=True)
        style = tag.get("style")
        style = style if isinstance(style, str) else ""
        kept = parent.roles
        if roles and element is not None:
            kept = kept | {role for role in roles if element.text <= _ROOM.get(role, 0)}
        if name == "table" and self._data_table(tag, offset):
            return _Setting(parent.block, parent.tag, skipped=True)
        return _Setting(
            block=parent.block if inline else number,
            tag=parent.tag if inline else name,
            linked=parent.linked or name == "a",
            noisy=noisy,
            strong=parent.strong or name in _BOLD or bool(style and _STYLE_BOLD.search(style)),
            slanted=parent.slanted or name in _SLANTED or bool(style and _STYLE_SLANT.search(style)),
            centred=parent.centred or name == "center" or tag.get("align") == "center" or bool(_CENTRE.search(style)),
            in_list=parent.in_list or name == "li",
            roles=kept | {"caption"} if name == "figcaption" else kept,
        )

    def _see_image(self, tag: Tag, parent: _Setting) -> None:
        sizes = [str(tag.get(key) or "") for key in ("width", "height")]
        if any(_SMALL.match(size) and int(size[:6]) < 60 for size in sizes):
            return  # an icon
        self._flush()
        self._image = True
        self._image_block = parent.block
        for key in ("src", "data-src", "data-original"):
            name = str(tag.get(key) or "")
            if name and not name.startswith("data:"):
                self.images.append(name)

    def _text(self, text: str, setting: _Setting, cursor: int) -> int:
        """Take a string of the tree; gives where the next one is to be looked for in the source."""
        if not text or text.isspace() and "\xa0" not in text:
            if text and self._parts:
                self._parts.append((" ", -1, setting))
            return cursor
        number = bisect_left(self._starts, cursor)
        offset = self._starts[number] if number < len(self._starts) else cursor
        if text.isspace():
            if self.outline.source.startswith("&", offset):
                cursor = offset + 1
            if self._parts:
                self._parts.append((" ", -1, setting))
            return cursor
        if not setting.skipped:
            if self._parts and self._parts[0][2].block != setting.block:
                self._flush()
            if "\x0b" in text and setting.tag == "pre":
                for piece in text.split("\x0b"):
                    self._parts.append((piece, offset, setting))
                    self._flush()
            else:
                self._parts.append((text, offset, setting))
        return offset + max(1, len(text.strip()))

    def _flush(self) -> None:
        """Make a line of what was gathered."""
        parts, self._parts = self._parts, []
        text = clean("".join(part for part, _, _ in parts))
        if not text:
            return
        solid = [(len(part.strip()), setting, offset) for part, offset, setting in parts if not part.isspace()]
        total = sum(length for length, _, _ in solid) or 1
        setting, offset = solid[0][1], solid[0][2]
        block = self.outline.elements[setting.block] if setting.block >= 0 else None
        line = Line(
            text,
            offset,
            tag=setting.tag or "div",
            zone=self._zone(offset),
            kind=_kind(setting, len(text)),
            linked=sum(length for length, s, _ in solid if s.linked) / total,
            strong=sum(length for length, s, _ in solid if s.strong) / total,
            slanted=sum(length for length, s, _ in solid if s.slanted) / total,
            centred=setting.centred,
            after_image=self._image,
            noisy=any(s.noisy for _, s, _ in solid),
            element=setting.block if block is not None else None,
            roles=setting.roles.union(*(s.roles for _, s, _ in solid)),
        )
        previous = self._lines[-1] if self._lines else None
        if previous is not None and previous.after_image and previous.element == line.element and len(text) < 120:
            line.after_image = line.after_image or (previous.centred and len(previous.text) < 80)
        self._image = False
        self._lines.append(line)

    def _zone(self, offset: int) -> Zone:
        if offset < self.region.body:
            return "head"
        return "body" if offset < self.region.body_end else "tail"

    def _data_table(self, table: Tag, offset: int) -> bool:
        """Read a table of data as one line a row; a table that only lays the page out is left alone."""
        if table.find("table") is not None or table.find("img") is not None:
            return False
        rows = []
        for row in table.find_all("tr"):
            cells = [(cell, clean(cell.get_text(" "))) for cell in row.find_all(["td", "th"], recursive=False)]
            if cells:
                rows.append((row, cells))
        widest = max((len(cells) for _, cells in rows), default=0)
        texts = [text for _, cells in rows for _, text in cells if text]
        if len(rows) < 2 or widest < 2 or len(texts) < 4 or sum(map(len, texts)) > _MAX_CELL * len(texts):
            return False
        self._flush()
        for row, cells in rows:
            text = " | ".join(text for _, text in cells if text)
            place = self.region.start + (row.sourcepos or 0)
            number = bisect_left(self._starts, place)
            if text and number < len(self._starts):
                start = self._starts[number]
                element = self._elements.get(place, (None, None))[0]
                self._lines.append(Line(text, start, "tr", self._zone(start), "table_row", element=element))
        return True


def _kind(setting: _Setting, length: int) -> BlockKind:
    if "caption" in setting.roles:
        return "caption"
    if "lead" in setting.roles and setting.tag != "h1" and length >= 40 and not setting.linked:
        return "lead"
    if setting.tag in _HEADINGS:
        return "heading"
    return "list_item" if setting.in_list else "paragraph"


def sanitized(outline: Outline, region: Region) -> str:
    """The region's source for the parser, every code point at its place.

    Scripts, comments and whatever is no well-formed tag are blanked, so that the parser sees only what the
    outline has seen; line feeds become another blank, so that the parser's column is the offset.
    """
    source = outline.source
    start, end = region.start, region.end
    cuts = [(a, b) for a, b in outline.blanks if a < end and b > start]
    for element_start, (_, element) in list(_inside(outline, start, end)):
        open_end = element.start + 1 + len(element.tag)
        if element.attrs and not _ATTRS_WELL.match(element.attrs):
            cuts.append((open_end, min(end, open_end + len(element.attrs))))
        del element_start
    pieces: list[str] = []
    position = start
    for a, b in sorted(cuts):
        a, b = max(a, position), min(b, end)
        if a < b:
            pieces += (source[position:a], " " * (b - a))
            position = b
    pieces.append(source[position:end])
    return "".join(pieces).replace("\n", "\x0b").replace("\r", "\x0b")


def _inside(outline: Outline, start: int, end: int) -> list[tuple[int, tuple[int, Element]]]:
    first = bisect_left([element.start for element in outline.elements], start)
    found = []
    for number in range(first, len(outline.elements)):
        element = outline.elements[number]
        if element.start >= end:
            break
        found.append((element.start, (number, element)))
    return found
