"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def partial_name(output: Path) -> Path:
    """Where a file is written until it is whole: beside its place, so that moving it there is one step."""
    return output.with_name(f".{output.name}.part")


@contextmanager
def replacing(*outputs: Path) -> Iterator[list[Path]]:
    """Give names to write to; when all is written the files take their places, and on an error they vanish."""
    parts = [partial_name(output) for output in outputs]
    try:
        for part in parts:
            part.unlink(missing_ok=True)
        yield parts
        for part in parts:
            _sync(part)
        for part, output in zip(parts, outputs, strict=True):
            part.replace(output)
    except BaseException:
        for part in parts:
            part.unlink(missing_ok=True)
        raise


def _sync(path: Path) -> None:
    """Have the bytes on the disk before the name points to them."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
