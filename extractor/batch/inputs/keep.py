"""Keeps what was fetched, as a web archive that a later run can read in place of the web."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.batch.outputs import OutputError
from extractor.errors import UsageError

_CHANGED = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class Keep:
    """Adds responses to a WARC.gz file, each whole or not at all."""

    def __init__(self, path: Path) -> None:
        if not path.name.lower().endswith(".warc.gz"):
            raise UsageError("is no name for a web archive", where=str(path), hint="end it with .warc.gz")
        self._name = str(path)
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise UsageError(f"cannot be written: {error.strerror or error}", where=str(path)) from None

    def add(self, url: str, captured: str, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> None:
        """Write one response; `body` is unpacked, and headers that spoke of its packing are left out."""
        packed = io.BytesIO()
        writer = WARCWriter(packed, gzip=True)
        fields = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
        fields = [(name, value) for name, value in fields if name.lower() not in _CHANGED]
        status = StatusAndHeaders("200 OK", [*fields, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=status,
            warc_headers_dict={"WARC-Date": captured},
        )
        writer.write_record(record)
        before = os.fstat(self._file.fileno()).st_size
        try:
            self._file.write(packed.getvalue())
            os.fsync(self._file.fileno())
        except OSError as error:
            os.ftruncate(self._file.fileno(), before)
            what = f"cannot be written: {error.strerror or error}"
            raise OutputError(what, where=self._name, hint="what was kept before is safe") from None

    def close(self) -> None:
        """Close the file."""
        self._file.close()
