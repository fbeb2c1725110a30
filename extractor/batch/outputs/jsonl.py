"""JSON lines, plain or packed by gzip or Zstandard."""

from __future__ import annotations

import gzip
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

import zstandard

from extractor.batch.outputs import Records
from extractor.batch.outputs.atomic import replacing

_GZIP_LEVEL = 6
_ZSTD_LEVEL = 9


def write(records: Records, output: Path) -> None:
    """Write one record a line, in the order of the inputs."""
    with replacing(output) as (part,), ExitStack() as stack:
        file = _packing(stack, stack.enter_context(part.open("wb")), output.name.lower())
        for line in records.all():
            file.write(line + b"\n")


def _packing(stack: ExitStack, file: IO[bytes], name: str) -> IO[bytes]:
    if name.endswith(".gz"):
        # neither name nor time inside, so that the same records are the same bytes
        packed = gzip.GzipFile("", "wb", _GZIP_LEVEL, fileobj=file, mtime=0)
        return cast("IO[bytes]", stack.enter_context(packed))
    if name.endswith(".zst"):
        return cast("IO[bytes]", stack.enter_context(zstandard.ZstdCompressor(_ZSTD_LEVEL).stream_writer(file)))
    return file
