"""Why a fact is in a record: its words in their sentence, its rules, and the files to edit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ValidationError

from extractor import patterns
from extractor.errors import UsageError
from extractor.record import ElectedPost, Position, Record, Span

_STEP = re.compile(r"\.?(\w+)|\[(\d+)\]")


def load_record(name: str) -> Record:
    """A record from a JSON file, or from one line of a file of JSON lines (`FILE:LINE`, from 1)."""
    file, _, line = name.rpartition(":") if re.search(r":\d+$", name) else (name, "", "")
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", where=file) from None
    if line:
        lines = text.splitlines()
        if not 1 <= int(line) <= len(lines):
            raise UsageError(f"there is no line {line}; the file has {len(lines)}", where=file)
        text = lines[int(line) - 1]
    try:
        return Record.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        hint = "give one record; of JSON lines name the line, as in records.jsonl:3"
        raise UsageError(f"this is no record: {first['msg']}", where=name, hint=hint) from None


def explain(record: Record, path: str, folders: Sequence[Path] = ()) -> str:
    """The words, rules and files behind the fact at `path`, as text for people."""
    fact = _follow(record, path)
    rules, spans = _rules_and_spans(fact, path)
    known = patterns.load(*folders)
    parts = [f"{path}: {fact.model_dump_json(exclude={'mentions', 'positions'})}"]
    parts += ["", "words:"] + [f"  {_in_context(record, span)}" for span in spans]
    parts += ["", "rules:"]
    for rule_id in rules:
        rule = known.rule(rule_id)
        parts.append(f"  {rule_id}  {rule.file}:{rule.line}" if rule else f"  {rule_id}  (in the program)")
        if rule:
            parts.append(f"    about: {known.categories[rule.category].about}")
            parts.append(f"    found in: {rule.yes[0]}")
    return "\n".join(parts)


def _rules_and_spans(fact: BaseModel, path: str) -> tuple[list[str], list[Span]]:
    if isinstance(fact, Position):
        spans: list[Span] = [fact]
    elif isinstance(fact, ElectedPost):
        spans = [fact.evidence]
    else:
        spans = list(getattr(fact, "mentions", ()))
    if not spans:
        raise UsageError(f"{path!r} is no fact", hint="name one, as in people[0] or elected_posts[2]")
    return (getattr(fact, "rule", None) or "").split(" + "), spans


def _follow(record: Record, path: str) -> BaseModel:
    """The part of a record that a path such as people[0].positions[1] leads to."""
    here: object = record
    place = 0
    while place < len(path):
        step = _STEP.match(path, place)
        if step is None:
            raise UsageError(f"the path {path!r} cannot be read at {path[place:]!r}", hint="write it as people[0]")
        place = step.end()
        name, number = step.groups()
        if number is not None and isinstance(here, list) and int(number) < len(here):
            here = here[int(number)]
        elif name is not None and isinstance(here, BaseModel) and name in type(here).model_fields:
            here = getattr(here, name)
        else:
            raise UsageError(f"there is no {path[:place]!r} in this record", hint=_choices(here))
    if not isinstance(here, BaseModel):
        raise UsageError(f"{path!r} is no fact", hint=_choices(here))
    return here


def _choices(here: object) -> str:
    if isinstance(here, list):
        return f"the list has {len(here)} entries" + (f", [0] to [{len(here) - 1}]" if here else "")
    if isinstance(here, BaseModel):
        return "known are: " + ", ".join(type(here).model_fields)
    return "the path ends before"


def _in_context(record: Record, span: Span) -> str:
    """The words of a span in square brackets, with the rest of their line, cut to a readable length."""
    start = record.text.rfind("\n", 0, span.start) + 1
    end = record.text.find("\n", span.end)
    end = len(record.text) if end < 0 else end
    left, right = record.text[start : span.start], record.text[span.end : end]
    if len(left) > 60:
        left = "…" + left[-60:]
    if len(right) > 60:
        right = right[:60] + "…"
    return f"{left}[{record.quote(span)}]{right}  ({span.start}–{span.end})"
