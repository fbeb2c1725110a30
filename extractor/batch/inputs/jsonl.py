"""JSON lines: an article a line, its page in `html` or its text in `text`."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from extractor.batch.document import (
    Document,
    Limits,
    Page,
    SourceError,
    broken,
    name_of,
    page_of,
    too_large,
    unreadable,
)
from extractor.batch.inputs.bounded import DAMAGE, Bounded


def line_documents(path: Path, limits: Limits) -> Iterator[Document]:
    """Each line as `x.jsonl#number`, numbered from 1; blank lines are passed over in silence."""
    uri = name_of(path)
    try:
        stream = Bounded(path, uri)
    except OSError as error:
        yield broken(uri, unreadable(uri, error))
        return
    number = 0
    longest = 2 * limits.size  # bytes: letters may be written as escapes
    with stream, io.BufferedReader(stream, 1 << 16) as lines:
        try:
            before = 0
            while line := lines.readline(longest + 1):
                number += 1
                place = f"{uri}#{number}"
                weight = stream.position() - before
                before = stream.position()
                stamp = hashlib.blake2b(line, digest_size=16).hexdigest()
                if len(line) > longest:
                    while not line.endswith(b"\n") and (line := lines.readline(1 << 20)):
                        pass
                    yield broken(place, too_large(place, limits), stamp, weight)
                elif line.strip():
                    yield Document(place, partial(_read, line, place, limits), stamp, exact=True, weight=weight)
        except SourceError as error:
            yield broken(uri, error)
        except DAMAGE as error:
            what = f"cannot be read behind line {number}: {error}"
            yield broken(uri, SourceError("damaged", what, where=uri, hint="copy the file again"))


def _read(line: bytes, uri: str, limits: Limits) -> Page:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError("bad_json", f"this line is no JSON: {error}", where=uri) from None
    if not isinstance(fields, dict):
        raise SourceError("bad_json", "this line is no JSON object", where=uri)

    def field(name: str) -> str | None:
        value = fields.get(name)
        return value if isinstance(value, str) and value.strip() else None

    content = field("html") or field("text")
    if content is None:
        hint = "give the page in `html` or the text in `text`"
        raise SourceError("no_content", "this line holds no article", where=uri, hint=hint)
    title = field("title")
    if title and not field("html") and not content.lstrip().startswith(title.strip()):
        content = f"{title.strip()}\n{content}"
    data = content.encode("utf-8", "surrogatepass")
    if len(data) > limits.size:
        raise too_large(uri, limits)
    url, published, captured = (fields.get(name) for name in ("url", "published", "captured"))
    return page_of(data, url=url, published=published, captured=captured)
