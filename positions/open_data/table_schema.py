"""A record as a table schema (https://specs.frictionlessdata.io/table-schema/)."""

from __future__ import annotations

from typing import Any

from letters.records.fields import Field, Record, Type

TYPES = {
    Type.INTEGER: "integer",
    Type.NUMBER: "number",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.MOMENT: "datetime",
}
REFERENCES = {"letter": ("letters", "key"), "topic": ("topics", "slug"), "cabinet": ("cabinets", "name")}
BOOLEANS = {"trueValues": ["True"], "falseValues": ["False"]}


def schema(record: Record, key: str | None) -> dict[str, Any]:
    """Return the schema in the active language."""
    found: dict[str, Any] = {"fields": [column(field) for field in record.fields], "missingValues": [""]}
    if key:
        found["primaryKey"] = key
    references = [
        {"fields": name, "reference": {"resource": resource, "fields": field}}
        for name, (resource, field) in REFERENCES.items()
        if name in record.names
    ]
    return found | ({"foreignKeys": references} if references else {})


def column(field: Field) -> dict[str, Any]:
    kind = TYPES.get(field.type, "string") if isinstance(field.type, Type) and not field.many else "string"
    found: dict[str, Any] = {"name": field.name, "type": kind}
    found["description"] = str(field.table_description or field.description)
    if limits := constraints(field):
        found["constraints"] = limits
    return found | (BOOLEANS if kind == "boolean" else {})


def constraints(field: Field) -> dict[str, Any]:
    """Return the constraints of a column; none for lists, which are text in a table and may be empty."""
    if field.many:
        return {}
    limits = {
        "required": not (field.null or field.blank) or None,
        "unique": field.unique or None,
        "minimum": field.least,
        "maximum": field.most,
        "enum": field.codes or None,
    }
    return {name: value for name, value in limits.items() if value is not None}
