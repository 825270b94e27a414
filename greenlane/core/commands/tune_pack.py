"""The owner of a unit's rule pack changes one value, or confirms it: a new version.

Only how work is organised may be changed so, and within the bounds of every pack; any
value may be confirmed as it stands. Running orders keep the version they began with.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.called import unit_called, unit_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import PackVersion, Unit
from greenlane.core.pack_facts import PackTuned
from greenlane.core.packbounds import beyond, tunable
from greenlane.core.packs import Pack
from greenlane.core.packvalues import Datum, Value, decimal
from greenlane.core.refusals import Refused

FIGURE = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
WORDS = {"yes": True, "true": True, "no": False, "false": False}


class TunePack(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    key = forms.RegexField(
        r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80, label=_("Key of the value")
    )
    value = Text(max_length=80, label=_("New value, in the unit that it has"))
    source = Text(max_length=160, label=_("Who decided it, and where it is written"))
    edition = Text(max_length=40, label=_("Edition or date of that"))
    confirmed = YesNo(label=_("Confirmed by the utility"))


@command(
    "core.tune_pack",
    title=_("Tune or confirm a value of the rule pack"),
    takes=TunePack,
    needs="administer",
    kind=DESK,
)
def tune_pack(form: TunePack, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [unit] = locks.take(unit_called(given["unit"]))
    pack, before = _held(unit, given["key"])
    after = replace(
        before,
        value=_read(given["value"], before.value),
        source=given["source"],
        edition=given["edition"],
        verified=given["confirmed"] == "yes",
    )
    tuned = _tuned(unit, pack, given["key"], before, after)
    unit.pack = tuned
    unit.save(update_fields=["pack"])
    fact = PackTuned(
        tuned.name, tuned.version, tuned.digest, given["key"], _told(before),
        _told(after), after.verified,
    )  # fmt: skip
    say(fact, subjects=(unit_subject(unit),), unit=unit.pk)
    return answer("pack-tuned", pack=tuned.name, version=tuned.version)


def _held(unit: Unit, key: str) -> tuple[Pack, Value]:
    if unit.pack is None:
        raise Refused("no-pack-pinned", next_step="core.pin_pack", unit=unit.code)
    pack = Pack.from_text(unit.pack.text)
    if key not in pack.values:
        raise Refused("pack-key-unknown", field="key", key=key)
    return pack, pack.values[key]


def _read(said: str, before: Datum) -> Datum:
    """In the kind of value that stands there: a figure, a yes or no, a text."""
    if isinstance(before, tuple):  # a list is confirmed as it stands, never typed anew
        return before
    if isinstance(before, bool):
        if said.lower() not in WORDS:
            raise Refused("pack-value-unfit", field="value", why="true or false")
        return WORDS[said.lower()]
    if isinstance(before, str):
        return said
    if not FIGURE.fullmatch(said):
        raise Refused("pack-value-unfit", field="value", why="1, 2.5 …")
    return decimal(said) if "." in said else int(said)


def _tuned(
    unit: Unit, pack: Pack, key: str, before: Value, after: Value
) -> PackVersion:
    """The next version, kept as a row of its own."""
    if after.value != before.value and not tunable(key):
        raise Refused("pack-value-fixed", field="key", key=key)
    values = MappingProxyType({**pack.values, key: after})
    if wrong := beyond(values):
        raise Refused("pack-value-unfit", field="value", why=str(wrong[0]))
    plain, _plus, told = pack.version.partition("+")
    place = int(told.rpartition(".")[2]) + 1 if told else 1
    version = f"{plain}+{unit.code}.{place}"
    text = replace(pack, version=version, values=values).to_text()
    made = Pack.from_text(text)
    row, _made = PackVersion.objects.get_or_create(
        digest=made.digest,
        defaults={"name": made.name, "version": made.version, "text": made.to_text()},
    )
    return row


def _told(held: Value) -> str:
    if isinstance(held.value, tuple):
        return "…"
    return str(held.value).lower() if isinstance(held.value, bool) else str(held.value)
