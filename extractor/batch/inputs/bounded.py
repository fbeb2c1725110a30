"""Reading what is compressed, with an end to patience: a small file may unfold into terabytes."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from extractor.batch.document import SourceError

DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, OSError)  # what damaged archives raise
_FREE = 100_000_000  # bytes that anything may unfold into
_RATIO = 250  # and how many times its size beyond that; text comes to 20, deflate could do 1,032


def check_ratio(uri: str, packed: int, unpacked: int) -> None:
    """Raise SourceError where so many packed bytes have become too many; both in bytes."""
    if unpacked > _FREE + _RATIO * packed:
        what = f"{packed:,} bytes unfold into more than {unpacked:,}: this looks like a decompression bomb"
        raise SourceError("bomb", what, where=uri, hint="nothing behind this place was read")


class Bounded(io.RawIOBase):
    """The bytes of a file, unpacked by the end of its name; raises SourceError when they become too many."""

    def __init__(self, path: Path, uri: str) -> None:
        self._packed = path.open("rb")
        self._uri = uri
        self._unpacked = 0
        self._stream = _opened(path.name.lower(), self._packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self._unpacked += len(data)
        check_ratio(self._uri, self._packed.tell(), self._unpacked)
        return len(data)

    def position(self) -> int:
        """How many bytes of the packed file were read."""
        return self._packed.tell()

    def close(self) -> None:
        if not self.closed:
            self._packed.close()
        super().close()


def _opened(name: str, file: BinaryIO) -> BinaryIO:
    if name.endswith((".gz", ".tgz")):
        return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb"))
    if name.endswith((".bz2", ".tbz2")):
        return cast(BinaryIO, bz2.BZ2File(file))
    if name.endswith((".xz", ".txz")):
        return cast(BinaryIO, lzma.LZMAFile(file))
    return file
