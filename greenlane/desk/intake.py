"""Somebody calls for light: the place found or written down, and the request taken in.

One page, several verbs: a place that is new is added with its supply point, then the
request is made. Everything is read before the first of them is done, and each has an id
made from that of the page, so the same page sent again goes on where it was.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.core.forms import META, CommandForm, form_errors
from greenlane.core.grams import initials
from greenlane.core.ids import uuid7
from greenlane.core.refusals import FieldError, Malformed, NotFound
from greenlane.desk.posted import command_id
from greenlane.desk.verbs import Asked
from greenlane.desk.wanted import need_at
from greenlane.places.models import Site, SupplyPoint
from greenlane.work import queries

NEW = "new"  # in place of the key of a site
OF_THE_PAGE = frozenset({"where", "address", "state", "need", "asked_at", "into"})
# What a note about a second call says of it, line by line.
TOLD = (
    "authority", "instruction_number", "requested_by", "requester_phone", "need_at",
    "purpose", "people_count", "load_kw", "critical_loads", "deadline", "payer",
)  # fmt: skip


def take_in(asked: Asked, sent: QueryDict) -> str:
    """The number of the order that the call has led to. Raises Refused.

    `sent` is what the page sent, and may be changed: a place that was added by then is
    named in it from there on.
    """
    content = content_of(asked, sent)
    if number := sent.get("into", ""):
        return _add_to(asked, number[:40], content, command_id(sent))
    site = sent.get("site", "")
    placed = {**content, "site": str(uuid7()) if site == NEW else site}
    if errors := _wrong(asked.command.takes, placed):
        raise Malformed(errors)
    key = command_id(sent)
    if site == NEW:  # from here on the page may say that it is known
        sent["site"] = site = _added(asked, sent, key)
    _feed(asked, site, sent.get("state", ""), key)
    content["site"] = site
    done = perform(asked.command.name, content, by=asked.actor, id=key)
    return str(done.facts["number"])


def content_of(asked: Asked, sent: QueryDict) -> dict[str, Any]:
    """What the request itself is asked; the rest belongs to the page."""
    content = {k: v for k, v in sent.items() if k not in {*META, *OF_THE_PAGE, "site"}}
    content["need_at"] = need_at(sent, ZoneInfo(asked.unit.timezone))
    return {name: value for name, value in content.items() if value != ""}


def _wrong(takes: type[CommandForm], data: dict[str, Any]) -> list[FieldError]:
    """What is wrong with this input, before anything is done at all."""
    form = takes(data)
    return [] if form.is_valid() else form_errors(form)


def _added(asked: Asked, sent: QueryDict, page: UUID) -> str:
    """The key of the new site. Raises Malformed, naming the line of the page."""
    name = sent.get("where", "").strip()
    site = {
        "code": f"{initials(name)[:12]}-{page.hex[-4:]}".strip("-").upper(),
        "name_zh": name,
        "address": sent.get("address", "").strip(),
    }
    verb = commands()["places.add_site"]
    if errors := _wrong(verb.takes, site):
        raise Malformed([FieldError("site", e.code, e.detail) for e in errors])
    done = perform(verb.name, site, by=asked.actor, id=uuid5(page, "site"))
    return str(done.facts["site"])


def _feed(asked: Asked, key: str, state: str, page: UUID) -> None:
    """Power is wanted at a point: a site without one gets one of its own name."""
    site = Site.objects.seen_by(asked.actor).filter(pk=key).first()
    if site is None:
        raise NotFound("site", id=key)
    if SupplyPoint.objects.filter(site=site).exists():
        return
    point = {
        "site": key,
        "name_zh": site.name_zh[:120],
        "name_en": site.name_en[:120],
        "state": state or "unknown",
    }
    name = "places.add_supply_point"
    perform(name, point, by=asked.actor, id=uuid5(page, "point"))


def _add_to(asked: Asked, number: str, content: dict[str, Any], page: UUID) -> str:
    """The call is about what is asked for already: that order hears of it."""
    order = queries.order_called(asked.actor, number)
    fields = asked.command.takes.base_fields
    zone = ZoneInfo(asked.unit.timezone)
    lines = [
        _("%(label)s: %(value)s")
        % {"label": fields[name].label, "value": _plain(content[name], zone)}
        for name in TOLD
        if content.get(name)
    ]
    note = {
        "order": str(order.pk),
        "text": "\n".join([_("Asked for once more."), *lines]),
    }
    perform("work.add_note", note, by=asked.actor, id=uuid5(page, "note"))
    return order.number


def _plain(value: str, zone: ZoneInfo) -> str:
    """A moment on the unit's clock; other text as it was typed."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    return date_format(at.astimezone(zone), "Y-m-d H:i") if at.tzinfo else value
