"""Floors: the F1 that each field must reach on the samples. They only rise."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from extractor.compare.fields import FIELDS
from extractor.compare.result import Comparison
from extractor.errors import UsageError

FLOORS = "floors.json"


def read_floors(path: Path) -> dict[str, float]:
    """The floors of a file, `{field: F1}`. Raises UsageError where the file is of another shape."""
    try:
        floors = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot be read: {error}", where=str(path), hint="is it JSON?") from None
    if not isinstance(floors, dict):
        raise UsageError("is no JSON object", where=str(path), hint='floors look so: {"dates": 0.85}')
    for name, floor in floors.items():
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise UsageError(f"there is no field {name!r}", where=str(path), hint=f"fields are {known}")
        if not isinstance(floor, int | float) or not 0 <= floor <= 1:
            raise UsageError(f"the floor of {name} is no F1: {floor!r}", where=str(path), hint="between 0 and 1")
    return {name: float(floor) for name, floor in floors.items()}


def raised(floors: Mapping[str, float], comparison: Comparison) -> dict[str, float]:
    """The floors lifted to what was reached, rounded down to two places; none is ever lowered."""
    reached = {name: math.floor(counts.f1 * 100 + 1e-9) / 100 for name, counts in comparison.fields.items()}
    return {name: max(floors.get(name, 0.0), f1) for name, f1 in reached.items()}


def write_floors(path: Path, floors: Mapping[str, float]) -> None:
    """Write a file of floors."""
    path.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
