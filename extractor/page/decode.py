"""Bytes to text."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.record import Notice


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a source, the name of its encoding, and what the reader should know of the choice."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a page."""
    return Decoded(data.decode("utf-8-sig", "replace"), "utf-8")
