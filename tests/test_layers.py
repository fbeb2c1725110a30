"""The flow goes one way; the command answers at once; files stay small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from extractor.cli import main
from extractor.compare.cli import compare

ROOT = Path(__file__).parent.parent


def test_layers() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == EXIT_STATUS_SUCCESS


def test_help_loads_only_click() -> None:
    heavy = ("spacy", "underthesea", "dateparser", "bs4", "pydantic", "yaml", "jinja2", "rich", "numpy", "asyncio")
    code = f"""
import atexit, sys
from extractor.cli import main
atexit.register(lambda: print([module for module in {heavy} if module in sys.modules]))
main(["--help"])
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.startswith("Usage:")
    assert found.stdout.splitlines()[-1] == "[]"


def test_help_of_verbs_that_load_later() -> None:
    listed = main.commands["compare"].get_short_help_str(200)
    assert listed == compare.get_short_help_str(200)


def test_no_file_over_400_lines() -> None:
    files = [path for folder in ("extractor", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert files
    assert [path.name for path in files if len(path.read_text("utf-8").splitlines()) > 400] == []
