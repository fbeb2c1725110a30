"""The book of a run, in SQLite beside the output: every document with what became of it, and the records.

A document's state and its record are written in one transaction, so that a run that is killed at any moment finds
both or neither. The output is made from here when all is done, in the order in which documents were first met.
"""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractor.batch.work import Result
from extractor.errors import TrichtinError, UsageError

Status = Literal["pending", "done", "failed", "duplicate"]
_COMMIT = 0.5  # seconds between two transactions
_BUSY = 10.0  # seconds to wait for another reader or writer
_FORMAT = 1
_SCHEMA = f"""
PRAGMA user_version = {_FORMAT};
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,      -- in the order in which they were met
    source TEXT NOT NULL UNIQUE, -- the record's source.uri
    name TEXT,                   -- its file, where the output is a folder
    stamp TEXT NOT NULL,         -- equal as long as the source is unchanged
    sha256 TEXT,                 -- of the page's bytes; null where they could not be read
    status TEXT NOT NULL,        -- pending, done, failed, duplicate
    same_as INTEGER REFERENCES documents(id), -- of a duplicate: the document that was read
    code TEXT,                   -- of a failure, in one word
    message TEXT,                -- of a failure, for people
    warnings TEXT,               -- codes of the record's warnings, JSON
    rules TEXT NOT NULL,         -- fingerprint of the rules that were used
    run INTEGER NOT NULL,        -- the run that changed it last
    seconds REAL,                -- the time that the extraction took
    time TEXT                    -- when it was finished (UTC)
);
CREATE INDEX documents_sha256 ON documents(sha256) WHERE status <> 'duplicate';
CREATE UNIQUE INDEX documents_name ON documents(name) WHERE name IS NOT NULL;
CREATE INDEX documents_status ON documents(status);
CREATE TABLE records (
    id INTEGER PRIMARY KEY REFERENCES documents(id),
    json BLOB NOT NULL           -- the record's JSON, packed by zlib
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    ended TEXT,                  -- null: it was interrupted, or is at work
    written TEXT,                -- when the output was written with what this run found
    call TEXT NOT NULL,          -- inputs and options, JSON
    counts TEXT                  -- what became of the inputs, JSON
);
"""


class ManifestError(TrichtinError):
    """The manifest cannot be read or written; what was written before is safe."""

    code = "manifest"


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest knows of a document."""

    id: int
    stamp: str
    sha256: str | None
    status: Status
    same_as: int | None
    rules: str
    run: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What is noted of every document. `name` (of its file) is kept from when the document was first met."""

    source: str
    stamp: str
    rules: str
    name: str | None = None


def manifest_path(output: Path) -> Path:
    """The manifest of an output: beside it, under its name."""
    return output.with_name(output.name + ".manifest.sqlite")


