"""POST /api/v1/commands: one command, or a list in order; each its own transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from django.http import JsonResponse

from greenlane.api.doing import endpoint
from greenlane.api.envelope import Envelope, read_envelope
from greenlane.core import clock, proof
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, commands
from greenlane.core.door import perform, unit_scene
from greenlane.core.forms import bind_loosely
from greenlane.core.positions import write_position
from greenlane.core.refusals import FieldError, Malformed, NotFound, Refused
from greenlane.core.web.access import OF_ITS_COMMAND
from greenlane.core.web.problems import as_dict
from greenlane.core.web.reading import read_json
from greenlane.core.web.viewer import ViewerRequest

log = structlog.get_logger("greenlane.api")
MOST = 200


@endpoint("POST", rule=OF_ITS_COMMAND)
def do_commands(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """200 with the answer, or with a status per item of a list; else a problem."""
    body = read_json(request)
    if not isinstance(body, list):
        return JsonResponse(said(_do(read_envelope(body), actor)))
    if len(body) > MOST:
        raise Malformed([FieldError("$", "too-many-commands")])
    return JsonResponse({"items": _do_all(body, actor)})


def _do(asked: Envelope, actor: Actor) -> Answer:
    return perform(
        asked.command,
        asked.data,
        by=actor,
        id=asked.id,
        at=asked.at,
        queued=asked.queued,
        device_seq=asked.device_seq,
        seen=asked.seen,
    )


def _do_all(items: list[Any], actor: Actor) -> list[dict[str, Any]]:
    """In order. An item whose earlier sibling on the same subject failed is held.

    Whatever goes wrong with one of them, those behind it are tried: one may be a stop.
    """
    results: list[dict[str, Any]] = []
    failed: set[str] = set()
    for item in items:
        subjects = _subjects(item)
        if subjects & failed and not _always_passes(item):
            failed |= subjects
            results.append({**as_dict(Refused("sibling-failed")), "state": "held"})
            continue
        try:
            results.append({"status": 200, **said(_do(read_envelope(item), actor))})
        except Refused as refused:
            failed |= subjects
            results.append({**as_dict(refused), "state": "refused"})
        except Exception:
            failed |= subjects
            log.exception("fault", account=actor.account)
            fault = {**as_dict(Refused("fault")), "status": 500}
            results.append({**fault, "state": "refused"})
    return results


def _subjects(item: Any) -> set[str]:
    """The keys that an item names, so far as it can be read."""
    if not isinstance(item, dict) or not isinstance(item.get("data"), dict):
        return set()
    found = set()
    for value in item["data"].values():
        try:
            found.add(str(UUID(value)))
        except (ValueError, AttributeError, TypeError):
            continue
    return found


def _always_passes(item: dict[str, Any]) -> bool:
    """Nothing holds back a restriction or a report of what has happened."""
    command = commands().get(str(item.get("command")))
    return command is not None and command.kind.anyone


def said(done: Answer) -> dict[str, Any]:
    """An answer as JSON."""
    state = "open" if done.code == "claim-left-open" else "done"
    return {
        "state": state,
        "code": done.code,
        "facts": done.facts,
        "position": write_position(done.positions),
        "replayed": done.replayed,
    }


@endpoint("POST", rule=OF_ITS_COMMAND)
def make_challenge(request: ViewerRequest, actor: Actor) -> JsonResponse:
    """A live challenge for one release: valid a minute, bound to the state shown."""
    asked = read_envelope(read_json(request))
    command = commands().get(asked.command)
    if command is None or not command.kind.proof:
        raise NotFound("release", name=asked.command[:60])
    data = bind_loosely(command.takes, asked.data)
    with clock.of(unit_scene(actor.unit)):
        made = proof.challenge(command, data, by=actor)
    return JsonResponse({"challenge": made, "seconds": proof.SECONDS})
