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
from extractor.review.values import FieldName, Values

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


def decisions_file(records: Path) -> Path:
    """The log beside a file or folder of records."""
    return records.with_name(records.name + ".decisions")


class Log:
    """The steps of a log by the article that they are about.

    Opened to be written it is locked: a second writer gets a UsageError. `unreadable` are the numbers of lines
    that are no step, such as one that a crash cut off before it was confirmed.
    """

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        self.unreadable: list[int] = []
        self._by_uri: dict[str, list[Step]] = {}
        self._by_id: dict[str, list[Step]] = {}
        self._last = 0
        self._lock = FileLock(path.with_name(path.name + ".lock")) if write else None
        if self._lock is not None:
            self._acquire(self._lock)
        self._whole = self._read()

    def close(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._lock.release()

    def __len__(self) -> int:
        return self._last

    def of(self, uri: str, id: str, *, moved: bool = True) -> list[Step]:
        """The steps about an article: those on its source; where there are none, those on the same bytes elsewhere.

        With `moved=False` only the source counts.
        """
        found = self._by_uri.get(uri, [])
        if not found and moved:
            elsewhere = self._by_id.get(id, [])
            return elsewhere if len({step.uri for step in elsewhere}) == 1 else []
        return found

    def append(
        self,
        *,
        who: str,
        uri: str,
        id: str,
        action: Action,
        decisions: Iterable[Decision] = (),
        undoes: int | None = None,
    ) -> Step:
        """Add a step; when this returns, it is on the disk. Raises UsageError where it cannot be written."""
        step = Step(
            step=self._last + 1,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            who=who,
            uri=uri,
            id=id,
            action=action,
            decisions=tuple(decisions),
            undoes=undoes,
        )
        line = step.model_dump_json(exclude_defaults=True).encode() + b"\n"
        try:
            new = not self.path.exists()
            with self.path.open("ab") as file:
                # what a crash cut off keeps a line to itself
                file.write(line if self._whole else b"\n" + line)
                file.flush()
                os.fsync(file.fileno())
            if new:
                _sync_folder(self.path.parent)
        except OSError as error:
            self._whole = False  # part of the line may be there
            raise UsageError(f"cannot be written: {error.strerror or error}", where=str(self.path)) from None
        self._whole = True
        self._keep(step)
        return step

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
                self._keep(Step.model_validate_json(line))
            except ValidationError:
                self.unreadable.append(number)
        return not data or data.endswith(b"\n")

    def _keep(self, step: Step) -> None:
        self._last = max(self._last, step.step)
        self._by_uri.setdefault(step.uri, []).append(step)
        self._by_id.setdefault(step.id, []).append(step)


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
