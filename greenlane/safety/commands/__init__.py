"""The verbs of this room, in the order of a working day."""

from greenlane.core.command import Command
from greenlane.safety.commands.abandon_switching import abandon_switching
from greenlane.safety.commands.accept_shift import accept_shift
from greenlane.safety.commands.accept_works import accept_works
from greenlane.safety.commands.acknowledge_revocation import acknowledge_revocation
from greenlane.safety.commands.add_isolation import add_isolation
from greenlane.safety.commands.ask_extension import ask_extension
from greenlane.safety.commands.brief import brief
from greenlane.safety.commands.carry_out_step import carry_out_step
from greenlane.safety.commands.change_leader import change_leader
from greenlane.safety.commands.check_switching import check_switching
from greenlane.safety.commands.close_area import close_area
from greenlane.safety.commands.compare_rotation import compare_rotation
from greenlane.safety.commands.correct_reading import correct_reading
from greenlane.safety.commands.end_switching import end_switching
from greenlane.safety.commands.end_ticket import end_ticket
from greenlane.safety.commands.extend_ticket import extend_ticket
from greenlane.safety.commands.give_instruction import give_instruction
from greenlane.safety.commands.hand_over_shift import hand_over_shift
from greenlane.safety.commands.hand_over_ticket import hand_over_ticket
from greenlane.safety.commands.interrupt_ticket import interrupt_ticket
from greenlane.safety.commands.isolate_point import isolate_point
from greenlane.safety.commands.issue_ticket import issue_ticket
from greenlane.safety.commands.leave_watch import leave_watch
from greenlane.safety.commands.note_expiry import note_expiry
from greenlane.safety.commands.permit import permit
from greenlane.safety.commands.place_earth import place_earth
from greenlane.safety.commands.prove_dead import prove_dead
from greenlane.safety.commands.prove_interlock import prove_interlock
from greenlane.safety.commands.prove_user_side_open import prove_user_side_open
from greenlane.safety.commands.read_back import read_back
from greenlane.safety.commands.receive_ticket import receive_ticket
from greenlane.safety.commands.record_infeed import record_infeed
from greenlane.safety.commands.record_live_check import record_live_check
from greenlane.safety.commands.record_live_conditions import record_live_conditions
from greenlane.safety.commands.record_test import record_test
from greenlane.safety.commands.refuse_permit import refuse_permit
from greenlane.safety.commands.remove_earth import remove_earth
from greenlane.safety.commands.remove_infeed import remove_infeed
from greenlane.safety.commands.report_accident import report_accident
from greenlane.safety.commands.report_energised import report_energised
from greenlane.safety.commands.report_near_miss import report_near_miss
from greenlane.safety.commands.report_supply_lost import report_supply_lost
from greenlane.safety.commands.resume_switching import resume_switching
from greenlane.safety.commands.resume_ticket import resume_ticket
from greenlane.safety.commands.review_occurrence import review_occurrence
from greenlane.safety.commands.revoke_ticket import revoke_ticket
from greenlane.safety.commands.sign import sign
from greenlane.safety.commands.stop_switching import stop_switching
from greenlane.safety.commands.tell_people import tell_people
from greenlane.safety.commands.unlock_point import unlock_point
from greenlane.safety.commands.withdraw_evidence import withdraw_evidence
from greenlane.safety.commands.withdraw_instruction import withdraw_instruction
from greenlane.safety.commands.write_switching import write_switching

COMMANDS: tuple[Command, ...] = (
    # tickets and shifts, as a ticket lives
    issue_ticket,
    receive_ticket,
    sign,
    permit,
    refuse_permit,
    interrupt_ticket,
    resume_ticket,
    ask_extension,
    extend_ticket,
    note_expiry,
    hand_over_ticket,
    change_leader,
    end_ticket,
    revoke_ticket,
    acknowledge_revocation,
    hand_over_shift,
    accept_shift,
    # before the switching
    brief,
    tell_people,
    write_switching,
    check_switching,
    give_instruction,
    read_back,
    withdraw_instruction,
    # the physical sequence
    add_isolation,
    record_infeed,
    remove_infeed,
    isolate_point,
    prove_dead,
    place_earth,
    remove_earth,
    unlock_point,
    carry_out_step,
    stop_switching,
    resume_switching,
    end_switching,
    abandon_switching,
    # evidence, and what the world did
    record_test,
    close_area,
    accept_works,
    prove_user_side_open,
    record_live_conditions,
    leave_watch,
    record_live_check,
    prove_interlock,
    compare_rotation,
    withdraw_evidence,
    correct_reading,
    report_energised,
    report_supply_lost,
    report_accident,
    report_near_miss,
    review_occurrence,
)
