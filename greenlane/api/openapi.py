"""GET /api/v1/openapi.json: the API described from the very forms that it uses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse

from greenlane import __version__
from greenlane.api.doing import answering
from greenlane.api.openapi_forms import form_schema
from greenlane.api.openapi_paths import paths
from greenlane.api.openapi_shapes import SHAPES
from greenlane.api.session import LogIn
from greenlane.core.command import commands


@answering("GET")
def openapi(request: HttpRequest) -> JsonResponse:
    """The document (OpenAPI 3.1)."""
    return JsonResponse(document())


def document() -> dict[str, Any]:
    """Every address, and every command with its own schema."""
    schemas: dict[str, Any] = {**SHAPES, "LogIn": form_schema(LogIn)}
    refs = []
    for command in commands().values():
        name = command.name.replace(".", "_")
        schemas[name] = form_schema(command.takes)
        refs.append({"$ref": f"#/components/schemas/do_{name}"})
        schemas[f"do_{name}"] = _envelope(command, name)
    schemas["Command"] = {"oneOf": refs}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Greenlane", "version": __version__},
        "paths": paths(),
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "metrics": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            },
        },
        "security": [{"token": []}, {"session": []}],
    }


def _envelope(command: Any, name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": str(command.title),
        "x-kind": command.kind.name,
        "x-needs": command.needs,
        "additionalProperties": False,
        "required": ["command", "data"],
        "properties": {
            "command": {"const": command.name},
            "data": {"$ref": f"#/components/schemas/{name}"},
            "id": {"type": "string", "format": "uuid"},
            "at": {"type": "string", "format": "date-time"},
            "queued": {"type": "boolean"},
            "device_seq": {"type": "integer", "minimum": 0},
            "seen": {"type": "string"},
        },
    }
