"""A page that a browser saved as MHTML: the HTML part of a MIME message."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from extractor.batch.document import Page, SourceError, page_of


def read_mhtml(uri: str, data: bytes) -> Page:
    """The page, its address and the time of saving; raises DocumentError where the message holds no HTML."""
    hint = "save the page again"
    try:
        page = _page(message_from_bytes(data, policy=policy.default))
    except Exception as error:  # the parser of the standard library fails on odd headers, in many ways
        what = f"this MHTML file is damaged: {type(error).__name__}: {error}"
        raise SourceError("damaged", what, where=uri, hint=hint) from None
    if page is None:
        raise SourceError("no_content", "this MHTML file holds no page", where=uri, hint=hint)
    return page


def _page(message: EmailMessage) -> Page | None:
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return page_of(content, url=_address(part) or _address(message), captured=_saved(message))
    return None


def _address(part: EmailMessage) -> str | None:
    for header in ("Snapshot-Content-Location", "Content-Location"):
        value = str(part.get(header, "")).strip()
        if value.startswith(("http://", "https://")):
            return value
    return None


def _saved(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).isoformat().replace("+00:00", "Z")
    except (TypeError, ValueError):
        return None
