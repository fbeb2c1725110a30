"""The pages of a tar archive, read in one pass. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
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
from extractor.batch.inputs.bounded import DAMAGE, Bounded
from extractor.batch.inputs.files import content_of
from extractor.batch.inputs.kinds import is_page


def tar_documents(path: Path, limits: Limits) -> Iterator[Document]:
    """Each page of the archive as `x.tar.gz#member`, in the archive's order; links are passed over."""
    uri = name_of(path)
    try:
        stamp, _ = stamp_of(path)
        stream = Bounded(path, uri)
    except OSError as error:
        yield broken(uri, unreadable(uri, error))
        return
    last = "its beginning"
    names: Counter[str] = Counter()
    with stream, ExitStack() as stack:
        try:
            before = 0
            archive = stack.enter_context(tarfile.open(fileobj=io.BufferedReader(stream, 1 << 16), mode="r|"))
            for info in archive:
                if info.isdir():
                    continue
                names[info.name] += 1
                again = f"~{names[info.name]}" if names[info.name] > 1 else ""
                member = f"{uri}#{clean(info.name)}{again}"
                is_file = info.isfile() and is_page(info.name)
                load = partial(_read, archive, info, member, limits) if is_file else None
                yield Document(member, load, stamp, weight=stream.position() - before)
                before = stream.position()
                last = info.name
        except SourceError as error:
            yield broken(uri, error, stamp)
        except (tarfile.TarError, *DAMAGE) as error:
            yield broken(uri, _damaged(uri, last, error), stamp)


def _read(archive: tarfile.TarFile, info: tarfile.TarInfo, uri: str, limits: Limits) -> Page:
    if info.size > limits.size:
        raise too_large(uri, limits)
    try:
        member = archive.extractfile(info)
        data = member.read() if member else b""
    except (tarfile.TarError, *DAMAGE) as error:
        raise _damaged(uri, "this member", error) from None
    if len(data) < info.size:
        raise _damaged(uri, "this member", EOFError("it is cut off"))
    return content_of(uri, data)


def _damaged(uri: str, place: str, error: BaseException) -> SourceError:
    what = f"this tar archive cannot be read behind {place}: {error}"
    return SourceError("damaged", what, where=uri, hint="copy the archive again")
