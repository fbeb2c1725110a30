"""The files of a folder and of the folders in it, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from extractor.batch.document import SourceError, name_of, unreadable
from extractor.batch.inputs.kinds import IN_FOLDERS, ends
from extractor.errors import DocumentError

Place = tuple[int, int]  # device and inode


def walk(folder: Path) -> Iterator[Path | DocumentError]:
    """Each file that may hold articles; an error for each folder that cannot be searched.

    Links to folders are followed, but not back into a folder that they stand in.
    """
    levels: list[tuple[Place, Iterator[os.DirEntry[str]]]] = []
    yield from _enter(folder, levels)
    while levels:
        entry = next(levels[-1][1], None)
        if entry is None:
            levels.pop()
            continue
        path = Path(entry.path)
        try:
            if entry.is_dir():
                yield from _enter(path, levels)
            elif ends(entry.name, IN_FOLDERS) and (entry.is_file() or entry.is_symlink()):
                yield path
        except OSError as error:
            yield unreadable(name_of(path), error)


def _enter(folder: Path, levels: list[tuple[Place, Iterator[os.DirEntry[str]]]]) -> Iterator[DocumentError]:
    try:
        stat = folder.stat()
        place = (stat.st_dev, stat.st_ino)
        if any(place == above for above, _ in levels):
            what = "this link leads back into a folder that it stands in"
            yield SourceError("link_loop", what, where=name_of(folder), hint="its pages are read once, there")
            return
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        levels.append((place, iter(found)))
    except OSError as error:
        yield unreadable(name_of(folder), error)
