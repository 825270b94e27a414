"""What this room says when it refuses: code → (sentence, next step)."""

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "already-requested": Text(
        _("Order %(number)s is open for this site already."),
        _("Add to that order, or say that one more is meant."),
    ),
    "site-without-points": Text(
        _("This site has no supply point."),
        _("Add the building, floor or checkpoint that is to get light."),
    ),
    "unknown-paper": Text(
        _("The rule pack does not know the paper %(kind)s."),
        _("Choose one of its list."),
    ),
    "paper-owed-already": Text(
        _("The paper %(kind)s is owed already."), _("Look at the list of papers.")
    ),
    "paper-received-already": Text(
        _("The paper %(kind)s was received already."), _("Look at the list of papers.")
    ),
    "no-survey": Text(
        _("The site has not been surveyed."), _("Survey it, and record it.")
    ),
    "survey-unsigned": Text(
        _("The leader of the survey has not signed the record."),
        _("He signs it with his own PIN."),
    ),
    "handed-over-to-oneself": Text(
        _("Who hands over may not take over himself."),
        _("Name the one who takes over for the site."),
    ),
    "section-is-live": Text(
        _("The section %(area)s is live already: nobody builds there."),
        _("Switch it off first, or work there by a ticket."),
    ),
    "step-not-foreseen": Text(
        _("No task of this order foresees: %(act)s, %(area)s."),
        _("Choose act and section as the order's tasks have them."),
    ),
    "restore-lights-no-point": Text(
        _("Restoring the source gives none of this order's supply points light."),
        _("Lay out a step of its own that energises the point."),
    ),
    "read-before-closed": Text(
        _("Step %(place)s was read before it was closed."),
        _("Read it again now."),
    ),
    "survey-superseded": Text(
        _("There is a newer survey."), _("Give the verdict on the newest version.")
    ),
    "infeed-not-surveyed": Text(
        _("An infeed was found that the survey does not know."),
        _("Survey again, with this infeed."),
    ),
    "accepted-by-the-designer": Text(
        _("Whoever accepted it has surveyed or designed it."),
        _("An inspector who did neither accepts it."),
    ),
    "no-verdict": Text(
        _("No engineer has said that it can be connected."),
        _("Give the verdict on the newest survey."),
    ),
    "verdict-is-no": Text(
        _("The verdict is no."), _("Find another source or way, and survey it.")
    ),
    "as-built-differs": Text(
        _("What was built differs from what was planned."),
        _("The engineer computes again."),
    ),
    "step-not-laid-out": Text(
        _("This step is not laid out, or not any more."), _("Lay out the steps.")
    ),
    "step-before-open": Text(
        _("Step %(place)s comes first and is not closed."), _("Close it and read it.")
    ),
    "step-before-unread": Text(
        _("Step %(place)s is closed and nobody has read it."),
        _("Read volts and rotation."),
    ),
    "step-before-not-normal": Text(
        _("Step %(place)s was read and is not normal."),
        _("Switch off, find the cause; lay out the steps anew."),
    ),
    "cold-load-in-one-go": Text(
        _("Step %(place)s meets what was dark for long, and nothing is closed before."),
        _("Lay out a closing without load first, then the load by its groups."),
    ),
    "cold-load-unread": Text(
        _("Step %(place)s met what was dark for long: its current was not compared."),
        _("Read the current, and say the rating of what carries it."),
    ),
    "not-the-guard-of-the-closing": Text(
        _("Who is named did not guard the closing of step %(place)s in %(area)s."),
        _("Name its guard, or the leader of a ticket there; he stays to the end."),
    ),
    "may-not-go-dark": Text(
        _("%(point)s may not go dark, and lives on %(infeed)s."),
        _("Transfer it to another source first, and read that step."),
    ),
    "may-go-dark-unknown": Text(
        _("%(point)s lives on %(infeed)s, and nobody knows whether it may go dark."),
        _("Ask the place, and have it recorded; until then it may not."),
    ),
    "no-connection-order": Text(
        _("Order %(order)s connects nothing."),
        _("Name the order of the connection."),
    ),
    "source-left-not-locked": Text(
        _("%(infeed)s was left by the transfer, and is neither locked nor kept out."),
        _("Open, lock and tag it; or try the interlock again and record it."),
    ),
    "transfer-without-point": Text(
        _("Step %(place)s transfers no supply point."),
        _("Name the point, and how it is fed then."),
    ),
    "nothing-to-transfer": Text(
        _("What step %(place)s would transfer is not fed now."),
        _("Lay out a step that energises it: the user's side is proved open first."),
    ),
    "fed-so-already": Text(
        _("What step %(place)s would transfer is fed like that already."),
        _("Look at how it is fed, and lay out the steps anew."),
    ),
    "nothing-live-there": Text(
        _("Nothing is switched in on that section."), _("Switch in first, then check.")
    ),
    "no-watch": Text(
        _("Nobody but the receiver is named to keep watch from now on."),
        _("Name somebody other than the receiver."),
    ),
    "handover-unsigned": Text(
        _("The receiving person has not signed the handover sheet."),
        _("Write the sheet; the receiver signs it with the own PIN."),
    ),
    "point-without-state": Text(
        _("Step %(place)s names a supply point or a state, but not both."),
        _("Name both, or none."),
    ),
    "upstream-comes-first": Text(
        _("Step %(later)s feeds what step %(place)s closes, and stands after it."),
        _("Lay them out from the source: source, box, floor."),
    ),
    "step-done-already": Text(
        _("Step %(place)s is switched in already."), _("Read it, or go on.")
    ),
    "step-opened": Text(
        _("Step %(place)s was opened again."), _("Lay out the steps anew.")
    ),
    "step-not-closed": Text(
        _("This step is not switched in."), _("Switch it in first.")
    ),
    "step-read-already": Text(
        _("Step %(place)s was read already."),
        _("Go on; if it was not normal, switch off and lay out the steps anew."),
    ),
    "guard-unsigned": Text(
        _("The guard has not signed for this step."),
        _("The guard signs the step with the own PIN, then it is closed."),
    ),
    "handed-over-already": Text(
        _("The order was handed over already."), _("Look at the order again.")
    ),
    "not-a-connection": Text(
        _("Order %(order)s has no handover sheet: nothing is handed over there."),
        _("Choose the order of the connection."),
    ),
    "removal-not-done": Text(
        _("Work of this removal is not done."),
        _("Pin its playbook; finish or drop every task."),
    ),
    "not-live-everywhere": Text(
        _("Not every supply point is fed and read."), _("Go on with the next step.")
    ),
    "not-handed-over": Text(
        _("The order is not handed over."), _("Hand over to the site first.")
    ),
    "ticket-still-open": Text(
        _("A ticket of this order is still open."), _("Its leader ends it.")
    ),
    "papers-owed": Text(
        _("Papers still owed (%(count)s): %(papers)s."),
        _("Record each when it comes; then close the order."),
    ),
    "term-decided-already": Text(
        _("This term was decided already."), _("Look at the newest term.")
    ),
}
