"""One shape for every error: problem details (RFC 9457) in the reader's language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse

from greenlane.core.refusals import FieldError, Malformed, Refused
from greenlane.core.texts import sentence

TYPE = "urn:greenlane:problem:"
MEDIA = "application/problem+json"


def as_dict(refused: Refused) -> dict[str, Any]:
    """The refusal as data: code, facts, what is wrong, the next step, every reason."""
    says, step = sentence(refused.code, refused.facts)
    found: dict[str, Any] = {
        "type": TYPE + refused.code,
        "title": says,
        "status": refused.status,
        "code": refused.code,
        "next_step": step,
        "next_command": refused.next_step,
        "facts": {k: v for k, v in refused.facts.items() if k != "missing"},
    }
    if isinstance(refused, Malformed):
        found["errors"] = [error_dict(each) for each in refused.errors]
    if refused.missing:
        found["missing"] = [missing_dict(each) for each in refused.missing]
    return found


def error_dict(error: FieldError) -> dict[str, str]:
    """One thing wrong with the input: where, what, and what to do about it."""
    says, step = sentence(error.code, {})
    return {
        "field": error.field,
        "code": error.code,
        "detail": error.detail or says,
        "next_step": step,
    }


def missing_dict(missing: Any) -> dict[str, Any]:
    """One missing piece of evidence, with its sentence."""
    says, step = sentence(missing.what, missing.facts)
    return {**missing.as_dict(), "says": says, "do": step}


def problem(refused: Refused) -> JsonResponse:
    """The answer to a refused request."""
    response = JsonResponse(as_dict(refused), status=refused.status, content_type=MEDIA)
    if refused.status == 503:
        response["Retry-After"] = "1"
    return response


def plain_problem(code: str, status: int, **facts: Any) -> JsonResponse:
    """A problem no command raised: wrong method, no such address, not logged in."""
    refused = Refused(code, **facts)
    refused.status = status
    response = problem(refused)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="greenlane"'
    return response


def wrong_method(*allowed: str) -> JsonResponse:
    response = plain_problem("method-not-allowed", 405)
    response["Allow"] = ", ".join(allowed)
    return response


def unauthenticated(request: HttpRequest) -> JsonResponse:
    return plain_problem("log-in-first", 401)
