"""What other tools read from pages: page_peers.py FOLDER writes one JSON object for each tool and page.

It runs in an environment of its own and needs nothing of this project; `page_quality.py --peers PYTHON` calls it:

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install "lxml[html_clean]" readability-lxml trafilatura jusText goose3 newspaper4k \
        resiliparse htmldate
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

Read = dict[str, str | None]  # body, title, date: what a tool gives; None where it found none
_BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "td", "section", "article", "blockquote"}


def lines_of(markup: str) -> str:
    """The text of HTML with a line for each block."""
    from lxml import html

    parts: list[str] = []

    def walk(node: html.HtmlElement) -> None:
        broken = node.tag in _BREAKS
        parts.append("\n" if broken else "")
        parts.append(node.text or "")
        for child in node:
            if isinstance(child.tag, str):
                walk(child)
            parts.append(child.tail or "")
        parts.append("\n" if broken else "")

    walk(html.fromstring(markup))
    return "\n".join(line for line in (" ".join(line.split()) for line in "".join(parts).split("\n")) if line)


def readability(page: str) -> Read:
    from readability import Document

    document = Document(page)
    return {"body": lines_of(document.summary()), "title": document.short_title()}


def trafilatura(page: str) -> Read:
    from trafilatura import bare_extraction

    found = bare_extraction(page, with_metadata=True, include_comments=False)
    return {"body": found.text, "title": found.title, "date": found.date} if found else {}


def justext(page: str) -> Read:
    from justext import get_stoplist
    from justext import justext as read

    kept = [paragraph.text for paragraph in read(page, get_stoplist("Vietnamese")) if not paragraph.is_boilerplate]
    return {"body": "\n".join(kept)}


def goose3(page: str) -> Read:
    from goose3 import Goose

    with Goose({"use_meta_language": False, "target_language": "vi", "enable_image_fetching": False}) as goose:
        found = goose.extract(raw_html=page)
    return {"body": found.cleaned_text, "title": found.title, "date": str(found.publish_date or "")}


def newspaper4k(page: str) -> Read:
    from newspaper import Article

    article = Article("https://vi.example/", language="vi", fetch_images=False)
    article.download(input_html=page)
    article.parse()
    return {"body": article.text, "title": article.title, "date": str(article.publish_date or "")}


def resiliparse(page: str) -> Read:
    from resiliparse.extract.html2text import extract_plain_text

    return {"body": extract_plain_text(page, main_content=True, alt_texts=False)}


def htmldate(page: str) -> Read:
    from htmldate import find_date

    return {"date": find_date(page, original_date=True)}


TOOLS: dict[str, tuple[Callable[[str], Read], tuple[str, ...]]] = {
    "readability-lxml": (readability, ("body", "title")),
    "trafilatura": (trafilatura, ("body", "title", "date")),
    "jusText": (justext, ("body",)),
    "goose3": (goose3, ("body", "title", "date")),
    "newspaper4k": (newspaper4k, ("body", "title", "date")),
    "Resiliparse": (resiliparse, ("body",)),
    "htmldate": (htmldate, ("date",)),
}


def main() -> None:
    folder = Path(sys.argv[1])
    files = [json.loads(line)["file"] for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    for tool, (read, fields) in TOOLS.items():
        for name in files:
            page = (folder / name).read_bytes().decode("utf-8", "replace")
            seconds, found = 1e9, Read()
            for _ in range(3):
                start = time.process_time()
                try:
                    found = read(page)
                except Exception:  # a page that a tool fails on is a page without result
                    found = {}
                seconds = min(seconds, time.process_time() - start)
            result = {field: found.get(field) for field in fields}
            if "date" in fields:
                day = re.match(r"\d{4}-\d\d-\d\d", result["date"] or "")
                result["date"] = day[0] if day else None
            print(
                json.dumps({**result, "tool": f"{tool} {version(tool)}", "file": name, "seconds": seconds}), flush=True
            )


if __name__ == "__main__":
    main()
