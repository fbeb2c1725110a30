"""CSV, a file for each table: `x.csv` holds the articles, `x.people.csv` the people, and so on."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path

from extractor.batch.outputs import Records
from extractor.batch.outputs.atomic import replacing
from extractor.batch.outputs.tables import TABLES, Rows


def write(records: Records, output: Path) -> None:
    """Write all tables in UTF-8; an empty cell is a value that is not known."""
    names = [table_file(output, table.name) for table in TABLES]
    with replacing(*names) as parts, ExitStack() as stack:
        files = {}
        for table, part in zip(TABLES, parts, strict=True):
            file = stack.enter_context(part.open("w", encoding="utf-8", newline=""))
            files[table.name] = csv.DictWriter(file, list(table.columns), lineterminator="\n")
            files[table.name].writeheader()
        rows = Rows()
        for line in records.all():
            for name, row in rows.of(line):
                files[name].writerow(row)


def table_file(output: Path, table: str) -> Path:
    """The file of a table."""
    return output if table == "articles" else output.with_name(f"{output.stem}.{table}.csv")
