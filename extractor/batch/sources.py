"""What an input names: files, folders, globs, archives, addresses, and `-` for a list of them."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from extractor.batch.document import Document, Limits, SourceError, broken, clean, name_of
from extractor.batch.inputs.fetch import Fetcher, is_address
from extractor.batch.inputs.files import file_document
from extractor.batch.inputs.folders import walk
from extractor.batch.inputs.jsonl import line_documents
from extractor.batch.inputs.kinds import IN_FOLDERS, LINES, TAR, WARC, ZIP, ends
from extractor.batch.inputs.tars import tar_documents
from extractor.batch.inputs.zips import zip_documents
from extractor.errors import DocumentError, UsageError


def check(inputs: Iterable[str], fetcher: Fetcher | None) -> None:
    """Raise UsageError for an input that is not there, before any work is done."""
    for given in inputs:
        if is_address(given):
            if fetcher is None:
                raise UsageError("addresses are not fetched", where=given, hint="allow it with --fetch")
        elif given != "-" and not _there(given) and not _matches(given):
            hint = "a name that holds * ? or [ is searched for" if glob.has_magic(given) else "check the spelling"
            raise UsageError("there is no such file or folder", where=given, hint=hint)


def documents(
    inputs: Iterable[str], limits: Limits, fetcher: Fetcher | None = None, listed: Iterable[str] = ()
) -> Iterator[Document]:
    """All documents of the inputs, in order; `listed` are those that `-` stands for.

    What is wrong with one of them is told when it is loaded: asking for the next never fails.
    """
    for given in inputs:
        for name in listed if given == "-" else (given,):
            yield from _documents(name, limits, fetcher)


def nothing_found(inputs: Iterable[str]) -> UsageError:
    """The error of inputs that hold no document at all."""
    hint = f"looked for {', '.join(IN_FOLDERS)}"
    return UsageError("there is no article in this folder", where=", ".join(inputs), hint=hint)


def _documents(given: str, limits: Limits, fetcher: Fetcher | None) -> Iterator[Document]:
    if is_address(given):
        if fetcher is not None:
            yield fetcher.document(given)
        else:
            error = SourceError("not_allowed", "addresses are not fetched", where=given, hint="allow it with --fetch")
            yield broken(clean(given), error)
    elif _there(given):
        yield from _path(Path(given), limits)
    elif matches := _matches(given):
        for match in matches:
            yield from _path(Path(match), limits)
    else:
        name = clean(given)
        yield broken(name, SourceError("missing", "there is no such file or folder", where=name))


def _path(path: Path, limits: Limits) -> Iterator[Document]:
    top = path if path.is_dir() else path.parent
    cut = 0 if top == Path() else len(name_of(top).rstrip("/")) + 1
    for document in _below(path, limits):
        yield replace(document, name=document.uri[cut:])


def _below(path: Path, limits: Limits) -> Iterator[Document]:
    if not path.is_dir():
        yield from _file(path, limits)
        return
    for found in walk(path):
        if isinstance(found, DocumentError):
            yield broken(found.where or name_of(path), found)
        else:
            yield from _file(found, limits)


def _file(path: Path, limits: Limits) -> Iterator[Document]:
    try:
        yield from _opened(path, limits)
    except Exception as error:
        # a container may be damaged in more ways than its library knows; what stands behind it must not be lost
        what = f"cannot be read on: {type(error).__name__}: {error}"
        yield broken(f"{name_of(path)}:rest", SourceError("damaged", what, where=name_of(path)))


def _opened(path: Path, limits: Limits) -> Iterator[Document]:
    if path.exists() and not path.is_file():
        yield broken(name_of(path), SourceError("no_file", "this is no file", where=name_of(path)))
    elif ends(path.name, ZIP):
        yield from zip_documents(path, limits)
    elif ends(path.name, TAR):
        yield from tar_documents(path, limits)
    elif ends(path.name, WARC):
        from extractor.batch.inputs.warcs import warc_documents

        yield from warc_documents(path, limits)
    elif ends(path.name, LINES):
        yield from line_documents(path, limits)
    else:
        yield from file_document(path, limits)


def _there(given: str) -> bool:
    path = Path(given)
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):  # a name too long, or with NUL in it
        return False


def named(given: str) -> list[str]:
    """What an input stands for: itself, or the files whose names match it."""
    return [given] if is_address(given) or _there(given) else _matches(given)


def _matches(given: str) -> list[str]:
    return sorted(glob.glob(given, recursive=True)) if glob.has_magic(given) and "\0" not in given else []
