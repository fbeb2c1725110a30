"""What other patterns do to a set of articles: each is extracted with both, and the records are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from extractor.compare.changes import Change, changes
from extractor.compare.facts import Facts, facts
from extractor.compare.page import render
from extractor.errors import TrichtinError
from extractor.record import Record

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.pipeline import Extractor


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed in `articles` articles; `failed` are the documents that gave no record, with the reason."""

    articles: int
    changes: tuple[Change, ...]
    failed: tuple[str, ...]

    def counts(self) -> Mapping[str, Counter[str]]:
        """For each field with changes how many facts were gained, lost and changed."""
        counted: dict[str, Counter[str]] = {}
        for change in self.changes:
            counted.setdefault(change.field, Counter())[change.kind] += 1
        return counted

    def to_dict(self) -> dict[str, Any]:
        """The diff as plain values for JSON."""
        rows = [{"kind": change.kind, **asdict(change)} for change in self.changes]
        counts = {name: dict(count) for name, count in self.counts().items()}
        return {"articles": self.articles, "counts": counts, "changes": rows, "failed": list(self.failed)}


def diff(sources: Iterable[tuple[str, Callable[[], bytes]]], before: Extractor, after: Extractor) -> Diff:
    """Extract each source (its name, and what reads it) with both extractors, and compare the records."""
    articles = 0
    found: list[Change] = []
    failed: list[str] = []
    for name, read in sources:
        try:
            data = read()
            old, new = before.extract(data, uri=name), after.extract(data, uri=name)
        except TrichtinError as error:
            failed.append(str(error))
            continue
        articles += 1
        found += changes(name, _facts(old, name), _facts(new, name))
    return Diff(articles, tuple(found), tuple(failed))


def _facts(record: Record, where: str) -> Facts:
    return facts(record.model_dump(mode="json"), where=where)


def diff_page(diff: Diff, folders: Sequence[str]) -> str:
    """The diff as one HTML file that needs nothing else."""
    by_article = [(name, list(rows)) for name, rows in groupby(diff.changes, key=lambda change: change.article)]
    return render("diff.html", diff=diff, counts=diff.counts(), folders=folders, articles=by_article)


def show(diff: Diff, console: Console) -> None:
    """The diff in the terminal: every change, then the counts."""
    from rich.table import Table
    from rich.text import Text

    styles = {"gained": "green", "lost": "red", "changed": "yellow"}
    for article, rows in groupby(diff.changes, key=lambda change: change.article):
        table = Table(title=Text(article), title_justify="left", box=None, pad_edge=False, expand=True)
        table.add_column("", no_wrap=True)
        table.add_column("field", no_wrap=True, min_width=13)
        for heading, ratio in (("before", 5), ("after", 5), ("where", 8)):
            table.add_column(heading, ratio=ratio)
        for row in rows:
            where = Text.assemble(row.context.before, (row.context.words, "bold"), row.context.after)
            if row.rule:
                where.append(f"\n{row.rule}", style="dim")
            kind = Text(row.kind, style=styles[row.kind])
            table.add_row(kind, row.field, Text(row.before or ""), Text(row.after or ""), where)
        console.print(table)
        console.print()
    counts = diff.counts()
    if counts:
        table = Table(box=None, pad_edge=False)
        table.add_column("field")
        for heading in styles:
            table.add_column(heading, justify="right")
        for name, count in counts.items():
            table.add_row(name, *(str(count[kind]) for kind in styles))
        console.print(table)
    touched = len({change.article for change in diff.changes})
    console.print(f"{diff.articles} articles, {touched} with changes")
