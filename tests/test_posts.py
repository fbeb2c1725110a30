"""Elected and appointed posts: annotated articles in tests/data/posts."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from extractor import Extractor
from extractor.record import ElectedPost

DATA = Path(__file__).parent / "data" / "posts"
_NOTHING = "(none)"


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor()


def cases() -> list[object]:
    """Each article of the tables: lines of text behind ">", "@" the day of publication, below them the posts."""
    found: list[object] = []
    for path in sorted(DATA.glob("*.txt")):
        for number, block in enumerate(path.read_text("utf-8").split("\n\n")):
            lines = [line for line in block.splitlines() if line and not line.startswith("#")]
            text = [line[2:] for line in lines if line.startswith("> ")]
            day = next((line[2:] for line in lines if line.startswith("@ ")), None)
            posts = [line for line in lines if line[0] not in ">@"]
            assert posts, f"{path.name}: the text {text[:1]} has no line of posts and no {_NOTHING!r}"
            found.append(pytest.param(text, day, posts, id=f"{path.stem}-{number}"))
    return found


@pytest.mark.parametrize(("text", "published", "posts"), cases())
def test_posts(text: list[str], published: str | None, posts: list[str]) -> None:
    # where the day of publication is given, the first line is the title
    page = "\n\n".join(text if published else ["Tin trong tỉnh", *text])
    record = extractor().extract(page, published=published)
    found = sorted(record.elected_posts, key=lambda post: post.person)
    expected = sorted([] if posts == [_NOTHING] else posts, key=lambda line: line.split("|")[0].strip())
    assert len(found) == len(expected), [_line(post) for post in found]
    assert [_line(post, line) for post, line in zip(found, expected, strict=True)] == expected


def _line(post: ElectedPost, like: str = "|||||") -> str:
    """The post as a line of as many columns as the one that it is compared with, "*" where that has one."""
    columns = [post.person, post.post, post.body or "-", post.how, post.term or "-", post.date or "-"]
    wanted = [part.strip() for part in like.split("|")]
    return " | ".join("*" if part == "*" else column for part, column in zip(wanted, columns, strict=False))


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("Đại hội bầu Ban Chấp hành gồm 3 đồng chí: Lê Thị An - Bí thư, Trần Văn Bình - Phó Bí thư.", 1),
        ("Đại hội bầu Ban Chấp hành gồm 2 đồng chí: Lê Thị An - Bí thư, Trần Văn Bình - Phó Bí thư.", 0),
        ("Đại hội bầu bà Lê Thị An làm Chủ tịch Hội. Ba Phó Chủ tịch là ông Trần Văn Bình và bà Vũ Thị Chi.", 1),
        ("Đại hội bầu bà Lê Thị An làm Chủ tịch Hội. Hai Phó Chủ tịch là ông Trần Văn Bình và bà Vũ Thị Chi.", 0),
        ("Đại hội bầu Ban Chấp hành gồm 15 đồng chí, trong đó bà Lê Thị An làm Chủ tịch.", 0),
        ("Đại hội bầu Ban Chấp hành gồm 03 đồng chí:\n\n- Lê Thị An: Bí thư\n\n- Trần Văn Bình: Phó Bí thư", 1),
        ("Đại hội bầu Ban Chấp hành gồm 02 đồng chí:\n\n- Lê Thị An: Bí thư\n\n- Trần Văn Bình: Phó Bí thư", 0),
    ],
)
def test_member_count(text: str, messages: int) -> None:
    record = extractor().extract(f"Tin trong tỉnh\n\n{text}")
    assert len([notice for notice in record.warnings if notice.code == "member_count"]) == messages
