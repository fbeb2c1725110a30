"""The original page of a record: found below a folder by its bytes, and shown harmless, with the facts marked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree, html
from markupsafe import Markup, escape

from extractor.batch.document import Limits, name_of
from extractor.batch.sources import documents
from extractor.errors import DocumentError
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

    The source's name may begin with folders that are above this one, and may name a member of an archive. Only a
    page whose bytes have the record's id is taken, and never a file outside the folder.
    """
    for path, member in _candidates(folder.resolve(), record.source.uri):
        for data in _contents(path, member):
            if "sha256:" + hashlib.sha256(data).hexdigest() == record.id:
                return data
    return None


def may_have_source(folder: Path, record: Record) -> bool:
    """Whether there is a file or an archive of the source's name below the folder."""
    return next(_candidates(folder.resolve(), record.source.uri), None) is not None


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


def _candidates(root: Path, uri: str) -> Iterator[tuple[Path, str]]:
    """The files below the folder that a source may name, each with the member that is meant, if it is an archive."""
    file, _, member = uri.partition("#")
    for name, inside in dict.fromkeys([(uri, ""), (file, member)]):
        parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".")]
        if "\0" in name or ".." in parts:
            continue
        for first in range(len(parts)):
            try:
                path = root.joinpath(*parts[first:]).resolve()
                if path.is_relative_to(root) and path.is_file():
                    yield path, inside
            except OSError:  # a name that the system cannot have
                continue


def _contents(path: Path, member: str) -> Iterator[bytes]:
    """The page of a file, or the one of an archive's pages that has this name."""
    for document in documents([str(path)], Limits()):
        if document.load is not None and document.uri[len(name_of(path)) :].lstrip("#") == member:
            try:
                yield document.load().data
            except DocumentError:
                continue
