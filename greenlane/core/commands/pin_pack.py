"""A unit's new orders run on this rule pack; running orders keep their own."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, packs
from greenlane.core.actors import Actor
from greenlane.core.called import unit_called, unit_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import PackPinned
from greenlane.core.kinds import DESK
from greenlane.core.models import PackVersion
from greenlane.core.refusals import Refused


def _choices() -> list[tuple[str, str]]:
    return [(name, name) for name in packs.names()]


class PinPack(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    pack = forms.ChoiceField(choices=_choices, label=_("Rule pack"))


@command(
    "core.pin_pack",
    title=_("Pin a rule pack"),
    takes=PinPack,
    needs="administer",
    kind=DESK,
)
def pin_pack(form: PinPack, *, by: Actor, at: datetime) -> Answer:
    [unit] = locks.take(unit_called(form.cleaned_data["unit"]))
    pack = _version_of(form.cleaned_data["pack"])
    unit.pack = pack
    unit.save(update_fields=["pack"])
    say(
        PackPinned(pack.name, pack.version, pack.digest),
        subjects=(unit_subject(unit),),
        unit=unit.pk,
    )
    return answer("pack-pinned", pack=pack.name, version=pack.version)


def _version_of(name: str) -> PackVersion:
    """The pack as it lies in its files now, kept as one row that is never edited."""
    try:
        found = packs.find(name)
    except packs.BadPack as error:
        raise Refused("pack-unreadable") from error
    pack, _made = PackVersion.objects.get_or_create(
        digest=found.digest,
        defaults={
            "name": found.name,
            "version": found.version,
            "text": found.to_text(),
        },
    )
    return pack
