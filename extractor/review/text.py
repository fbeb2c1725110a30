"""Words as they are looked for."""

from __future__ import annotations

import unicodedata

from extractor.folding import fold_print


def plain(text: str) -> tuple[str, str]:
    """A text folded for searching: as printed, and without marks.

    >>> plain("Đoàn Quỳnh Dung")
    ('đoàn quỳnh dung', 'doan quynh dung')
    """
    folded = fold_print(text)
    letters = unicodedata.normalize("NFD", folded).replace("đ", "d")
    return folded, "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
