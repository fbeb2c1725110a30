"""A chart of bars as SVG: for each field the F1 of two systems."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_ROW, _LEFT, _WIDE = 30, 130, 460
_COLOURS = ("#17684a", "#b9bfc9")


def bars(rows: Sequence[tuple[str, float, float]], first: str, second: str) -> str:
    """The chart; a row is a field with the F1 of the first and of the second system."""
    height = _ROW * len(rows) + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 60} {height}" '
        f'font-family="system-ui, sans-serif" font-size="12" role="img" '
        f'aria-label="F1 of {escape(first)} and {escape(second)}">',
        f'<rect width="{_LEFT + _WIDE + 60}" height="{height}" fill="#fff"/>',
    ]
    place = _LEFT
    for name, colour in zip((first, second), _COLOURS, strict=True):
        parts.append(f'<rect x="{place}" y="10" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{place + 18}" y="20" fill="#333">{escape(name)}</text>')
        place += 40 + 7 * len(name)
    for number, (field, *scores) in enumerate(rows):
        top = 40 + number * _ROW
        parts.append(f'<text x="{_LEFT - 10}" y="{top + 14}" text-anchor="end" fill="#333">{escape(field)}</text>')
        for at, (score, colour) in enumerate(zip(scores, _COLOURS, strict=True)):
            y = top + at * 11
            parts.append(f'<rect x="{_LEFT}" y="{y}" width="{max(score * _WIDE, 1):.0f}" height="9" fill="{colour}"/>')
            x = _LEFT + score * _WIDE + 5
            parts.append(f'<text x="{x:.0f}" y="{y + 8}" font-size="10" fill="#555">{score:.2f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
