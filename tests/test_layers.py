"""The flow goes one way; the command answers at once; files stay small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent


def test_layers() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == EXIT_STATUS_SUCCESS


def test_help_loads_no_models() -> None:
    heavy = ("spacy", "underthesea", "dateparser", "bs4")
    code = f"import sys, extractor.cli; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_no_file_over_400_lines() -> None:
    files = [path for folder in ("extractor", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert files
    assert [path.name for path in files if len(path.read_text("utf-8").splitlines()) > 400] == []
