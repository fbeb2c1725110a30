"""What a file is, by the end of its name."""

from __future__ import annotations

PAGES = (".html", ".htm", ".xhtml", ".shtml", ".txt")
MHTML = (".mhtml", ".mht")
ZIP = (".zip",)
TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
WARC = (".warc", ".warc.gz")
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
# what a folder is searched for; files of JSON lines have to be named, so many programs write them for other ends
IN_FOLDERS = (*PAGES, *MHTML, *ZIP, *TAR, *WARC)
IN_ARCHIVES = (*PAGES, *MHTML)


def ends(name: str, kind: tuple[str, ...]) -> bool:
    """Whether the name of a file says that it is of this kind."""
    return name.lower().endswith(kind)


def is_page(member: str) -> bool:
    """Whether a member of an archive is a page (and not the shadow that macOS writes beside each file)."""
    return ends(member, IN_ARCHIVES) and not member.startswith("__MACOSX/")
