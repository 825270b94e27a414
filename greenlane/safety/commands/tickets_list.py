"""The verbs of tickets and shifts, in the order of a ticket's life."""

from greenlane.core.command import Command
from greenlane.safety.commands.accept_shift import accept_shift
from greenlane.safety.commands.acknowledge_revocation import acknowledge_revocation
from greenlane.safety.commands.change_leader import change_leader
from greenlane.safety.commands.end_ticket import end_ticket
from greenlane.safety.commands.hand_over_shift import hand_over_shift
from greenlane.safety.commands.interrupt_ticket import interrupt_ticket
from greenlane.safety.commands.issue_ticket import issue_ticket
from greenlane.safety.commands.permit import permit
from greenlane.safety.commands.receive_ticket import receive_ticket
from greenlane.safety.commands.refuse_permit import refuse_permit
from greenlane.safety.commands.resume_ticket import resume_ticket
from greenlane.safety.commands.revoke_ticket import revoke_ticket
from greenlane.safety.commands.sign import sign

TICKETS: tuple[Command, ...] = (
    issue_ticket,
    receive_ticket,
    sign,
    permit,
    refuse_permit,
    interrupt_ticket,
    resume_ticket,
    change_leader,
    end_ticket,
    revoke_ticket,
    acknowledge_revocation,
    hand_over_shift,
    accept_shift,
)
