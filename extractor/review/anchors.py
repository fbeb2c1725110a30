"""Where a decision stands in a text: the words, and what stood around them, so that they are found again.

All offsets are Unicode code points, half-open.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

CONTEXT = 32  # code points kept on either side


class Anchor(BaseModel):
    """Words of a text with their neighbours; `start` only says which of several equal places is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: str
    prefix: str
    suffix: str
    start: int


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of `text[start:end]`."""
    return Anchor(
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
    )


def resolve(text: str, place: Anchor) -> tuple[int, int] | None:
    """The place of the anchor's words in a text that may have changed, None where they no longer fit.

    They fit where at least one neighbour is still there by half.
    """
    around = place.prefix + place.quote + place.suffix
    at = place.start - len(place.prefix)
    if place.quote and place.suffix and at >= 0 and text.startswith(around, at):
        return place.start, place.start + len(place.quote)  # nothing has moved
    best: tuple[int, int, int] | None = None
    at = text.find(place.quote) if place.quote else -1
    while at >= 0:
        end = at + len(place.quote)
        before = _shared(place.prefix[::-1], text[max(0, at - CONTEXT) : at][::-1])
        behind = _shared(place.suffix, text[end : end + CONTEXT])
        fits_before = 2 * before >= len(place.prefix) if place.prefix else at == 0
        fits_behind = 2 * behind >= len(place.suffix) if place.suffix else end == len(text)
        if fits_before or fits_behind:
            best = max(best or (-1, 0, 0), (before + behind, -abs(at - place.start), at))
        at = text.find(place.quote, at + 1)
    return None if best is None else (best[2], best[2] + len(place.quote))


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count
