"""A machine acts through the one door with its token; a release needs a person."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import asking
from greenlane.cli.saying import Said, Wrong
from greenlane.core.actors import Actor, actor_for_token
from greenlane.core.door import perform
from greenlane.core.fields import Instant
from greenlane.core.refusals import Refused

SAYS = gettext_lazy("Do a command, as the account of the token in GREENLANE_TOKEN.")


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument("command", help=_("its name, such as work.add_note"))
    own.add_argument(
        "--data", default="", metavar="JSON|@FILE|-", help=_("an object; - is stdin")
    )
    own.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=TEXT|KEY:=JSON",
        help=_("one field; may come again"),
    )
    own.add_argument("--id", help=_("the id of this command: sent twice, done once"))
    own.add_argument("--at", help=_("when it happened, with offset (ISO 8601)"))
    own.add_argument(
        "--queued", action="store_true", help=_("it waited offline until now")
    )


def run(asked: argparse.Namespace) -> Said:
    data = {**_object(asked.data), **dict(map(_pair, asked.set))}
    key, at = _key(asked.id), _moment(asked.at)
    try:
        done = perform(
            asked.command, data, by=actor(), id=key, at=at, queued=asked.queued
        )
    except Refused as refusal:
        return asking.refused(refusal)
    return asking.done(done)


def actor() -> Actor:
    """Whose token it is. Raises Wrong without one that is good."""
    secret = os.environ.get("GREENLANE_TOKEN", "").strip()
    if not secret:
        raise Wrong(
            _("GREENLANE_TOKEN is not set."),
            _("Have a token issued: greenlane token issue --help"),
        )
    found = actor_for_token(secret)
    if found is None:
        raise Wrong(
            _("GREENLANE_TOKEN is unknown, revoked or too old."),
            _("Have a token issued: greenlane token issue --help"),
        )
    return found


def _object(text: str) -> dict[str, Any]:
    if text == "-":
        text = sys.stdin.read()
    elif text.startswith("@"):
        try:
            text = Path(text[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Wrong(str(error)) from error
    found = _json(text) if text.strip() else {}
    if not isinstance(found, dict):
        raise Wrong(_("The data has to be one JSON object."))
    return found


def _pair(text: str) -> tuple[str, Any]:
    key, sign, value = text.partition("=")
    if not sign or not key.strip(":"):
        raise Wrong(_("Not KEY=TEXT: %(text)s") % {"text": text})
    return (key[:-1], _json(value)) if key.endswith(":") else (key, value)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Wrong(_("Not JSON: %(why)s") % {"why": error}) from error


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Wrong(_("Not an id: %(text)s") % {"text": text}) from error


def _moment(text: str | None) -> datetime | None:
    try:
        return Instant().clean(text) if text else None
    except ValidationError as error:
        raise Wrong(f"--at: {'; '.join(error.messages)}") from error
