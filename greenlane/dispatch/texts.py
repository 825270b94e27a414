"""What this room says when it refuses: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "the-house-plans": Text(
        _("Only the planner of the house publishes plans."),
        _("Hold a task in the plan, or choose one of the plans offered."),
    ),
    "bad-plan": Text(
        _("This is no plan that can be read."), _("Let the planner send it again.")
    ),
    "plan-overtaken": Text(
        _("A newer plan stands already."), _("Look at the plan that stands now.")
    ),
    "no-such-offer": Text(
        _("This plan is not offered any more."), _("Look at the plans offered now.")
    ),
    "pin-holds-nothing": Text(
        _("Nothing is held: no crew, no start, no task before it."),
        _("Name a team or a person, a start, or the task it has to wait for."),
    ),
    "start-is-past": Text(
        _("The start lies before now."), _("Name a time to come, or leave it out.")
    ),
    "pins-in-a-circle": Text(
        _("%(behind)s already waits for %(task)s: they would wait for each other."),
        _("Name another task, or let the other one go first."),
    ),
    "not-pinned": Text(
        _("%(task)s is not held in the plan."), _("Nothing is to be done.")
    ),
    "what-if-busy": Text(
        _("Somebody else's question is being answered."),
        _("Ask again in a few seconds."),
    ),
    "what-if-failed": Text(
        _("The engine gave no answer: %(why)s."),
        _("Ask again; if it fails again, look whether the planner runs."),
    ),
    "runs-already": Text(
        _("Somebody is at this task already: what runs is not moved in the plan."),
        _("Move a task that has not begun, or speak to the crew."),
    ),
    "nothing-to-change": Text(
        _("Nothing was said that differs from what is on record."),
        _("Fill in what changes; what stays empty stays as it is."),
    ),
    "equipment-not-counted": Text(
        _("Nobody has said how many of this the unit has: %(equipment)s."),
        _("Set how many there are first."),
    ),
    "equipment-found-already": Text(
        _("This is in service again already."), _("Nothing is to be done.")
    ),
    "back-before-it-went": Text(
        _("It cannot be back before it is out, or before now."),
        _("Correct the times, or leave the end empty where nobody knows it."),
    ),
    "stock-not-counted": Text(
        _("Nobody has counted this here: %(item)s."),
        _("Count what lies in the store first, even if it is nothing."),
    ),
    "expected-in-the-past": Text(
        _("That hour has passed already."),
        _("Say when it should be here; what is here already is counted."),
    ),
    "stock-arrived-already": Text(
        _("This has come already."), _("Nothing is to be done.")
    ),
    "nothing-to-promise": Text(
        _("The plan has no window for this order yet."),
        _("Wait for the next plan, or see what could not be planned."),
    ),
}
