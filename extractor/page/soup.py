"""The article's part of a page, built with BeautifulSoup and read off as lines that know their place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from extractor.page.codepages import Repair
from extractor.page.dateline import read_date_line
from extractor.page.kinds import SENTENCE_END
from extractor.page.lines import Line, Zone
from extractor.page.metadata import attributes
from extractor.page.normalize import clean
from extractor.page.outline import Element, Outline
from extractor.page.part import is_noise, write_part
from extractor.page.region import Region
from extractor.page.rules import PageRules
from extractor.page.tags import BOLD, HEADINGS, IMAGES, INLINE, SLANTED
from extractor.record import BlockKind

_STYLE_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_STYLE_SLANT = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center|align\s*=\s*[\"']?center", re.IGNORECASE)
_SMALL = re.compile(r"[1-5]?\d(?:px)?\Z")
# the longest text that an element with a role may hold, in characters; a longer one is a wrapper
_ROOM = {"title": 400, "lead": 1500, "caption": 600, "byline": 200, "date": 200, "clock": 400}
_MAX_CELL = 160
_MAX_SEAM = 350  # characters; a longer line is text
_MAX_PARTS = 12  # elements in a line; a title and its date line have no more
_PROSE = 90  # characters; no caption is so long and plain
_YEAR = re.compile(r"(?:19|20)\d\d")


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
    """Reads the lines of one region. `images` are the addresses of its images, in order."""

    def __init__(self, outline: Outline, region: Region, rules: PageRules, repair: Repair | None = None) -> None:
        self.outline = outline
        self.region = region
        self.rules = rules
        self.markup = rules.markup
        self.images: list[str] = []
        self._repair = repair
        self._part = write_part(outline, region, rules.markup)
        self._lines: list[Line] = []
        self._parts: list[tuple[str, int, _Setting]] = []
        self._image = False
        self._within = False  # only an image stands between the last line and the next

    def lines(self) -> list[Line]:
        """The lines of the region, each with its zone, its place and how it is set."""
        soup = BeautifulSoup(self._part.html, "html.parser", multi_valued_attributes=None)
        settings: dict[int, _Setting] = {id(soup): _Setting(-1, "")}
        cursor = 0  # where the next string is to be looked for in the part
        for node in soup.descendants:
            parent = settings[id(node.parent)]
            if isinstance(node, Tag):
                place = node.sourcepos or 0
                settings[id(node)] = self._enter(node, parent, self._part.elements[place])
                cursor = place + 1
            elif isinstance(node, NavigableString):
                cursor = self._text(str(node), parent, cursor)
        self._flush()
        return self._lines

    def _enter(self, tag: Tag, parent: _Setting, number: int) -> _Setting:
        """The setting inside a tag; breaks the line where the tag is no inline one."""
        name = tag.name
        if parent.skipped:
            return parent
        if name == "br" or name == "hr":
            self._flush()
            self._within = False
            return parent
        element = self.outline.elements[number]
        if name in IMAGES:
            self._see_image(element)
            return parent
        inline = name in INLINE
        if not inline:
            self._flush()
            self._within = False
        if name == "table" and self._data_table(tag):
            return replace(parent, skipped=True)
        attrs = element.attrs
        if not attrs and inline:
            roles: frozenset[str] = frozenset()
            styled = False
        else:
            roles = self.markup.roles(attrs)
            styled = "style" in attrs or "align" in attrs
        kept = parent.roles
        if roles:
            kept = kept | {role for role in roles if element.text <= _ROOM.get(role, 0)}
        return _Setting(
            block=parent.block if inline else number,
            tag=parent.tag if inline else name,
            linked=parent.linked or name == "a",
            strong=parent.strong or name in BOLD or (styled and bool(_STYLE_BOLD.search(attrs))),
            slanted=parent.slanted or name in SLANTED or (styled and bool(_STYLE_SLANT.search(attrs))),
            centred=parent.centred or name == "center" or (styled and bool(_CENTRE.search(attrs))),
            noisy=parent.noisy or is_noise(element, roles, self.region),
            in_list=parent.in_list or name == "li",
            roles=kept | {"caption"} if name == "figcaption" else kept,
        )

    def _see_image(self, image: Element) -> None:
        given = attributes(image.attrs)
        if any(_SMALL.match(given.get(key, "")) for key in ("width", "height")):
            return  # an icon
        within = bool(self._parts)
        self._flush()
        self._image, self._within = True, within
        names = (given.get(key, "") for key in ("src", "data-src", "data-original"))
        self.images += [name for name in names if name and not name.startswith("data:")]

    def _text(self, text: str, setting: _Setting, cursor: int) -> int:
        """Take a string of the tree; gives where the next one is to be looked for in the part."""
        blank = not text or text.isspace()
        if blank and "\xa0" not in text:
            if text and self._parts:
                self._parts.append((" ", -1, setting))
            return cursor
        number = min(bisect_left(self._part.runs, cursor), len(self._part.runs) - 1)
        place, offset = self._part.runs[number], self._part.offsets[number]
        if setting.skipped:
            return place + len(text.strip())
        if blank:
            if self._parts:
                self._parts.append((" ", -1, setting))
            return place + 1
        if self._parts and self._parts[0][2].block != setting.block:
            self._flush()
        if "\x0b" in text and setting.tag == "pre":
            for piece in text.split("\x0b"):
                self._parts.append((piece, offset, setting))
                self._flush()
                offset += len(piece) + 1
        else:
            self._parts.append((text, offset, setting))
        return place + max(1, len(text.strip()))

    def _flush(self) -> None:
        """Make a line of what was gathered, or two where a date line is set beside another line."""
        parts, self._parts = self._parts, []
        seam = self._seam(parts)
        if seam:
            self._add(parts[:seam])
        self._add(parts[seam:])

    def _seam(self, parts: list[tuple[str, int, _Setting]]) -> int:
        """Where a date line begins that stands in an element of its own beside a title; 0 for none."""
        if not 1 < len(parts) <= _MAX_PARTS or sum(len(part) for part, _, _ in parts) > _MAX_SEAM:
            return 0
        for number in range(1, len(parts)):
            part, _, setting = parts[number]
            if part.isspace() or not _YEAR.search("".join(piece for piece, _, _ in parts[number:])):
                continue
            before = self._cleaned("".join(piece for piece, _, _ in parts[:number]))
            after = self._cleaned("".join(piece for piece, _, _ in parts[number:]))
            if len(before.split()) < 4 or before[-1] in ".,;:" or read_date_line(before, self.rules):
                continue
            dated = read_date_line(after, self.rules)
            apart = not setting.linked and all(
                other.linked for piece, _, other in parts[:number] if not piece.isspace()
            )
            if dated and not dated.rest and (dated.firm or apart or after[0] in "([" or "date" in setting.roles):
                return number
        return 0

    def _add(self, parts: list[tuple[str, int, _Setting]]) -> None:
        """Make a line of parts."""
        text = self._cleaned("".join(part for part, _, _ in parts))
        if not text:
            return
        solid = [(len(part.strip()), setting, offset) for part, offset, setting in parts if not part.isspace()]
        total = sum(length for length, _, _ in solid) or 1
        setting, offset = solid[0][1], solid[0][2]
        number = setting.block if setting.block >= 0 else self._holder(offset)
        around = self.outline.elements[number].parent if number is not None else None
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
            element=number,
            around=around.start if around is not None else None,
            roles=setting.roles.union(*(s.roles for _, s, _ in solid)),
        )
        previous = self._lines[-1] if self._lines else None
        if self._within and previous is not None and previous.element == number and _are_prose(previous.text, text):
            previous.text += " " + text
            self._within = self._image = False
            return
        self._within = False
        if previous is not None and previous.after_image and previous.element == line.element and len(text) < 120:
            line.after_image = line.after_image or (previous.centred and len(previous.text) < 80)
        self._image = False
        self._lines.append(line)

    def _holder(self, offset: int) -> int | None:
        """The number of the element that holds a line whose element begins before the region."""
        runs, elements = self.outline.runs, self.outline.elements
        holder: Element | None = runs[bisect_left(runs, offset, key=lambda run: run.start)].element
        while holder is not None and holder.tag in INLINE:
            holder = holder.parent
        if holder is None or holder.parent is None:
            return None
        return bisect_left(elements, holder.start, key=lambda element: element.start)

    def _cleaned(self, text: str) -> str:
        return clean(self._repair(text) if self._repair else text)

    def _zone(self, offset: int) -> Zone:
        if offset < self.region.body:
            return "head"
        return "body" if offset < self.region.body_end else "tail"

    def _data_table(self, table: Tag) -> bool:
        """Read a table of data as one line a row; a table that only lays the page out is left alone."""
        if table.find("table") is not None or table.find("img") is not None:
            return False
        rows = []
        for row in table.find_all("tr"):
            cells = [self._cleaned(cell.get_text(" ")) for cell in row.find_all(["td", "th"], recursive=False)]
            if cells:
                rows.append((row, cells))
        texts = [text for _, cells in rows for text in cells if text]
        widest = max((len(cells) for _, cells in rows), default=0)
        if len(rows) < 2 or widest < 2 or len(texts) < 4 or sum(map(len, texts)) > _MAX_CELL * len(texts):
            return False
        for row, cells in rows:
            text = " | ".join(filter(None, cells))
            place = row.sourcepos or 0
            number = bisect_left(self._part.runs, place)
            if text and number < len(self._part.runs):
                offset = self._part.offsets[number]
                element = self._part.elements[place]
                self._lines.append(Line(text, offset, "tr", self._zone(offset), "table_row", element=element))
        return True


def _are_prose(*texts: str) -> bool:
    """Whether the texts before and behind an image are of one paragraph: both are sentences, none is a caption."""
    return all(len(text) >= _PROSE and SENTENCE_END.search(text) for text in texts)


def _kind(setting: _Setting, length: int) -> BlockKind:
    if "caption" in setting.roles:
        return "caption"
    if "lead" in setting.roles and setting.tag != "h1" and length >= 40 and not setting.linked:
        return "lead"
    if setting.tag in HEADINGS:
        return "heading"
    return "list_item" if setting.in_list else "paragraph"
