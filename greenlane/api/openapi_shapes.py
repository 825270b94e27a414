"""What the API answers with, as JSON schemas: an answer, an order, a problem."""

from __future__ import annotations

from typing import Any

ARRAY: dict[str, Any] = {"type": "array", "items": {"type": "object"}}
TEXT: dict[str, Any] = {"type": "string"}
TIME: dict[str, Any] = {"type": ["string", "null"], "format": "date-time"}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def object_of(**keys: dict[str, Any]) -> dict[str, Any]:
    """An object that holds all of these keys, and perhaps more."""
    return {"type": "object", "required": sorted(keys), "properties": keys}


def _with(shape: dict[str, Any], **keys: dict[str, Any]) -> dict[str, Any]:
    """The same, with keys that are there in some cases only."""
    return {**shape, "properties": {**shape["properties"], **keys}}


SHAPES: dict[str, Any] = {
    "Done": object_of(
        state={"enum": ["done", "open"]},
        code=TEXT,
        facts={"type": "object"},
        position=TEXT,
        replayed={"type": "boolean"},
    ),
    "Stored": object_of(hash=TEXT, size={"type": "integer"}, type=TEXT),
    "Order": _with(
        object_of(
            id={"type": "string", "format": "uuid"},
            number=TEXT,
            unit=TEXT,
            mission=TEXT,
            site=object_of(id=TEXT, name=TEXT),
            stage=TEXT,
            beside={"type": "array", "items": TEXT},
            priority={"type": "integer", "minimum": 1, "maximum": 5},
            channel=TEXT,
            requested_at=TIME,
            need_at=TIME,
            deadline=TIME,
        ),
        playbook={"type": ["string", "null"]},
        points=ARRAY,
        holding={"anyOf": [ref("Holding"), {"type": "null"}]},
    ),
    "Holding": object_of(
        item=TEXT, kind=TEXT, holder=TEXT, since=TIME, next_step=TEXT, sentence=TEXT
    ),
    "Problem": _with(
        object_of(
            type=TEXT,
            title=TEXT,
            status={"type": "integer"},
            code=TEXT,
            next_step=TEXT,
            next_command=TEXT,
            facts={"type": "object"},
        ),
        errors={"type": "array", "items": ref("FieldError")},
        missing={"type": "array", "items": ref("Missing")},
    ),
    "FieldError": object_of(field=TEXT, code=TEXT, detail=TEXT, next_step=TEXT),
    "Missing": object_of(
        gate=TEXT,
        what=TEXT,
        holder=TEXT,
        since=TIME,
        next_step=TEXT,
        says=TEXT,
        do=TEXT,
    ),
}
