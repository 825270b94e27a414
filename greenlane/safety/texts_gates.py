"""What the gates of tickets and isolations miss: code → sentence, next step."""

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "ticket-not-received": Text(
        _("The leader has not received ticket %(ticket)s."), _("He takes it first.")
    ),
    "ticket-expired": Text(
        _("The time of ticket %(ticket)s is over: nobody works on under it."),
        _("Everybody comes out, counted; it is ended, and a new one is issued."),
    ),
    "ticket-end-unstated": Text(
        _("Ticket %(ticket)s has no end: it is older than that rule."),
        _("Its leader asks for an end, a permitter agrees."),
    ),
    "ticket-not-handed-over": Text(
        _("The leader has not handed ticket %(ticket)s to this person."),
        _("He counts everybody and hands it over; if he cannot, report him unfit."),
    ),
    "transfer-unsigned": Text(
        _("%(person)s has not signed for taking ticket %(ticket)s over."),
        _("The new leader looks at the count and signs with his own PIN."),
    ),
    "unfit-on-ticket": Text(
        _("A person on the ticket has reported unfit."), _("Change the leader.")
    ),
    "permitter-is-on-the-ticket": Text(
        _("Permitter, leader and issuer are three people."),
        _("Another permitter gives the permit."),
    ),
    "leader-is-on-the-ticket": Text(
        _("The new leader is issuer or permitter of this ticket."),
        _("Name another leader."),
    ),
    "watcher-does-more": Text(
        _("%(person)s watches live work, and does nothing else."),
        _("Name another watcher, or let somebody else do this."),
    ),
    "watcher-at-work": Text(
        _("The watcher %(person)s is at work on a task."),
        _("He ends it and watches, or another watcher is named."),
    ),
    "leader-leaves": Text(
        _("%(person)s leads ticket %(ticket)s, whose people may be at work now."),
        _("He interrupts or ends that ticket first, or stays there."),
    ),
    "site-electrician-operates": Text(
        _("%(person)s answers for the user's side and operates no utility plant."),
        _("An operator and a guard of the utility do it."),
    ),
    "accepted-by-the-crew": Text(
        _("Whoever accepted it has worked on it."),
        _("An inspector accepts it who did not."),
    ),
    "leader-has-another-ticket": Text(
        _("The leader runs another ticket (%(other)s)."),
        _("He ends that one first, or another person leads."),
    ),
    "ticket-before-open": Text(
        _("Ticket %(other)s has to end before this one: its people stand near."),
        _("Its leader counts everybody out and ends it; then it is permitted."),
    ),
    "at-work-beside-live-work": Text(
        _("People are at work on %(order)s (%(task)s), which live work may make live."),
        _("Their leader withdraws them and ends it; then live work is permitted."),
    ),
    "live-work-beside": Text(
        _("Live work is permitted here (ticket %(ticket)s); nobody begins beside it."),
        _("Its leader ends the ticket first."),
    ),
    "second-issuer-unnamed": Text(
        _("Both sides issue this ticket, and nobody of the other side is named."),
        _("Issue a ticket that names the customer's or the contractor's issuer."),
    ),
    "second-permitter-unnamed": Text(
        _("Both sides permit this work, and nobody of the customer is named."),
        _("Issue a ticket that names the customer's permitter."),
    ),
    "second-issuer-unsigned": Text(
        _("The other side has not issued ticket %(ticket)s: no signature of its own."),
        _("The issuer who is named for the other side reads it and signs."),
    ),
    "second-permitter-unsigned": Text(
        _("The other side's permitter has not signed %(ticket)s as it stands now."),
        _("He looks at the measures in place and signs with his own PIN."),
    ),
    "other-side-unfit": Text(
        _("The other side's person on ticket %(ticket)s has reported unfit."),
        _("Issue a ticket that names somebody else."),
    ),
    "leader-unsigned": Text(
        _("The leader has not signed ticket %(ticket)s as it stands now."),
        _("He looks at the measures in place and signs with his own PIN."),
    ),
    "no-section-named": Text(
        _("The act names no section."), _("Name the section to isolate.")
    ),
    "no-infeed-recorded": Text(
        _("No infeed of this section is recorded; there is always one."),
        _("Record every way in for volts."),
    ),
    "infeed-not-isolated": Text(
        _("The infeed %(infeed)s is not open, locked and tagged."),
        _("Open, lock and tag it; then prove dead."),
    ),
    "own-source-not-open": Text(
        _("%(infeed)s may feed back when this source comes back."),
        _("Lock it open, or have it proved open with the user's side."),
    ),
    "watcher-unsigned": Text(
        _("%(person)s is named to watch, and has not signed that he does."),
        _("He signs the conditions with his own PIN, as watcher, beside the work."),
    ),
    "watcher-works": Text(
        _("%(person)s is named to watch, and leads or works as well."),
        _("Name somebody who does nothing else, with the conditions read anew."),
    ),
    "watcher-unfit": Text(
        _("The watcher %(person)s was reported unfit for work."),
        _("Another one is named with the conditions, and signs that he watches."),
    ),
    "watcher-away": Text(
        _("The watcher %(person)s has left the site since he signed that he watches."),
        _("The conditions are read anew, and whoever watches signs beside the work."),
    ),
    "watcher-uncertified": Text(
        _("The watcher %(person)s has no valid certificate."),
        _("Another one is named with the conditions, and signs that he watches."),
    ),
    "proved-before-the-break": Text(
        _("%(covers)s was proved dead before the work was interrupted."),
        _("Prove dead again."),
    ),
    "no-earth-on": Text(
        _("No earth set hangs on %(covers)s."), _("Place earth sets, two people.")
    ),
    "earth-unsigned": Text(
        _("Earth set %(earth)s is not signed for by both people."),
        _("The person named signs as %(role)s."),
    ),
    "ticket-relies-on-earth": Text(
        _("Ticket %(ticket)s relies on this earth set."), _("That ticket ends first.")
    ),
    "people-still-in": Text(
        _("People are still inside."), _("They come out; their stint ends.")
    ),
    "people-clear-unsigned": Text(
        _("The leader of %(ticket)s has not declared his people clear."),
        _("He signs the record of earth set %(earth)s: people clear."),
    ),
    "people-clear-too-old": Text(
        _("Somebody worked under %(ticket)s after its people were declared clear."),
        _("The leader looks again and signs again."),
    ),
    "removal-unsigned": Text(
        _("The second person has not signed for taking earth set %(earth)s off."),
        _("He signs its record with his own PIN, as removal guard."),
    ),
    "unlocking-unsigned": Text(
        _("The guard has not signed for taking lock %(lock)s off."),
        _("He signs its record with his own PIN, as guard of the unlocking."),
    ),
    "no-permitted-ticket": Text(
        _("No ticket in force permits work in %(areas)s."),
        _("Wait for the permit, or have the work permitted anew."),
    ),
    "permit-revoked": Text(
        _("The permit of ticket %(ticket)s rests on something that was withdrawn."),
        _("People stay out; the work is permitted anew."),
    ),
    "earth-came-off": Text(
        _("An earth set came off since ticket %(ticket)s was permitted."),
        _("Interrupt the work, earth again, permit it anew."),
    ),
    "ticket-open": Text(
        _("Ticket %(ticket)s is open: its people may be there."),
        _("Its leader ends it, counted."),
    ),
    "earth-still-on": Text(
        _("Earth sets are still on: %(earth)s."), _("Take them off, two people.")
    ),
    "lock-still-on": Text(
        _("Lock and tag %(lock)s are still on the source."),
        _("Take lock and tag off first, once nobody works behind them."),
    ),
    "heads-differ": Text(
        _("%(went_in)s people went in, %(came_out)s were counted out."),
        _("Count again; look for whoever is missing."),
    ),
    "earths-differ": Text(
        _("Earth sets that went on: %(went_on)s; counted: %(came_off)s."),
        _("Count again; look for the set that is missing."),
    ),
    "tags-still-on": Text(_("Tags are still on."), _("Take them off.")),
    "tools-left-behind": Text(_("Tools are left behind."), _("Fetch them.")),
    "permitter-unsigned": Text(
        _("No permitter has signed ticket %(ticket)s back as it stands now."),
        _("He looks, or has it read back, and signs with his own PIN."),
    ),
}
