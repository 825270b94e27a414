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
    "pins-in-a-circle": Text(
        _("%(behind)s already waits for %(task)s: they would wait for each other."),
        _("Name another task, or let the other one go first."),
    ),
    "not-pinned": Text(
        _("%(task)s is not held in the plan."), _("Nothing is to be done.")
    ),
    "what-if-failed": Text(
        _("The engine gave no answer: %(why)s."),
        _("Ask again; if it fails again, look whether the planner runs."),
    ),
    "nothing-to-promise": Text(
        _("The plan has no window for this order yet."),
        _("Wait for the next plan, or see what could not be planned."),
    ),
}
