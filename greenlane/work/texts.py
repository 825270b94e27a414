"""What this room says when it refuses: code → (sentence, next step)."""

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

_ORDERS = {
    "unit-has-no-pack": Text(
        _("The unit %(unit)s has no rule pack."), _("Ask the administrator to pin one.")
    ),
    "point-of-another-site": Text(
        _("A supply point lies on another site."), _("Choose points of this site.")
    ),
    "need-before-request": Text(
        _("It would be needed before it was asked for."), _("Correct the times.")
    ),
    "playbook-pinned-already": Text(
        _("The order runs on a playbook already."), _("Go on with its tasks.")
    ),
    "playbook-unknown": Text(
        _("There is no playbook %(playbook)s."), _("Choose one from the list.")
    ),
    "playbook-of-another-mission": Text(
        _("“%(playbook)s” is no recipe for this kind of order."),
        _("Choose one of those that the page offers."),
    ),
    "playbook-draft": Text(
        _("The playbook %(playbook)s is a draft."),
        _("The unit fills in its minutes before it is used."),
    ),
    "playbook-broken": Text(
        _("The playbook %(playbook)s cannot be used: %(why)s"),
        _("Call the administrator."),
    ),
    "order-ended": Text(
        _("The order %(order)s has ended (%(how)s)."),
        _("Open it again, if it is still wanted."),
    ),
    "link-lives-too-long": Text(
        _("A link to an order is valid for %(days)s days at most."),
        _("Choose fewer days; it can be opened anew."),
    ),
    "link-secret-used": Text(
        _("This secret belongs to another link."), _("Make a new secret.")
    ),
    "link-closed-already": Text(
        _("This link was closed already."), _("Nothing is to be done.")
    ),
    "status-phone": Text(
        _("That is no telephone number."),
        _("Give the number of the duty room, in digits."),
    ),
    "status-links-many": Text(
        _("This order has %(most)s status pages already."),
        _("Withdraw one that nobody needs."),
    ),
    "status-link-withdrawn": Text(
        _("This status page was withdrawn already."), _("Nothing is to be done.")
    ),
    "order-open-already": Text(
        _("The order %(order)s has not ended."), _("Go on with it.")
    ),
    "order-taken-already": Text(
        _("Somebody has taken the order on already."), _("Call that person.")
    ),
    "order-held": Text(
        _("The order %(order)s is on hold."),
        _("Ask whoever put it on hold to let it go on."),
    ),
    "order-not-held": Text(
        _("The order %(order)s is not on hold."), _("Go on with it.")
    ),
    "priority-is-so": Text(
        _("The priority is %(priority)s already."), _("Nothing is to be done.")
    ),
    "not-a-duplicate": Text(
        _("%(order)s and %(into)s are not the same request: other site, or one order."),
        _("Choose two orders of one site."),
    ),
    "order-has-releases": Text(
        _("Something was released on the plant for the order %(order)s."),
        _("Bring that work to its end; cancel the order afterwards."),
    ),
}
_TASKS = {
    "task-over": Text(
        _("The task %(task)s was finished or dropped."), _("Go on with the next one.")
    ),
    "predecessor-open": Text(
        _("Before %(task)s these must be done: %(before)s."), _("Finish them first.")
    ),
    "task-never-begun": Text(
        _("Nobody has worked on %(task)s."),
        _("Begin it, or say that it is not needed."),
    ),
    "task-is-for-safety": Text(
        _("The task %(task)s gives what a gate relies on; it cannot be dropped."),
        _("Do it, or choose another playbook."),
    ),
    "task-of-another-order": Text(
        _("The task %(task)s belongs to another order."),
        _("Choose a task of this one."),
    ),
    "assigned-already": Text(
        _("This person is assigned to %(task)s already."), _("Nothing is to be done.")
    ),
    "assignment-over": Text(
        _("This assignment has ended already."), _("Nothing is to be done.")
    ),
    "task-has-a-leader": Text(
        _("The task %(task)s has a leader already."), _("Release the leader first.")
    ),
    "handoff-open": Text(
        _("The task %(task)s was offered already and is not accepted yet."),
        _("Call the person it was offered to."),
    ),
    "handoff-over": Text(
        _("This offer of %(task)s was accepted already."), _("Go on with the task.")
    ),
    "handoff-not-yours": Text(
        _("This task was offered to somebody else."),
        _("Only that person can accept it."),
    ),
    "wait-open-already": Text(
        _("This wait is named already."), _("End it when what is waited for is there.")
    ),
    "wait-over": Text(_("This wait has ended already."), _("Nothing is to be done.")),
}
_STINTS = {
    "stint-open": Text(
        _("People are at work on it."),
        _("Have their leader end the work first; in danger, stop work."),
    ),
    "stint-ended": Text(_("This work has ended."), _("Begin anew.")),
    "desk-work": Text(
        _("The task %(task)s needs no gate."), _("Begin it without one.")
    ),
    "field-work-needs-gates": Text(
        _("The task %(task)s is field work."),
        _("Begin it in the field, with your PIN."),
    ),
    "not-in-this-stint": Text(
        _("This person is not in the crew at work."), _("Let the person join first.")
    ),
    "leader-stays": Text(
        _("Work does not go on without its leader."),
        _("Name another leader, or end the work."),
    ),
    "leads-already": Text(_("This person leads already."), _("Nothing is to be done.")),
    "people-not-ready": Text(
        _("Somebody may not do this work now."), _("The list says who, and why.")
    ),
    "person-not-field": Text(
        _("This person is not of the field workforce (%(pool)s)."),
        _("Choose somebody else."),
    ),
    "person-unfit": Text(
        _("This person was reported unfit for work."), _("Choose somebody else.")
    ),
    "person-must-rest": Text(
        _("%(person)s has worked as long as is allowed, and rests until %(until)s."),
        _("Put somebody else to work; stopping is always possible."),
    ),
    "person-not-certified": Text(
        _("This person has no valid certificate for this (%(skill)s)."),
        _("Choose somebody who has one."),
    ),
    "person-at-work": Text(
        _("This person is at work elsewhere at that time."),
        _("End that work first, or let the person leave it."),
    ),
}
_STOPS = {
    "order-or-site": Text(
        _("Name the order or the site; an isolation goes with one of them."),
        _("Choose one, and send again."),
    ),
    "stop-lifted-already": Text(
        _("This stop was lifted already."), _("Nothing is to be done.")
    ),
}
_TIMES = {
    "interval-open": Text(_("This has not ended yet."), _("End it first.")),
    "corrected-already": Text(
        _("This was corrected before."), _("Correct the newer entry.")
    ),
    "time-reversed": Text(
        _("The end would lie before the beginning."), _("Correct the times.")
    ),
    "time-before-request": Text(
        _("That is before the order %(order)s was asked for."), _("Correct the times.")
    ),
    "time-in-future": Text(_("That time has not come yet."), _("Correct the times.")),
    "time-is-so": Text(
        _("These are the times on record."), _("Nothing is to be done.")
    ),
    "time-overlaps": Text(
        _("It would overlap with another entry of the same people or cause."),
        _("Look at the other entry; correct that one first."),
    ),
}
TEXTS: dict[str, Text] = {**_ORDERS, **_TASKS, **_STINTS, **_STOPS, **_TIMES}
