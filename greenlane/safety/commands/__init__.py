"""The verbs of this room, in the order of a working day."""

from greenlane.core.command import Command
from greenlane.safety.commands.accept_works import accept_works
from greenlane.safety.commands.brief import brief
from greenlane.safety.commands.close_area import close_area
from greenlane.safety.commands.correct_reading import correct_reading
from greenlane.safety.commands.give_instruction import give_instruction
from greenlane.safety.commands.isolation_list import ISOLATIONS
from greenlane.safety.commands.prove_interlock import prove_interlock
from greenlane.safety.commands.prove_user_side_open import prove_user_side_open
from greenlane.safety.commands.read_back import read_back
from greenlane.safety.commands.record_live_check import record_live_check
from greenlane.safety.commands.record_live_conditions import record_live_conditions
from greenlane.safety.commands.record_test import record_test
from greenlane.safety.commands.report_accident import report_accident
from greenlane.safety.commands.report_energised import report_energised
from greenlane.safety.commands.report_supply_lost import report_supply_lost
from greenlane.safety.commands.review_occurrence import review_occurrence
from greenlane.safety.commands.tell_people import tell_people
from greenlane.safety.commands.tickets_list import TICKETS
from greenlane.safety.commands.withdraw_evidence import withdraw_evidence
from greenlane.safety.commands.withdraw_instruction import withdraw_instruction

COMMANDS: tuple[Command, ...] = (
    *TICKETS,
    brief,
    tell_people,
    give_instruction,
    read_back,
    withdraw_instruction,
    *ISOLATIONS,
    record_test,
    close_area,
    accept_works,
    prove_user_side_open,
    record_live_conditions,
    record_live_check,
    prove_interlock,
    withdraw_evidence,
    correct_reading,
    report_energised,
    report_supply_lost,
    report_accident,
    review_occurrence,
)
