"""The pages of a web archive (WARC, WARC.gz): HTML responses with their address and the time of capture.

warcio reads the records. The gzip members that hold them are found here, because a damaged member must not cost
those behind it: the next place that begins like a record is searched for, and reading goes on there.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from extractor.batch.document import (
    Document,
    Limits,
    Page,
    SourceError,
    broken,
    name_of,
    page_of,
    stamp_of,
    too_large,
    unreadable,
)
from extractor.batch.inputs.bounded import check_ratio

_GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/"
_CHUNK = 1 << 16
_PAGES = ("text/html", "application/xhtml+xml")


def warc_documents(path: Path, limits: Limits) -> Iterator[Document]:
    """Each HTML response that succeeded as `x.warc.gz#offset`; requests, pictures and errors are passed over."""
    uri = name_of(path)
    try:
        stamp, size = stamp_of(path)
        file = path.open("rb")
    except OSError as error:
        yield broken(uri, unreadable(uri, error))
        return
    with file:
        packed = file.read(len(_GZIP)) == _GZIP or uri.lower().endswith(".gz")
        start: int | None = 0
        while start is not None and start < size:
            here = start
            try:
                file.seek(here)
                if packed:
                    member = _Member(file, f"{uri}#{here}")
                    yield from _records(member, file, f"{uri}#{here}", stamp, limits)
                    start = member.end()
                else:
                    yield from _records(file, file, uri, stamp, limits)
                    start = None
            except _LostError as lost:
                yield broken(lost.error.where or uri, lost.error, stamp)
                start = _next_record(file, (here if packed else lost.offset) + 1, packed)
            except OSError as error:
                yield broken(uri, unreadable(uri, error), stamp)
                return


class _LostError(Exception):
    """A record that cannot be read, and where it begins."""

    def __init__(self, error: SourceError, offset: int) -> None:
        super().__init__(error, offset)
        self.error = error
        self.offset = offset


def _records(stream: BinaryIO | _Member, file: BinaryIO, place: str, stamp: str, limits: Limits) -> Iterator[Document]:
    """The records of a stream. In a plain file they are named by their offset; a gzip member's name is its
    record's, and where it holds several, the others add their offset in what it unpacks to."""
    records = ArchiveIterator(stream)
    before = file.tell()
    uri = place
    try:
        for record in records:
            if stream is file:
                uri = f"{place}#{records.offset}"
            elif records.offset:
                uri = f"{place}+{records.offset}"
            page = _read(record, uri, limits) if _is_page(record) else None
            _drain(record, uri)
            weight, before = file.tell() - before, file.tell()
            yield Document(uri, partial(_given, page) if page else None, stamp, weight=weight)
            uri = f"{uri}:end"
    except SourceError as error:
        raise _LostError(SourceError(error.code, error.what, where=uri, hint=error.hint), records.offset) from None
    except OSError:
        raise
    except Exception as error:  # warcio raises many kinds on damaged headers and bodies
        what = f"here is no WARC record: {str(error).strip() or type(error).__name__}"
        lost = SourceError("damaged", what, where=uri, hint="copy the archive again")
        raise _LostError(lost, records.offset) from None


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    media = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    return media in _PAGES and record.http_headers.get_statuscode().startswith("2")


def _read(record: ArcWarcRecord, uri: str, limits: Limits) -> Page:
    data = record.content_stream().read(limits.size + 1)
    if len(data) > limits.size:
        raise too_large(uri, limits)
    headers = record.rec_headers
    return page_of(data, url=headers.get_header("WARC-Target-URI"), captured=headers.get_header("WARC-Date"))


def _drain(record: ArcWarcRecord, uri: str) -> None:
    """Read a record to its end; raises SourceError where the file ends first."""
    while record.raw_stream.read(_CHUNK):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise SourceError("truncated", "the web archive is cut off in this record", where=uri, hint="copy it again")


def _given(page: Page) -> Page:
    return page


class _Member(io.RawIOBase):
    """The unpacked bytes of the gzip member at which the file stands."""

    def __init__(self, file: BinaryIO, uri: str) -> None:
        self._file = file
        self._uri = uri
        self._unpack = zlib.decompressobj(wbits=31)
        self._packed = self._unpacked = 0
        self._tail = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; raises SourceError for a member that is damaged or cut off, and for a bomb."""
        wanted = size if size and size > 0 else _CHUNK
        while not self._unpack.eof:
            data = self._tail or self._file.read(_CHUNK)
            if not data:
                what = "the web archive is cut off in this record"
                raise SourceError("truncated", what, where=self._uri, hint="copy it again")
            self._packed += 0 if self._tail else len(data)
            try:
                out = self._unpack.decompress(data, wanted)
            except zlib.error as error:
                what = f"this gzip member is damaged: {error}"
                hint = "the records behind it were read; copy the archive again"
                raise SourceError("damaged", what, where=self._uri, hint=hint) from None
            self._tail = self._unpack.unconsumed_tail
            self._unpacked += len(out)
            check_ratio(self._uri, self._packed, self._unpacked)
            if out:
                return out
        return b""

    def end(self) -> int:
        """Where the next member begins, once this one was read to its end; padding of zeros is passed over."""
        at = self._file.tell() - len(self._unpack.unused_data)
        self._file.seek(at)
        while (zeros := self._file.read(_CHUNK)) and not zeros.strip(b"\0"):
            at += len(zeros)
        return at + len(zeros) - len(zeros.lstrip(b"\0"))


def _next_record(file: BinaryIO, start: int, packed: bool) -> int | None:
    """The next offset at which a record begins; None where there is none."""
    mark = _GZIP if packed else b"\n" + _WARC
    base, held = start, b""
    while True:
        file.seek(base + len(held))
        more = file.read(_CHUNK)
        held += more
        at = held.find(mark)
        while at >= 0:
            if not packed:
                return base + at + 1
            if _begins_record(file, base + at):
                return base + at
            at = held.find(mark, at + 1)
        if not more:
            return None
        keep = len(mark) - 1
        base, held = base + len(held) - keep, held[-keep:]


def _begins_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(wbits=31).decompress(file.read(_CHUNK), len(_WARC)) == _WARC
    except zlib.error:
        return False
