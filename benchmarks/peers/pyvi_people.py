"""People as pyvi's tagger gives them: runs of proper nouns (Np) of two syllables and more.

    python pyvi_people.py PAGE... > records.jsonl

Runs in the environment of the peers; the text of a page is trafilatura's.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import trafilatura  # noqa: E402
from pyvi import ViPosTagger, ViTokenizer  # noqa: E402


def people(text: str) -> list[str]:
    found = []
    for line in filter(None, text.split("\n")):
        words, tags = ViPosTagger.postagging(ViTokenizer.tokenize(line))
        found += [word.replace("_", " ") for word, tag in zip(words, tags, strict=True) if tag == "Np" and "_" in word]
    return list(dict.fromkeys(found))


def main() -> None:
    for name in sys.argv[1:]:
        path = Path(name)
        data = path.read_bytes()
        text = data.decode("utf-8") if path.suffix == ".txt" else trafilatura.extract(data, favor_recall=True) or ""
        record = {"source": {"uri": name}, "article": {}, "people": [{"name": one} for one in people(text)]}
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
