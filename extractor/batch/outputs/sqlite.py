"""SQLite: a table for each kind of fact, with foreign keys and full-text search, ready for Datasette.

The search table `articles_fts` holds title and text in small letters and the newer placement of tone marks, and
`plain`, the same without any marks: `đại hội` finds what is written so, `dai hoi` finds it too.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path

from extractor.batch.outputs import OutputError, Records
from extractor.batch.outputs.atomic import replacing
from extractor.batch.outputs.tables import TABLES, Rows, Table
from extractor.errors import UsageError
from extractor.folding import fold

_APPLICATION = 0x7472_7469  # "trti": a database of ours, which may be written anew
_SEARCH = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, text, plain, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 0"
);
"""
_INDEX = "INSERT INTO articles_fts (rowid, title, text, plain) VALUES (?, ?, ?, ?)"
_fold = fold.__wrapped__  # whole texts would fill the memory that `fold` has for words


def check(output: Path) -> None:
    """Raise UsageError where a file is there that is no database of ours."""
    if not output.exists() or output.stat().st_size == 0:
        return
    try:
        database = sqlite3.connect(f"{output.absolute().as_uri()}?mode=ro", uri=True)
        ours = database.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION
        database.close()
    except sqlite3.Error:
        ours = False
    if not ours:
        raise UsageError("is there, and no earlier output", where=str(output), hint="give another name")


def write(records: Records, output: Path) -> None:
    """Write all tables and the search index into a new database, and put it in place of the old one."""
    with replacing(output) as (part,):
        try:
            database = sqlite3.connect(part, isolation_level=None)
            try:
                _fill(database, records)
            finally:
                database.close()
        except sqlite3.Error as error:
            raise OutputError(f"cannot be written: {error}", where=str(output)) from None


def _fill(database: sqlite3.Connection, records: Records) -> None:
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute("PRAGMA journal_mode = OFF")  # nobody sees the file before it is whole
    database.execute("PRAGMA synchronous = OFF")
    for table in TABLES:
        database.execute(_create(table))
    database.executescript(_SEARCH)
    database.execute("BEGIN")
    insert = {table.name: _insert(table) for table in TABLES}
    rows = Rows()
    for line in records.all():
        for name, row in rows.of(line):
            if name == "articles":
                title, text = (_fold(str(row[column] or "")) for column in ("title", "text"))
                row["plain"] = without_marks(text)
                database.execute(_INDEX, (row["id"], title, text, row["plain"]))
            database.execute(insert[name], row)
    database.execute("COMMIT")
    for table in TABLES:
        for column in table.links:
            database.execute(f"CREATE INDEX {table.name}_{column} ON {table.name}({column})")


def _columns(table: Table) -> dict[str, str]:
    return {**table.columns, "plain": "TEXT"} if table.name == "articles" else dict(table.columns)


def _create(table: Table) -> str:
    columns = [f'"{name}" {kind}' for name, kind in _columns(table).items()]
    links = [f'FOREIGN KEY ("{column}") REFERENCES {other}(id)' for column, other in table.links.items()]
    return f"CREATE TABLE {table.name} ({', '.join([*columns, *links])})"


def _insert(table: Table) -> str:
    names = list(_columns(table))
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name} ({quoted}) VALUES ({', '.join(':' + name for name in names)})"


def without_marks(text: str) -> str:
    """A folded text without tone and vowel marks, as people type it in haste.

    >>> without_marks("đại hội")
    'dai hoi'
    """
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
