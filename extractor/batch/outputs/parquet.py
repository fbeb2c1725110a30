"""Parquet: a row for each record, its facts nested as in the JSON. The columns are read off the record's schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.batch.outputs import Records, needs
from extractor.batch.outputs.atomic import replacing
from extractor.record import Record

_GROUP = 1000  # rows that are held in memory, and stand together in the file


def check(output: Path) -> None:
    """Raise UsageError where the output needs a package that is not there."""
    needs("pyarrow", "parquet", output)


def write(records: Records, output: Path) -> None:
    """Write all records, in the order of the inputs."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(_columns(pa))
    with replacing(output) as (part,), pq.ParquetWriter(part, schema, compression="zstd") as file:
        for rows in _groups(records):
            file.write_table(pa.Table.from_pylist(rows, schema))


def _groups(records: Records) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for line in records.all():
        rows.append(json.loads(line))
        if len(rows) == _GROUP:
            yield rows
            rows = []
    if rows:
        yield rows


def _columns(pa: Any) -> list[tuple[str, Any]]:
    schema = Record.model_json_schema()
    fields = {name: node for name, node in schema["properties"].items() if name != "words"}
    return [(name, _type(pa, node, schema["$defs"])) for name, node in fields.items()]


def _type(pa: Any, node: dict[str, Any], definitions: dict[str, Any]) -> Any:
    """The Arrow type of a part of the JSON Schema."""
    if "$ref" in node:
        return _type(pa, definitions[node["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in node:  # a value or null: every Arrow column may be null
        return _type(pa, next(item for item in node["anyOf"] if item.get("type") != "null"), definitions)
    if node["type"] == "array":
        return pa.list_(_type(pa, node["items"], definitions))
    if node["type"] == "object":
        inner = node["properties"].items()
        return pa.struct([(name, _type(pa, field, definitions)) for name, field in inner])
    return {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}[node["type"]]
