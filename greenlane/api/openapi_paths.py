"""The addresses of the API as OpenAPI wants them: parameters, answers, problems."""

from __future__ import annotations

from typing import Any

from greenlane.api.openapi_shapes import ARRAY, object_of, ref
from greenlane.core.gatewalk import guards

NUMBER = {
    "name": "number",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9A-Z-]{1,24}$"},
}
HASH = {
    "name": "hash",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
KEYS = object_of(tokens=ARRAY)
HOOKS = object_of(webhooks=ARRAY)
_REFUSALS = (401, 403, 404, 409, 413, 415, 422, 503)
_PUBLIC: dict[str, Any] = {"security": []}
# Of one order: the last word of the address → what it is, and the key of the answer.
OF_AN_ORDER = {
    "tasks": ("Its tasks in playbook order", {"tasks": ARRAY}),
    "ledger": ("Where the time went, point by point", {"order": {}, "points": ARRAY}),
    "holding": ("What holds it dark, point by point", {"order": {}, "points": ARRAY}),
    "events": ("What happened, as data and sentences", {"events": ARRAY}),
    "infeeds": ("Every way in for volts on its site", {"infeeds": ARRAY}),
    "isolations": ("Its sections, open points, earths", {"isolations": ARRAY}),
    "tickets": ("Its tickets, breaks, signatures", {"tickets": ARRAY}),
    "ticket-forms": ("Forms that fit its work, and why", {"forms": ARRAY}),
    "instructions": ("Its orders to switch", {"instructions": ARRAY}),
    "switchings": ("Its switching orders, step by step", {"switchings": ARRAY}),
    "evidence": ("Its briefings, readings, tests", {"evidence": ARRAY}),
    "surveys": ("Every version of the survey", {"surveys": ARRAY}),
    "steps": ("The steps of switching in", {"steps": ARRAY}),
    "papers": ("The papers owed, and by when", {"papers": ARRAY}),
    "stops": ("Stops, freezes and hazards on it", {"stops": ARRAY}),
    "waits": ("Its named waits", {"waits": ARRAY}),
    "stints": ("Who worked, on what, from when to when", {"stints": ARRAY}),
    "notes": ("What somebody thought worth knowing", {"notes": ARRAY}),
    "links": ("Who sees it by a link, without an account", {"links": ARRAY}),
    "connection": ("Who ordered it, handover, term", {"id": {}, "terms": ARRAY}),
}
REGISTERS = {
    "people": "People, with what they are certified for now",
    "devices": "Devices of the grid by their dual name",
    "sites": "Sites, with the points that are energised there",
}


def paths() -> dict[str, Any]:
    """Every address with its methods."""
    return {**_writes(), **_reads(), **_others()}


def _writes() -> dict[str, Any]:
    command = ref("Command")
    some: dict[str, Any] = {"anyOf": [command, {"type": "array", "items": command}]}
    done = {"anyOf": [ref("Done"), object_of(items=ARRAY)]}
    return {
        "/api/v1/commands": _post("Do one command, or a list in order", some, done),
        "/api/v1/challenges": _post(
            "A live challenge for a release, valid a minute",
            {"type": "object", "required": ["command"]},
            object_of(challenge={"type": "string"}, seconds={"type": "integer"}),
        ),
        "/api/v1/blobs": {
            "post": {
                "summary": "Store a photo or file under the hash of its bytes",
                "requestBody": _body({}, "application/octet-stream"),
                "responses": _answers(ref("Stored"), 401, 403, 413, 422),
            }
        },
        "/api/v1/session": _session(),
    }


def _session() -> dict[str, Any]:
    login = _post(
        "Log in with a password", ref("LogIn"), object_of(csrf_token={}), (401, 429)
    )
    gone = {"204": {"description": "Logged out"}, "405": PROBLEM}
    log_out = {"summary": "Log out", **_PUBLIC, "responses": gone}
    return {"post": {**login["post"], **_PUBLIC}, "delete": log_out}


def _reads() -> dict[str, Any]:
    one = "/api/v1/orders/{number}"
    found = {one: _read("One order", ref("Order"), NUMBER)}
    for word, (summary, keys) in OF_AN_ORDER.items():
        found[f"{one}/{word}"] = _read(summary, object_of(**keys), NUMBER)
    for word, summary in REGISTERS.items():
        page = object_of(**{word: ARRAY, "next": {"type": ["string", "null"]}})
        found[f"/api/v1/{word}"] = _read(summary, page, *_PAGING)
    acts = {"type": "string", "enum": sorted(guards())}
    walked = object_of(act={"type": "string"}, gates=ARRAY)
    found[f"{one}/gates"] = _read(
        "The gates of an act, as the server walks them",
        walked,
        NUMBER,
        _query("act", **acts),
    )
    return found


def _others() -> dict[str, Any]:
    return {
        "/api/v1/orders": _read(
            "Orders, newest first",
            object_of(orders=ARRAY, next={"type": ["string", "null"]}),
            _query("ended", type="string", enum=["no", "yes", "all"]),
            _query("mission", type="string", maxLength=24),
            _query("channel", type="string", maxLength=12),
            *_PAGING,
        ),
        "/api/v1/signatures/mine": _read(
            "What waits for the caller's signature, and what he signed lately",
            object_of(waiting=ARRAY, signed=ARRAY),
        ),
        "/api/v1/events": _read(
            "A unit's events after a number",
            object_of(events=ARRAY),
            _query("unit", type="integer", minimum=1, maximum=32767),
            _query("after", type="integer", minimum=0),
            _query("limit", type="integer", minimum=1, maximum=1000),
        ),
        "/api/v1/tokens": _read("Keys of machines, the own and those in care", KEYS),
        "/api/v1/webhooks": _read("Webhooks, the own and those in care", HOOKS),
        "/api/v1/stream": _stream(),
        "/api/v1/blobs/{hash}": _bytes(),
        "/api/v1/openapi.json": _open(object_of(openapi={}, paths={})),
        "/healthz": _open(object_of(status={"const": "ok"})),
        "/readyz": _open(object_of(status={"type": "string"}), 503),
        "/metrics": {
            "get": {
                "summary": "Prometheus figures, for the holder of the metrics token",
                "security": [{"metrics": []}],
                "responses": {**_problems(401, 405), "200": _as("text/plain")},
            }
        },
    }


def _stream() -> dict[str, Any]:
    last = {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string"}}
    return {
        "get": {
            "summary": "Events as they happen; resumes from Last-Event-ID",
            "parameters": [last, _query("after", type="string")],
            "responses": {
                **_problems(401, 403, 405),
                "200": _as("text/event-stream"),
            },
        }
    }


def _bytes() -> dict[str, Any]:
    answers = {**_problems(401, 403, 404, 405), "200": _as("*/*")}
    one = {"summary": "The bytes of one", "parameters": [HASH], "responses": answers}
    return {"get": one}


def _post(
    summary: str, takes: dict[str, Any], gives: dict[str, Any], more: Any = ()
) -> dict[str, Any]:
    codes = (*_REFUSALS, *more)
    found = {"summary": summary, "requestBody": _body(takes)}
    return {"post": {**found, "responses": _answers(gives, *codes)}}


def _read(
    summary: str, gives: dict[str, Any], *parameters: dict[str, Any]
) -> dict[str, Any]:
    codes = (401, 403, 404, 422) if NUMBER in parameters else (401, 403, 422)
    found = {"summary": summary, "parameters": list(parameters)}
    return {"get": {**found, "responses": _answers(gives, *codes)}}


def _open(gives: dict[str, Any], *codes: int) -> dict[str, Any]:
    """For everybody; what a watcher asks for is no problem but a status."""
    responses = {str(code): _as("application/json", gives) for code in (200, *codes)}
    return {"get": {**_PUBLIC, "responses": {**responses, **_problems(405)}}}


def _answers(gives: dict[str, Any], *codes: int) -> dict[str, Any]:
    return {**_problems(*codes, 405), "200": _as("application/json", gives)}


def _problems(*codes: int) -> dict[str, Any]:
    return {str(code): PROBLEM for code in codes}


def _as(media: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    content = {media: {"schema": schema} if schema else {}}
    return {"description": "As asked", "content": content}


PROBLEM = {
    **_as("application/problem+json", ref("Problem")),
    "description": "Refused: what is wrong, and the next step",
}


def _query(name: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}


_PAGING = (
    _query("q", type="string", maxLength=80),
    _query("after", type="string", format="uuid"),
    _query("limit", type="integer", minimum=1, maximum=200),
)


def _body(schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"required": True, "content": {media: {"schema": schema}}}
