"""What refusals about evidence, orders to switch and occurrences say."""

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "one-source-twice": Text(
        _("The same source was named twice."), _("Name the one and the other.")
    ),
    "infeed-of-another-site": Text(
        _("The infeed %(infeed)s is at another site."), _("Choose one of this site.")
    ),
    "evidence-missing": Text(
        _("%(kind)s: not recorded yet (%(covers)s)."), _("Do it, and record it.")
    ),
    "evidence-withdrawn": Text(
        _("%(kind)s: the record was withdrawn (%(covers)s)."),
        _("Do it again, and record it."),
    ),
    "evidence-failed": Text(
        _("%(kind)s: the last record did not pass (%(covers)s)."),
        _("Find the cause, mend it, and test again."),
    ),
    "evidence-too-old": Text(
        _("%(kind)s: the record is too old to rely on (%(covers)s)."),
        _("Look again now, and record it."),
    ),
    "evidence-stale": Text(
        _("%(kind)s: somebody worked or switched there since (%(covers)s)."),
        _("Do it again after the work, and record it."),
    ),
    "no-limit-known": Text(
        _("The rule pack of this order has no limit for %(reading)s."),
        _("Use a test that the pack knows, or record yes or no."),
    ),
    "unit-differs": Text(
        _("The reading %(reading)s is wanted in %(wanted)s."),
        _("Convert it, and record it in that unit."),
    ),
    "reading-empty": Text(
        _("The reading %(reading)s has neither a figure nor an answer."),
        _("Write the figure with its unit, or yes or no."),
    ),
    "test-incomplete": Text(
        _("The test of %(area)s lacks: %(lacks)s."),
        _("Take these readings too, and record them together."),
    ),
    "unknown-area": Text(
        _("This order has no section called %(area)s."),
        _("Choose a section of the order's tasks."),
    ),
    "proof-not-certified": Text(
        _("Who proves this has no certificate for it that is valid now."),
        _("Have somebody certified prove it, or have the certificate recorded."),
    ),
    "not-the-ones-ordered": Text(
        _("Somebody else read the order back, or one of the two gave it."),
        _("Have the order given anew, and read back by the operator or the guard."),
    ),
    "leader-may-not-accept": Text(
        _("Who led the work may not accept it."), _("Ask an inspector.")
    ),
    "crew-may-not-accept": Text(
        _("Who worked on it may not accept it."), _("Ask an inspector.")
    ),
    "not-a-measurement": Text(
        _("This record is not a measurement."), _("Withdraw it, and record it anew.")
    ),
    "already-replaced": Text(
        _("This record was withdrawn or corrected already."), _("Look at the newest.")
    ),
    "instruction-not-open": Text(
        _("This order to switch was used or withdrawn."),
        _("Ask the dispatcher for a new one."),
    ),
    "already-read-back": Text(
        _("This order was read back already."), _("Look at the order again.")
    ),
    "giver-may-not-read-back": Text(
        _("Who gave the order may not read it back."), _("Ask another operator.")
    ),
    "read-back-differs": Text(
        _("The words read back are not the words of the order."),
        _("Read it again, word for word."),
    ),
    "already-reviewed": Text(
        _("This was reviewed already."), _("Look at the order again.")
    ),
    "reporter-may-not-review": Text(
        _("Who reported it may not review it."), _("Ask another supervisor.")
    ),
    "stop-stands": Text(
        _("A stop-work stands."), _("The safety supervisor lifts it, with the cause.")
    ),
    "freeze-stands": Text(
        _("The safety supervisor has frozen the work."),
        _("Ask him what has to happen first."),
    ),
    "hazard-stands": Text(
        _("A hazard is reported and not cleared."),
        _("Make it safe; the safety supervisor lifts it."),
    ),
    "occurrence-unreviewed": Text(
        _("Something was reported and nobody has reviewed it (%(kind)s)."),
        _("The safety supervisor reviews it."),
    ),
    "revocation-unacknowledged": Text(
        _("A revocation was not acknowledged by those it concerns."),
        _("Phone them; record that they know."),
    ),
    "nobody-named": Text(
        _("Nobody is named for this work."), _("Name everybody who will be there.")
    ),
    "briefing-unsigned": Text(
        _("One of the people has not signed a valid briefing."),
        _("Brief everybody present; each signs with the own PIN."),
    ),
    "others-in-the-area": Text(
        _("People are still at work in the test area."),
        _("Their leader withdraws them first."),
    ),
    "test-is-running": Text(
        _("A test is running in this area."), _("Wait until the testers have ended it.")
    ),
    "accepted-by-the-leader": Text(
        _("The works were accepted by somebody who led them."),
        _("An inspector accepts them anew."),
    ),
    "electrician-unsigned": Text(
        _("The site's electrician has not signed that the user's side is open."),
        _("He signs on his own phone or with his own PIN."),
    ),
    "authority-unsigned": Text(
        _("Whoever the live checks of %(covers)s were made under has not signed them."),
        _("He stays to the last reading and signs the record with his own PIN."),
    ),
    "no-order-given": Text(
        _("The dispatcher has not ordered this act."),
        _("The dispatcher gives the order; the operator reads it back."),
    ),
    "order-not-read-back": Text(
        _("The order was given but not read back."),
        _("The operator reads it back, word for word."),
    ),
    "no-area-named": Text(
        _("The act names no section."), _("Name the section that gets volts.")
    ),
    "closure-moved": Text(
        _("Somebody added an isolation at this very moment."),
        _("Send the same command again."),
    ),
}
