"""The pages of a zip archive. Nothing is unpacked to disk, so that a member's name can lead nowhere."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from extractor.batch.document import (
    Document,
    Limits,
    Page,
    SourceError,
    broken,
    clean,
    name_of,
    stamp_of,
    too_large,
    unreadable,
)
from extractor.batch.inputs.bounded import check_ratio
from extractor.batch.inputs.files import content_of
from extractor.batch.inputs.kinds import is_page


def zip_documents(path: Path, limits: Limits) -> Iterator[Document]:
    """Each page of the archive as `x.zip#member`, in the archive's order."""
    uri = name_of(path)
    stamp = ""
    try:
        stamp, size = stamp_of(path)
        archive = zipfile.ZipFile(path)
    except OSError as error:
        yield broken(uri, unreadable(uri, error), stamp)
        return
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield broken(uri, _damaged(uri, error), stamp)
        return
    with archive:
        names: Counter[str] = Counter()
        unpacked = 0
        for info in archive.infolist():
            if info.is_dir():
                continue
            if is_page(info.filename):
                unpacked += min(info.file_size, limits.size)
            try:
                check_ratio(uri, size, unpacked)  # members may share their packed bytes
            except SourceError as error:
                yield broken(uri, error, stamp)
                return
            names[info.filename] += 1
            again = f"~{names[info.filename]}" if names[info.filename] > 1 else ""  # two members of one name
            member = f"{uri}#{clean(info.filename)}{again}"
            load = partial(_read, archive, info, member, limits) if is_page(info.filename) else None
            yield Document(member, load, stamp, weight=min(info.compress_size, size))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, uri: str, limits: Limits) -> Page:
    if info.file_size > limits.size:  # zipfile reads no more than a member says that it holds
        raise too_large(uri, limits)
    if info.flag_bits & 0x1:
        raise SourceError("encrypted", "needs a password", where=uri, hint="unpack the archive first")
    try:
        return content_of(uri, archive.read(info))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _damaged(uri, error) from None
    except OSError as error:
        raise unreadable(uri, error) from None


def _damaged(uri: str, error: Exception) -> SourceError:
    return SourceError("damaged", f"this zip archive is damaged: {error}", where=uri, hint="copy it again")
