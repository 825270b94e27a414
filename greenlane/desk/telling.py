"""What somebody with a link to one order tells: few fields, and always that order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from greenlane.core.actors import Actor
from greenlane.core.command import Command, commands
from greenlane.core.door import perform
from greenlane.core.forms import CommandForm
from greenlane.core.refusals import NotFound
from greenlane.desk import posted
from greenlane.desk.dress import EMPTY, choices_of
from greenlane.work.models import Order

# The last word of the address → the fields that are asked for.
ASKED: dict[str, tuple[str, ...]] = {
    "stop-work": ("reason",),
    "report-hazard": ("reason",),
    "report-accident": ("told_by", "what"),
    "report-energised": ("point", "state", "told_by", "what"),
    "report-supply-lost": ("point", "told_by", "what"),
    "report-near-miss": ("what", "told_by"),
    "open-wait": ("cause", "holder", "note"),
    "add-note": ("text",),
}


@dataclass(frozen=True)
class Told:
    """A verb, and the order it is told of."""

    slug: str
    command: Command
    order: Order
    actor: Actor

    @property
    def title(self) -> Promise | str:
        return self.command.title

    def form(self, name: str, data: QueryDict | None = None) -> CommandForm:
        """Only what is asked for; who tells is known already."""
        form = self.command.takes(data) if data is not None else self._empty(name)
        for name_ in [each for each in form.fields if each not in ASKED[self.slug]]:
            del form.fields[name_]
        for field in form.fields.values():
            if isinstance(
                field, forms.ChoiceField
            ):  # nothing is said by standing first
                field.choices = [EMPTY, *choices_of(field)]
        if "point" in form.fields:
            points = [(str(each.pk), str(each)) for each in self.order.points.all()]
            form.fields["point"].label = _("Supply point")
            form.fields["point"].widget = forms.Select(
                choices=[("", _("all of them")), *points]
            )
        return form

    def _empty(self, name: str) -> CommandForm:
        return self.command.takes(initial={"told_by": name, "holder": name})

    def do(self, sent: QueryDict) -> None:
        """Through the door. Raises Refused."""
        data: dict[str, Any] = {"order": str(self.order.pk)}
        data |= {name: sent[name] for name in ASKED[self.slug] if name in sent}
        key = posted.command_id(sent)
        perform(self.command.name, data, by=self.actor, id=key)


def told(actor: Actor, slug: str) -> Told:
    """The verb by its address, on the order of the link. Raises NotFound."""
    command = next((c for c in commands().values() if c.slug == slug), None)
    order = Order.objects.seen_by(actor).select_related("site", "unit").first()
    if slug not in ASKED or command is None or order is None:
        raise NotFound("command", name=slug[:60])
    return Told(slug, command, order, actor)
