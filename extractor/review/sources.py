"""The original page of a record: found below a folder by its bytes, and shown harmless, with the facts marked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree, html
from markupsafe import Markup, escape

from extractor.page.places import Places
from extractor.record import Record
from extractor.review.marks import Mark, marked

# elements that go with all that is in them
_DROPPED = frozenset(
    {"script", "noscript", "style", "template", "meta", "link", "base", "title", "dialog"}
    | {"iframe", "frame", "frameset", "object", "embed", "applet", "portal", "svg", "math", "canvas"}
    | {"audio", "video", "source", "track", "input", "button", "select", "textarea"}
)
# elements that are kept; of any other only what is in it
_SHOWN = frozenset(
    {"p", "div", "span", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center", "address"}
    | {"a", "b", "i", "u", "s", "em", "strong", "small", "big", "sub", "sup", "font", "q", "cite", "abbr", "time", "tt"}
    | {"mark", "del", "ins", "strike", "code", "label", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption"}
    | {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"}
    | {"article", "section", "main", "header", "footer", "aside", "nav", "details", "summary"}
)
# what is left of attributes: nothing that loads, runs, styles, names or leads anywhere
_KEPT = frozenset({"colspan", "rowspan", "align", "valign", "border", "dir", "lang", "title", "alt", "start"})
_OF_MARKS = frozenset({"data-fact", "class"})


def find_source(folder: Path, record: Record) -> bytes | None:
    """The bytes that a record was read from, from a file below the folder; None where there is none.

    The source's name may begin with folders that are above this one. Only a file whose bytes have the record's id
    is taken, and never one outside the folder.
    """
    root = folder.resolve()
    for path in _candidates(root, record.source.uri):
        data = path.read_bytes()
        if "sha256:" + hashlib.sha256(data).hexdigest() == record.id:
            return data
    return None


def page_with_marks(record: Record, data: bytes, marks: Sequence[Mark]) -> Markup:
    """The body of the page as harmless HTML, or the text as it is, with the marks in it."""
    places = Places(data, record)
    found = [
        replace(mark, start=start, end=end)
        for mark in marks
        for start, end in places.find(mark.start, mark.end)
        if start < end
    ]
    source = places.source
    if record.source.media_type != "text/html":
        whole = marked(source, 0, len(source), found, lambda left, right: escape(source[left:right]))
        return Markup("<pre>{}</pre>").format(whole)
    whole = marked(source, 0, len(source), found, lambda left, right: Markup(source[left:right]))
    return Markup(harmless(str(whole)))


def harmless(page: str) -> str:
    """A page's body without anything that runs, loads, submits or leads elsewhere."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return ""
    body = root.find("body")
    if body is None:
        return ""
    for element in list(body.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            element.drop_tree()
            continue
        alt = element.get("alt")
        for name in list(element.attrib):
            if name not in _KEPT and not (name in _OF_MARKS and element.tag == "mark"):
                del element.attrib[name]
        if element.tag == "img":
            element.tag, element.text = "span", alt
            element.set("class", "picture")
        elif element.tag not in _SHOWN:
            element.drop_tag()
    body.attrib.clear()
    body.tag = "div"
    return str(html.tostring(body, encoding="unicode"))


def _candidates(root: Path, uri: str) -> Iterator[Path]:
    if "\0" in uri:
        return
    parts = [part for part in re.split(r"[/\\]", uri.partition("#")[0]) if part not in ("", ".")]
    if ".." in parts:
        return
    for first in range(len(parts)):
        path = root.joinpath(*parts[first:])
        try:
            path = path.resolve()
            if path.is_relative_to(root) and path.is_file():
                yield path
        except OSError:  # a name that the system cannot have
            continue
