"""What a page sent, as the command takes it: times with offset, files by hash."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict

from greenlane.core import blobs
from greenlane.core.fields import BlobField, Instant, Text
from greenlane.core.forms import CommandForm, form_errors, unknown_keys
from greenlane.core.ids import uuid7
from greenlane.core.refusals import FieldError, Malformed, TooLarge
from greenlane.core.sniff import BadBlob
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.times import with_offset
from greenlane.desk.verbs import Asked


def read(request: ViewerRequest, asked: Asked) -> QueryDict:
    """The content of the form. Raises Malformed for a file that is no photo."""
    found = read_plainly(request, asked)
    for name, field in asked.command.takes.base_fields.items():
        if isinstance(field, BlobField) and request.FILES.get(name):
            found[name] = _kept(request.FILES[name], name, asked)
    return found


def read_plainly(request: ViewerRequest, asked: Asked) -> QueryDict:
    """The same without the files: what the page shows again after a refusal."""
    found = request.POST.copy()
    zone = ZoneInfo(asked.unit.timezone)
    for name, field in asked.command.takes.base_fields.items():
        if isinstance(field, Instant) and name in found:
            found[name] = with_offset(str(found[name]), zone)
        elif isinstance(field, Text) and name in found:
            found[name] = " ".join(found.getlist(name))  # words, each ticked for itself
    return found


def _kept(file: Any, name: str, asked: Asked) -> str:
    try:
        return blobs.keep(file, by=asked.actor).hash
    except (BadBlob, TooLarge) as bad:
        raise Malformed([FieldError(name, bad.code)]) from bad


def command_id(data: QueryDict) -> UUID:
    """The id that the page was given: a second press of the button is the same act."""
    try:
        return UUID(data.get("command_id", ""))
    except ValueError:
        return uuid7()


def before_proof(takes: type[CommandForm], data: QueryDict) -> list[FieldError]:
    """What is wrong with the content, before anybody is asked to sign for it."""
    form = without_proof(takes(data))
    return [*unknown_keys(takes, data), *form_errors(form)]


def without_proof(form: CommandForm) -> CommandForm:
    """The same form without the fields that only prove who sends it."""
    for name in form.PROOF:
        form.fields.pop(name, None)
    return form