class Manifest:
    """The open manifest of an output. Every method but `close` may raise ManifestError."""

    def __init__(self, output: Path, *, write: bool) -> None:
        self.path = manifest_path(output)
        if not write and not self.path.exists():
            hint = "give the output of a `trichtin batch`"
            raise UsageError("there is no manifest of a run", where=str(self.path), hint=hint)
        self._run = 0
        self._committed = time.monotonic()
        try:
            uri = f"{self.path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
            self._db = sqlite3.connect(uri, uri=True, timeout=_BUSY, isolation_level=None)
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _FORMAT) or (version == 0 and self._has_tables()):
                hint = "move it away to begin anew"
                raise UsageError("is no manifest of this version", where=str(self.path), hint=hint)
            if write:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
                if version == 0:
                    self._db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
        except sqlite3.Error as error:
            raise self._failure(error) from None

    def _has_tables(self) -> bool:
        return self._db.execute("SELECT 1 FROM sqlite_master").fetchone() is not None

    def _failure(self, error: sqlite3.Error) -> ManifestError:
        hint = "what was done before is safe: the same command goes on there"
        return ManifestError(f"cannot be used: {error}", where=str(self.path), hint=hint)

    def _ask(self, sql: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise self._failure(error) from None

    # runs

    def begin_run(self, call: dict[str, Any]) -> int:
        """Note that a run begins, with what it was asked for; its number, from 1."""
        sql = "INSERT INTO runs (started, call) VALUES (?, ?)"
        self._run = int(self._ask(sql, _now(), json.dumps(call)).lastrowid or 0)
        self._ask("BEGIN")
        return self._run

    def end_run(self, counts: dict[str, int], *, complete: bool) -> None:
        """Note what became of the inputs of this run."""
        ended = _now() if complete else None
        self._ask("UPDATE runs SET ended = ?, counts = ? WHERE id = ?", ended, json.dumps(counts), self._run)
        self.commit()

    def last_run(self) -> dict[str, Any]:
        """The last run: id, started, ended, written, call, counts; empty where there was none."""
        cursor = self._ask("SELECT id, started, ended, written, call, counts FROM runs ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
        if row is None:
            return {}
        found = dict(zip(("id", "started", "ended", "written", "call", "counts"), row, strict=True))
        return {**found, "call": json.loads(found["call"]), "counts": json.loads(found["counts"] or "{}")}

    def written_run(self) -> int:
        """The last run whose documents are all in the output; 0 where there is none."""
        return int(self._ask("SELECT coalesce(max(id), 0) FROM runs WHERE written IS NOT NULL").fetchone()[0])

    def note_written(self) -> None:
        """Note that the output holds all that this run found."""
        self._ask("UPDATE runs SET written = ? WHERE id = ?", _now(), self._run)
        self.commit()

    def changed_since(self, run: int) -> bool:
        """Whether any document was finished in a later run than this."""
        sql = "SELECT 1 FROM documents WHERE run > ? LIMIT 1"
        return self._ask(sql, run).fetchone() is not None

    # documents

    def row(self, source: str) -> Row | None:
        """What is known of a source."""
        sql = "SELECT id, stamp, sha256, status, same_as, rules, run FROM documents WHERE source = ?"
        found = self._ask(sql, source).fetchone()
        return Row(*found) if found else None

    def twin(self, sha256: str, source: str) -> Row | None:
        """Another document with the same bytes that was read itself, or is being read."""
        sql = (
            "SELECT id, stamp, sha256, status, same_as, rules, run FROM documents"
            " WHERE sha256 = ? AND status <> 'duplicate' AND source <> ? ORDER BY id LIMIT 1"
        )
        found = self._ask(sql, sha256, source).fetchone()
        return Row(*found) if found else None

    def row_of(self, document: int) -> Row | None:
        """What is known of a document by its id."""
        sql = "SELECT id, stamp, sha256, status, same_as, rules, run FROM documents WHERE id = ?"
        found = self._ask(sql, document).fetchone()
        return Row(*found) if found else None

    def start(self, entry: Entry, sha256: str) -> int:
        """Note that a document is going to be read; its id."""
        return self._put(entry, sha256, "pending")

    def touch(self, document: int, stamp: str) -> None:
        """Note a new stamp of an unchanged document."""
        self._ask("UPDATE documents SET stamp = ? WHERE id = ?", stamp, document)

    def refuse(self, entry: Entry, code: str, message: str) -> None:
        """Note a document whose bytes cannot be had."""
        document = self._put(entry, None, "failed", code=code, message=message)
        self._ask("DELETE FROM records WHERE id = ?", document)

    def duplicate(self, entry: Entry, sha256: str, same_as: int) -> None:
        """Note a document that has the bytes of another."""
        document = self._put(entry, sha256, "duplicate", same_as=same_as)
        self._ask("DELETE FROM records WHERE id = ?", document)

    def follow(self, document: int, leader: int) -> None:
        """Make a document that old rules have read a duplicate of the one that is being read now."""
        sql = "UPDATE documents SET status = 'duplicate', same_as = ?, run = ? WHERE id = ?"
        self._ask(sql, leader, self._run, document)
        self._ask("DELETE FROM records WHERE id = ?", document)

    def finish(self, result: Result) -> None:
        """Note what became of a document that was read, with its record."""
        status: Status = "failed" if result.record is None else "done"
        sql = (
            "UPDATE documents SET status = ?, code = ?, message = ?, warnings = ?, seconds = ?, time = ?, run = ?"
            " WHERE id = ?"
        )
        warnings = json.dumps(result.warnings) if result.warnings else None
        seconds = round(result.seconds, 4)
        self._ask(sql, status, result.code, result.message, warnings, seconds, _now(), self._run, result.document)
        if result.record is None:
            self._ask("DELETE FROM records WHERE id = ?", result.document)
        else:
            self._ask("INSERT OR REPLACE INTO records VALUES (?, ?)", result.document, result.record)

    def _put(
        self,
        entry: Entry,
        sha256: str | None,
        status: Status,
        *,
        same_as: int | None = None,
        code: str | None = None,
        message: str | None = None,
    ) -> int:
        sql = (
            "INSERT INTO documents"
            " (source, name, stamp, rules, sha256, status, same_as, code, message, run, time)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET stamp = excluded.stamp,"
            " sha256 = excluded.sha256, status = excluded.status, rules = excluded.rules,"
            " same_as = excluded.same_as, code = excluded.code, message = excluded.message, run = excluded.run,"
            " time = excluded.time, warnings = NULL, seconds = NULL RETURNING id"
        )
        finished = None if status == "pending" else _now()
        known = (entry.source, entry.name, entry.stamp, entry.rules, sha256, status)
        return int(self._ask(sql, *known, same_as, code, message, self._run, finished).fetchone()[0])

    def tick(self) -> None:
        """Make safe what was noted, if that is some time ago."""
        if time.monotonic() - self._committed > _COMMIT:
            self.commit()

    def commit(self) -> None:
        """Make safe what was noted."""
        try:
            if self._db.in_transaction:
                self._db.execute("COMMIT")
            self._db.execute("BEGIN")
        except sqlite3.Error as error:
            raise self._failure(error) from None
        self._committed = time.monotonic()

    # what is there

    def records(self) -> Iterator[bytes]:
        """The JSON of each record, in the order in which the documents were met."""
        for (packed,) in self._ask("SELECT json FROM records ORDER BY id"):
            yield zlib.decompress(packed)

    def changes(self, run: int) -> Iterator[tuple[str, bytes | None]]:
        """File name and JSON of what was finished after a run; None for what has no record."""
        sql = (
            "SELECT name, json FROM documents LEFT JOIN records USING (id)"
            " WHERE run > ? AND name IS NOT NULL ORDER BY documents.id"
        )
        for name, packed in self._ask(sql, run):
            yield name, zlib.decompress(packed) if packed is not None else None

    def has_name(self, name: str) -> bool:
        """Whether a document has this file name already."""
        return self._ask("SELECT 1 FROM documents WHERE name = ?", name).fetchone() is not None

    def counts(self) -> dict[str, int]:
        """How many documents have each status."""
        return dict(self._ask("SELECT status, count(*) FROM documents GROUP BY status ORDER BY status").fetchall())

    def failures(self) -> Iterator[tuple[str, str, str]]:
        """Source, code and message of each failed document."""
        yield from self._ask("SELECT source, code, message FROM documents WHERE status = 'failed' ORDER BY id")

    def failure_codes(self) -> list[tuple[str, int]]:
        """How many documents failed for each reason, the commonest first."""
        sql = "SELECT code, count(*) FROM documents WHERE status = 'failed' GROUP BY code ORDER BY 2 DESC, 1"
        return self._ask(sql).fetchall()

    def warnings(self, *, since: int = 0) -> list[tuple[str, int]]:
        """How many records of runs after `since` have each warning, the commonest first."""
        sql = (
            "SELECT value, count(*) FROM documents, json_each(warnings) WHERE +status = 'done' AND run > ?"
            " GROUP BY value ORDER BY 2 DESC, 1"
        )
        return self._ask(sql, since).fetchall()

    def close(self) -> None:
        """Close the manifest; what was not committed is forgotten."""
        self._db.close()


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
