"""The addresses of the API as OpenAPI wants them: parameters, answers, problems."""

from __future__ import annotations

from typing import Any

PROBLEM = {
    "description": "Refused: what is wrong, and the next step",
    "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    },
}
_JSON = {
    "description": "As asked",
    "content": {"application/json": {"schema": {"type": "object"}}},
}
_TEXT = {"description": "As asked", "content": {"text/plain": {}}}


def _answers(*codes: int, good: dict[str, Any] = _JSON) -> dict[str, Any]:
    return {"200": good, **{str(code): PROBLEM for code in codes}}


def _query(name: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _read(
    summary: str, *parameters: dict[str, Any], codes: tuple[int, ...] = ()
) -> Any:
    return {
        "get": {
            "summary": summary,
            "parameters": list(parameters),
            "responses": _answers(401, 403, 422, *codes),
        }
    }


def _body(schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"required": True, "content": {media: {"schema": schema}}}


_NUMBER = {
    "name": "number",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Z]{1,8}-[0-9]{6}-[0-9]{1,6}$"},
}
_COMMAND = {"$ref": "#/components/schemas/Command"}
_REFUSALS = (401, 403, 404, 409, 413, 422, 503)

PATHS: dict[str, Any] = {
    "/api/v1/commands": {
        "post": {
            "summary": "Do one command, or a list of them in order",
            "requestBody": _body(
                {"anyOf": [_COMMAND, {"type": "array", "items": _COMMAND}]}
            ),
            "responses": _answers(*_REFUSALS),
        }
    },
    "/api/v1/challenges": {
        "post": {
            "summary": "A live challenge for a release, valid a minute",
            "requestBody": _body({"type": "object"}),
            "responses": _answers(*_REFUSALS),
        }
    },
    "/api/v1/session": {
        "post": {
            "summary": "Log in with a password",
            "security": [],
            "requestBody": _body({"$ref": "#/components/schemas/Login"}),
            "responses": _answers(401, 403, 413, 422, 429),
        },
        "delete": {
            "summary": "Log out",
            "responses": {"204": {"description": "Logged out"}, "403": PROBLEM},
        },
    },
    "/api/v1/orders": _read(
        "Orders, newest first",
        _query("ended", enum=["no", "yes", "all"]),
        _query("mission", type="string"),
        _query("channel", type="string"),
        _query("q", type="string"),
        _query("after", type="string", format="uuid"),
        _query("limit", type="integer", minimum=1, maximum=200),
    ),
    "/api/v1/orders/{number}": _read("One order", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/tasks": _read("Its tasks", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/ledger": _read(
        "Where the time went", _NUMBER, codes=(404,)
    ),
    "/api/v1/orders/{number}/holding": _read(
        "What holds it dark", _NUMBER, codes=(404,)
    ),
    "/api/v1/orders/{number}/events": _read("What happened", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/gates": _read(
        "The gates of an act, as the server walks them",
        _NUMBER,
        codes=(404,),
    ),
    "/api/v1/orders/{number}/infeeds": _read("Its infeeds", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/isolations": _read("Its sections", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/tickets": _read("Its tickets", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/instructions": _read(
        "Its orders to switch", _NUMBER, codes=(404,)
    ),
    "/api/v1/orders/{number}/evidence": _read("Its records", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/surveys": _read("Its surveys", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/steps": _read("Its steps", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/papers": _read("Papers owed", _NUMBER, codes=(404,)),
    "/api/v1/orders/{number}/connection": _read(
        "Who ordered it, handover and term", _NUMBER, codes=(404,)
    ),
    "/api/v1/people": _read("People and their certificates"),
    "/api/v1/devices": _read("Devices by their dual name"),
    "/api/v1/sites": _read("Sites with their points"),
    "/api/v1/events": _read(
        "A unit's events after a number",
        _query("unit", type="integer", minimum=1, maximum=32767),
        _query("after", type="integer", minimum=0),
        _query("limit", type="integer", minimum=1, maximum=1000),
    ),
    "/api/v1/stream": {
        "get": {
            "summary": "Events as they happen (text/event-stream), by Last-Event-ID",
            "parameters": [_query("after", type="string")],
            "responses": {
                "200": {
                    "description": "A stream",
                    "content": {"text/event-stream": {}},
                },
                "401": PROBLEM,
            },
        }
    },
    "/api/v1/blobs": {
        "post": {
            "summary": "Store a photo or file under the hash of its bytes",
            "requestBody": _body({"type": "string"}, "application/octet-stream"),
            "responses": _answers(401, 403, 413, 422),
        }
    },
    "/healthz": {"get": {"security": [], "responses": {"200": _JSON}}},
    "/readyz": {"get": {"security": [], "responses": {"200": _JSON, "503": _JSON}}},
    "/metrics": {"get": {"responses": {"200": _TEXT, "401": PROBLEM}}},
}

SCHEMAS: dict[str, Any] = {
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "next_step": {"type": "string"},
            "next_command": {"type": "string"},
            "facts": {"type": "object"},
            "errors": {"type": "array", "items": {"type": "object"}},
            "missing": {"type": "array", "items": {"type": "object"}},
        },
    },
    "Login": {
        "type": "object",
        "required": ["username", "password"],
        "properties": {
            "username": {"type": "string", "minLength": 1, "maxLength": 200},
            "password": {"type": "string", "minLength": 1, "maxLength": 200},
        },
    },
}
