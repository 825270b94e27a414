"""One way to supply the site is chosen; the order runs on its playbook from now on."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_request import OptionChosen
from greenlane.connections.models import SupplyOption
from greenlane.connections.reading import newest_survey
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.safety.subjects import settled_order
from greenlane.work.orders import must_be_open
from greenlane.work.playbook.catalogue import names as playbook_names
from greenlane.work.playbook.catalogue import names_for
from greenlane.work.repinning import change_playbook
from greenlane.workforce.queries import person_of


class ChooseOption(CommandForm):
    order = Id("order", label=_("Order"))
    playbook = forms.ChoiceField(
        choices=lambda: [(n, n) for n in playbook_names()], label=_("Way to supply")
    )
    title = Text(max_length=160, label=_("In one line"))
    why = Text(max_length=400, label=_("Why this one"))


@command(
    "connections.choose_option",
    title=_("Choose the way to supply"),
    takes=ChooseOption,
    needs="verdict",
    kind=DESK,
    relies_on=("connections.survey", "connections.option"),
)
def choose_option(form: ChooseOption, *, by: Actor, at: datetime) -> Answer:
    given, engineer = form.cleaned_data, person_of(by)
    order = settled_order(given["order"])
    must_be_open(order)
    if given["playbook"] not in names_for(order.mission):
        raise Refused("playbook-of-another-mission", playbook=given["playbook"])
    survey = newest_survey(order)
    if survey is None:
        raise Refused("no-survey", next_step="connections.record_survey")
    if survey.verdict in {"", "no"}:
        raise Refused("no-verdict", next_step="connections.give_verdict")
    SupplyOption.objects.filter(order=order, dropped_at__isnull=True).update(
        dropped_at=at
    )
    option = SupplyOption.objects.create(
        unit_id=order.unit_id, order=order, survey=survey, playbook=given["playbook"],
        title=given["title"], why=given["why"], chosen_by=engineer, chosen_at=at,
    )  # fmt: skip
    change_playbook(order, given["playbook"], at)
    fact = OptionChosen(option.pk, option.playbook, engineer.pk)
    say(fact, subjects=(order, option), unit=order.unit_id, stamps=(option,))
    return answer("option-chosen", option=option.pk, playbook=option.playbook)
