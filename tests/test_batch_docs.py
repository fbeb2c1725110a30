"""docs/batch.md names every reason for which a document can fail."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = re.compile(r'(?:SourceError|_refusal|_refuse|Result)\(\s*(?:entry, |job\.document, None, )?"([a-z_]+)"')


def test_every_reason_is_explained() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "extractor" / "batch").rglob("*.py"))
    used = set(CODE.findall(source)) | {"unreadable", "network", "timeout"}
    text = (ROOT / "docs" / "batch.md").read_text("utf-8").partition("## Reasons")[2].partition("##")[0]
    explained = set(re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE))
    assert len(used) > 15
    assert explained == used
