r"""The shape language: patterns that people can read, compiled to regular expressions.

    (ngày|hôm) {day}-{month}[-{year}]

- words stand for themselves, in any case; a blank is any run of white space, or none beside a sign;
  a comma or full stop may have a blank before it
- `{slot}` is a slot that the component defines; `{day2}` is a second `{day}`
- `[...]` may be missing; `(a|b)` is a choice
- `-` is any dash with or without blanks around it; other signs stand for themselves
- a backslash takes a sign literally: `\[`, `\(`, `\{`, `\|`, `\-`
"""

from __future__ import annotations

import re
from collections.abc import Mapping

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_TOKEN = re.compile(r"\\(.)|\{(\w+?)(\d*)\}|([\[\]()|])|(\s+)|(-)|(\w+)|(.)", re.S)
_GROUPS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}


class ShapeError(ValueError):
    """A shape that cannot be compiled; the text says why."""


def compile_shape(shape: str, slots: Mapping[str, str], *, whole: bool = False) -> re.Pattern[str]:
    """Compile `shape` with the regular expressions of `slots` (by name) into one pattern.

    Each slot becomes a named group, so `{day}` is read back as `match["day"]`. With `whole` the shape has to be
    the whole text; otherwise it may not begin or end inside a word. Raises ShapeError.
    """
    body = shape_regex(shape, slots)
    text = rf"\s*{body}\s*\Z" if whole else _bounded(body)
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise ShapeError(f"the shape {shape!r} does not compile: {error}") from None


def shape_regex(shape: str, slots: Mapping[str, str]) -> str:
    """The regular expression of a shape, without word bounds, for use inside a larger one."""
    parts: list[str] = []
    open_signs: list[str] = []
    for match in _TOKEN.finditer(shape):
        escaped, slot, number, group, blank, dash, word, sign = match.groups()
        if slot is not None:
            if slot not in slots:
                known = ", ".join(sorted(slots))
                raise ShapeError(f"unknown slot {{{slot}}} in the shape {shape!r}; known are: {known}")
            parts.append(f"(?P<{slot}{number}>{slots[slot]})")
        elif group is not None:
            _track(group, open_signs, shape)
            parts.append(_GROUPS[group])
        elif blank is not None:
            parts.append(_blank(shape, match))
        elif dash is not None:
            parts.append(rf"\s*[{re.escape(DASHES)}]\s*")
        else:
            literal = re.escape(escaped or word or sign)
            parts.append(rf"\s*{literal}" if sign and sign in ",;:.)" else literal)
    if open_signs:
        raise ShapeError(f"{open_signs[-1]!r} is never closed in the shape {shape!r}")
    return "".join(parts)


def _track(sign: str, open_signs: list[str], shape: str) -> None:
    if sign in "[(":
        open_signs.append(sign)
    elif sign in "])" and (not open_signs or open_signs.pop() + sign not in ("[]", "()")):
        raise ShapeError(f"{sign!r} closes nothing in the shape {shape!r}")


def _blank(shape: str, match: re.Match[str]) -> str:
    """White space is needed between two words only: 'a, b' is also printed 'a,b'."""
    before, after = shape[: match.start()], shape[match.end() :]
    if before[-1:].isalnum() and after[:1].isalnum():
        return r"\s+"
    return r"\s*"


def _bounded(body: str) -> str:
    return rf"(?<!\w)(?:{body})(?!\w)"
