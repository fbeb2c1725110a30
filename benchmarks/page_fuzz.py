"""Reads thousands of spoilt pages: page_fuzz.py FOLDER [--pages 10000] [--seed 1]

Each is a saved page (`*.html` of FOLDER) with pieces cut out, doubled, moved, nested, or replaced by what pages get
wrong. Any fault but a refusal is printed with the seed that makes the page again, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from extractor import patterns
from extractor.errors import DocumentError
from extractor.page import Places, read_article, read_listing

JUNK = (
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<plaintext>", b"<script>", b"</script>", b"<style>",
    b"<textarea>", b"</p>", b"</div>", b"<table>", b"<tr><td>", b"</table>", b"<a href='", b"\"", b"'", b"=", b"&",
    b"&#0;", b"&#x110000;", b"&#55296;", b"&nbsp" * 50, b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"<div>" * 600, b"<font>" * 600, b"<a x=1 " * 200, b"<svg><title>", b"<noscript>", b"<br>" * 300, b"\r\n\x0b\x0c",
)  # fmt: skip
_LARGEST = 2_000_000  # bytes; larger pages are cut, so that a run ends


def place(page: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(page) + 1)
    return start, start + chance.choice((0, 1, 3, 20, 200, 5000))


def cut(page: bytes, chance: random.Random) -> bytes:
    start, end = place(page, chance)
    return page[:start] + page[end:]


def double(page: bytes, chance: random.Random) -> bytes:
    start, end = place(page, chance)
    return page[:end] + page[start:end] * chance.choice((1, 2, 30)) + page[end:]


def move(page: bytes, chance: random.Random) -> bytes:
    start, end = place(page, chance)
    piece, rest = page[start:end], page[:start] + page[end:]
    target = chance.randrange(len(rest) + 1)
    return rest[:target] + piece + rest[target:]


def spoil(page: bytes, chance: random.Random) -> bytes:
    start, _ = place(page, chance)
    return page[:start] + chance.choice(JUNK) + page[start:]


def noise(page: bytes, chance: random.Random) -> bytes:
    start, end = place(page, chance)
    return page[:start] + chance.randbytes(len(page[start:end])) + page[end:]


def break_off(page: bytes, chance: random.Random) -> bytes:
    return page[: chance.randrange(len(page) + 1)]


def recode(page: bytes, chance: random.Random) -> bytes:
    name = chance.choice(("utf-16", "utf-16-le", "cp1258", "latin-1", "utf-32"))
    return page.decode("utf-8", "replace").encode(name, "replace")


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut,
    double,
    move,
    spoil,
    spoil,
    noise,
    break_off,
    recode,
)


def mutated(pages: list[bytes], seed: int) -> bytes:
    """The page of a seed."""
    chance = random.Random(seed)
    page = chance.choice(pages)
    for _ in range(chance.randrange(1, 9)):
        page = chance.choice(MUTATIONS[:-2] if chance.random() < 0.9 else MUTATIONS)(page, chance)[:_LARGEST]
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    pages = [path.read_bytes() for path in sorted(asked.folder.glob("*.html"))]
    rules = patterns.load()
    faults = refused = 0
    slowest = (0.0, 0, 0)
    for seed in range(asked.seed, asked.seed + asked.pages):
        page = mutated(pages, seed)
        start = time.process_time()
        try:
            article = read_article(page, uri=f"seed {seed}", rules=rules)
            assert article.text == "\n".join(article.text[block.start : block.end] for block in article.blocks)
            if seed % 10 == 0:
                Places(page, article).find(0, len(article.text))
                read_listing(page, uri=f"seed {seed}", rules=rules)
        except DocumentError:
            refused += 1
        except Exception:  # every fault is to be seen
            faults += 1
            print(f"seed {seed}:", file=sys.stderr)
            traceback.print_exc()
        slowest = max(slowest, (time.process_time() - start, seed, len(page)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{asked.pages} pages, {faults} faults, {refused} refused; at most {memory} MB of memory")
    print(f"slowest: seed {slowest[1]} with {slowest[2]} bytes in {slowest[0]:.2f} s")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
