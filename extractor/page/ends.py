"""The article's end: its byline, and the last word on what each line is."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.page.byline import Byline, read_byline, split_glued
from extractor.page.kinds import BULLET, Sorted, is_prose, take
from extractor.page.lines import Line
from extractor.page.rules import PageRules
from extractor.record import Credit

_CREDITED = 400  # characters; no caption with its photographer is longer
_END_LINES = 6  # how far from the end a byline may stand
_MOST_LEADS = 2  # lines of text; a longer lead is the text itself
_SIGNED_LINES = 8  # in which a notice's signature stands


def read_end(body: list[Line], rules: PageRules, result: Sorted) -> None:
    """Find the byline at the end: own lines first, else the tail of the last paragraph."""
    found = False
    names = sum(1 for line in body[-3:] if _bare(read_byline(line.text, rules)))
    signed = any(rules.signature.match(line.text) for line in body[-_SIGNED_LINES:])
    last_prose = max((i for i, line in enumerate(body) if is_prose(line)), default=-1)
    for number in range(len(body) - 1, max(-1, len(body) - 1 - _END_LINES), -1):
        line = body[number]
        if line.kind in ("caption", "heading", "table_row"):
            continue
        byline = read_byline(line.text, rules)
        if byline is None:
            if is_prose(line) or line.kind == "list_item":
                break
            continue
        if not byline.labelled and (signed or number < last_prose or names > 2 or (found and not byline.names)):
            continue
        line.kind = "byline"
        take(byline, result, before=True)
        found = True
    if not found and not result.byline and last_prose >= 0 and last_prose >= len(body) - 3:
        _unglue(body, last_prose, rules, result)
    _leave_captions(body, last_prose)


def _bare(byline: Byline | None) -> bool:
    return byline is not None and not byline.labelled


def _unglue(body: list[Line], number: int, rules: PageRules, result: Sorted) -> None:
    line = body[number]
    glued = split_glued(line.text, rules)
    if glued is None:
        return
    place, byline = glued
    tail = Line(line.text[place:].strip(), line.offset, line.tag, line.zone, "byline", element=line.element)
    tail.glued = line.text[:place].strip()
    line.text = line.text[:place].strip()
    body.insert(number + 1, tail)
    take(byline, result)


def _leave_captions(body: list[Line], last_prose: int) -> None:
    """Short lines of plain text between the last sentence and the byline name its pictures."""
    if any(line.tag for line in body):
        return
    for line in body[last_prose + 1 :]:
        if line.kind == "paragraph" and not BULLET.match(line.text) and not line.text.endswith(":"):
            line.kind = "caption"


def settle(line: Line, rules: PageRules, result: Sorted) -> None:
    """Give a line its last kind, and take the credits in captions."""
    line.text = line.text.rstrip(" |") if len(line.text) < 200 else line.text
    credit = rules.photo.search(line.text)
    if credit and line.kind in ("paragraph", "caption") and len(line.text) < _CREDITED:
        line.kind = "caption"
        result.credits.append(Credit(name=credit["name"].strip(), role="photo"))
    if line.kind == "paragraph" and BULLET.match(line.text):
        line.kind = "list_item"


def settle_leads(body: Sequence[Line]) -> None:
    """Only what stands over the text leads it; a name for the whole text, or for parts of it, is no lead's."""
    prose = [line for line in body if is_prose(line) and line.kind != "caption"]
    led = next((number for number, line in enumerate(prose) if line.kind != "lead"), len(prose))
    if led > _MOST_LEADS or led == len(prose):
        led = 0
    for line in body:
        if line.kind == "lead" and not any(line is other for other in prose[:led]):
            line.kind = "paragraph"
    if led == 0 and len(prose) > 1 and prose[0].strong > 0.9 and prose[1].strong < 0.5:
        prose[0].kind = "lead" if prose[0].kind in ("paragraph", "heading") else prose[0].kind
