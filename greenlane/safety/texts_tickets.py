"""What tickets, sections and shifts say when they refuse: code → sentence, step."""

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text
from greenlane.safety.texts_gates import TEXTS as GATES

TEXTS: dict[str, Text] = {
    **GATES,
    "infeed-not-apart": Text(
        _("An infeed is gone only when its conductors are seen to be off."),
        _("Take them off, or open and lock the point instead."),
    ),
    "infeed-gone-already": Text(
        _("This infeed has been taken away already."), _("Look at the list again.")
    ),
    "point-still-locked": Text(
        _("A locked point still stands on this infeed."),
        _("Take lock and tag off first, when everybody is back."),
    ),
    "break-not-visible": Text(
        _("Without a visible break the infeed is not isolated."),
        _("Look at the break itself; open a point where it can be seen."),
    ),
    "infeed-of-another-section": Text(
        _("This infeed belongs to another section."), _("Choose its own section.")
    ),
    "infeed-isolated-already": Text(
        _("This infeed is open and locked for this section already."),
        _("Look at the list again."),
    ),
    "guard-is-the-operator": Text(
        _("Operator and guard are two people."), _("Call a second person.")
    ),
    "switching-not-certified": Text(
        _("Operator or guard has no certificate for switching that is valid now."),
        _("Have somebody else switch or guard, or have the certificate recorded."),
    ),
    "ticket-not-expired": Text(
        _("The end of ticket %(ticket)s is not reached."),
        _("Nothing has to be done."),
    ),
    "dispatching-not-certified": Text(
        _("%(person)s holds no valid certificate for giving switching orders."),
        _("Let a certified dispatcher give it, or enter the certificate."),
    ),
    "not-on-this-plant": Text(
        _("What is named is not on the plant of order %(order)s, or is gone."),
        _("Look at the order again, and name one of its own."),
    ),
    "switching-guard-unsigned": Text(
        _("The guard has not signed the order to switch."),
        _("The guard signs it with his own PIN, as guard."),
    ),
    "phase-not-proved": Text(
        _("These phases were not proved dead: %(phases)s."),
        _("Measure each phase at the point of work."),
    ),
    "earth-by-one-person": Text(
        _("Earths go on and come off by two people."), _("Call a second person.")
    ),
    "earth-set-in-use": Text(
        _("Earth set %(number)s hangs somewhere already."),
        _("Look at the number on the set; take another set."),
    ),
    "earth-off-already": Text(
        _("This earth set has come off already."), _("Look at the list again.")
    ),
    "point-unlocked-already": Text(
        _("Lock and tag have come off already."), _("Look at the list again.")
    ),
    "ticket-kind-unknown": Text(
        _("The rule pack knows no ticket of the form %(kind)s."),
        _("Choose one of: %(known)s."),
    ),
    "repair-form-for-new-work": Text(
        _("The repair form is for faults alone, never for planned or new work."),
        _("Choose the form of ticket that fits the work."),
    ),
    "ticket-not-near": Text(
        _("Ticket %(ticket)s is neither of this order nor on a section near its work."),
        _("Name tickets of this order, or of a section that it shares."),
    ),
    "live-ticket-has-no-section": Text(
        _("Live work has no isolated section and no empty list of infeeds."),
        _("Leave both out, or choose another form."),
    ),
    "infeed-list-unstated": Text(
        _("A ticket names its isolated section, or states that it has no infeeds."),
        _("Name the section, or state that the list is empty; never both."),
    ),
    "section-not-near": Text(
        _("This section shares nothing with the order."),
        _("Choose a section of this order, or name a new one."),
    ),
    "leader-is-issuer": Text(
        _("Nobody issues a ticket to himself."), _("Name another leader.")
    ),
    "form-needs-section": Text(
        _("The rule pack keeps this form (%(kind)s) for work on an isolated section."),
        _("Name the section, or issue the ticket on another form."),
    ),
    "other-side-is-on-the-ticket": Text(
        _("Each side's issuer, leader and permitter are different people."),
        _("Name somebody else of the other side."),
    ),
    "certificate-missing": Text(
        _("A certificate that this role asks for is not valid now (%(skill)s)."),
        _("Name somebody else, or have the certificate recorded."),
    ),
    "not-your-ticket": Text(
        _("Ticket %(number)s has another leader."), _("Ask its leader to do it.")
    ),
    "ticket-over": Text(
        _("Ticket %(ticket)s has ended or was revoked."), _("Issue a new ticket.")
    ),
    "extended-enough": Text(
        _("Ticket %(ticket)s may not be extended again: the most is %(times)s."),
        _("End it in time, and issue a new one."),
    ),
    "end-not-later": Text(
        _("This end is not later than the one that stands."), _("Choose a later time.")
    ),
    "end-too-late": Text(
        _("The rule pack allows %(hours)s hours at most here."),
        _("Choose an earlier end."),
    ),
    "extension-overtaken": Text(
        _("The end of ticket %(ticket)s has changed since this was asked for."),
        _("Its leader asks anew, if it is still wanted."),
    ),
    "extension-unsigned": Text(
        _("Who leads ticket %(ticket)s now has not signed for this later end."),
        _("He asks for it himself."),
    ),
    "issuer-is-on-the-ticket": Text(
        _("Whoever agrees is leader or permitter of this ticket."),
        _("Another issuer agrees."),
    ),
    "ticket-received-already": Text(
        _("Ticket %(number)s was received already."), _("Sign it when it is in place.")
    ),
    "permitted-already": Text(
        _("The work was permitted already."),
        _("Look at the ticket again: interrupt, resume or revoke it."),
    ),
    "not-permitted-yet": Text(
        _("The work was not permitted yet."), _("Refuse the permit instead.")
    ),
    "not-interrupted": Text(
        _("The ticket is not interrupted."), _("Look at the ticket again.")
    ),
    "leads-this-ticket": Text(
        _("This person leads ticket %(number)s already."), _("Name another leader.")
    ),
    "ticket-not-running": Text(
        _("Ticket %(number)s is not permitted, or has ended."),
        _("Look at the ticket again."),
    ),
    "not-all-back": Text(
        _("Not everybody and everything is back."),
        _("The list names what is missing and who has it."),
    ),
    "not-revoked": Text(
        _("There is no revocation left to acknowledge."), _("Look at it again.")
    ),
    "role-not-on-document": Text(
        _("This document is not signed as %(role)s."), _("Look at who signs it.")
    ),
    "not-your-signature": Text(
        _("This signature (%(role)s) belongs to somebody else."),
        _("Nobody signs for another: ask the person who is named."),
    ),
    "shift-to-oneself": Text(
        _("Nobody hands the shift to himself."), _("Name who takes over.")
    ),
    "shift-accepted-already": Text(
        _("This shift was accepted already."), _("Look at the list again.")
    ),
    "shift-not-yours": Text(
        _("The permits were read out to somebody else."),
        _("Have them read out to you."),
    ),
    "permits-changed": Text(
        _("The open permits have changed since they were read out."),
        _("Have them read out again."),
    ),
    "giver-unsigned": Text(
        _("The one who hands over has not signed the list."), _("He signs it first.")
    ),
}
