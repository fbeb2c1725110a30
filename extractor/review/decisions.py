"""The log of what reviewers decided: JSON lines, only ever appended to, each on the disk before it is confirmed.

One line is one step of a reviewer: the decisions that belong together, with who made them and when. Undoing is a
step too. What holds of a record is worked out from its steps (see state.py), never stored.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import UsageError
from extractor.review.anchors import Anchor
from extractor.review.values import FieldName, State, Values

Action = Literal["accept", "correct", "reject", "add", "undo"]


class Decision(BaseModel):
    """What was decided of one fact.

    `target` is the key of the fact, or a key of its own for an added one. `fact` are the values as the extractor
    had found them (None: it had found no such fact), `value` those that are right instead. `replaces` is the
    target of an earlier decision that this one takes the place of.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    target: str
    field: FieldName
    fact: Values | None = None
    value: Values | None = None
    anchor: Anchor | None = None
    replaces: str | None = None


class Tally(BaseModel):
    """How far the article was behind a step: facts by field and state, and the least confidence of the open ones.

    It saves working all steps out again as long as the record is of this `version`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    counts: dict[FieldName, dict[State, int]]
    least: dict[FieldName, float]


class Step(BaseModel):
    """One line of the log; `undoes` is the number of the step that an undo takes back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    step: int
    when: str
    who: str
    uri: str
    id: str
    action: Action
    decisions: tuple[Decision, ...] = ()
    undoes: int | None = None
    tally: Tally | None = None


class _Head(BaseModel):
    """What is read of every step; all of a step is read when its article is looked at."""

    step: int
    uri: str
    id: str
    tally: Tally | None = None


def decisions_file(records: Path) -> Path:
    """The log beside a file or folder of records."""
    return Path(os.path.abspath(records) + ".decisions")  # a folder may be given as `.`


class Log:
    """The steps of a log by the article that they are about.

    Opened to be written it is locked: a second writer gets a UsageError. `unreadable` are the numbers of lines
    that are no step, such as one that a crash cut off before it was confirmed.
    """

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        self.unreadable: list[int] = []
        self._by_uri: dict[str, list[bytes]] = {}
        self._uris: dict[str, set[str]] = {}
        self._tallies: dict[str, Tally | None] = {}
        self._last = 0
        self._lock = FileLock(path.with_name(path.name + ".lock")) if write else None
        if self._lock is not None:
            self._acquire(self._lock)
        try:
            self._whole = self._read()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._lock.release()

    @property
    def next(self) -> int:
        """The number of the step that is written next."""
        return self._last + 1

    def of(self, uri: str) -> list[Step]:
        """The steps about the article of a source."""
        steps = []
        for line in self._by_uri.get(uri, ()):
            try:
                steps.append(Step.model_validate_json(line))
            except ValidationError:  # it looked like one at first
                continue
        return steps

    def knows(self, uri: str) -> bool:
        """Whether there are steps about the article of a source."""
        return uri in self._by_uri

    def uris(self, id: str) -> set[str]:
        """The sources of these bytes that there are steps about."""
        return self._uris.get(id, set())

    def tally(self, uri: str) -> Tally | None:
        """How far an article was behind its last step."""
        return self._tallies.get(uri)

    def append(self, step: Step) -> None:
        """Add a step, numbered `next`; when this returns, it is on the disk.

        Raises UsageError where it cannot be written.
        """
        line = step.model_dump_json(exclude_defaults=True).encode()
        try:
            new = not self.path.exists()
            with self.path.open("ab") as file:
                # what a crash cut off keeps a line to itself
                file.write(b"" if self._whole else b"\n")
                file.write(line + b"\n")
                file.flush()
                os.fsync(file.fileno())
            if new:
                _sync_folder(self.path.parent)
        except OSError as error:
            self._whole = False  # part of the line may be there
            raise UsageError(f"cannot be written: {error.strerror or error}", where=str(self.path)) from None
        self._whole = True
        self._keep(_Head(step=step.step, uri=step.uri, id=step.id, tally=step.tally), line)

    def _acquire(self, lock: FileLock) -> None:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            hint = "close the other review, or name another file with --decisions"
            raise UsageError("is being written by another review", where=str(self.path), hint=hint) from None
        except OSError as error:
            raise UsageError(f"cannot be locked: {error.strerror or error}", where=str(self.path)) from None

    def _read(self) -> bool:
        """Read the file; whether its last line is whole."""
        try:
            data = self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise UsageError(f"cannot be read: {error.strerror or error}", where=str(self.path)) from None
        for number, line in enumerate(data.split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                self._keep(_Head.model_validate_json(line), line)
            except ValidationError:
                self.unreadable.append(number)
        return not data or data.endswith(b"\n")

    def _keep(self, head: _Head, line: bytes) -> None:
        self._last = max(self._last, head.step)
        self._by_uri.setdefault(head.uri, []).append(line)
        self._uris.setdefault(head.id, set()).add(head.uri)
        self._tallies[head.uri] = head.tally


def now() -> str:
    """The time of a step."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def standing(steps: Iterable[Step]) -> list[Step]:
    """The steps that were not undone, in order."""
    steps = list(steps)
    undone = {step.undoes for step in steps if step.action == "undo"}
    return [step for step in steps if step.action != "undo" and step.step not in undone]


def _sync_folder(folder: Path) -> None:
    """Have a new file's name on the disk too, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
