"""The verbs of this room, in the order of a connection."""

from greenlane.connections.commands.choose_option import choose_option
from greenlane.connections.commands.close_order import close_order
from greenlane.connections.commands.decide_term import decide_term
from greenlane.connections.commands.defer_paper import defer_paper
from greenlane.connections.commands.energise_step import energise_step
from greenlane.connections.commands.give_verdict import give_verdict
from greenlane.connections.commands.hand_over import hand_over
from greenlane.connections.commands.plan_steps import plan_steps
from greenlane.connections.commands.prepare_handover import prepare_handover
from greenlane.connections.commands.read_step import read_step
from greenlane.connections.commands.receive_paper import receive_paper
from greenlane.connections.commands.record_survey import record_survey
from greenlane.connections.commands.report_as_built import report_as_built
from greenlane.connections.commands.request import request
from greenlane.connections.commands.say_going_dark import say_going_dark
from greenlane.connections.commands.switch_off import switch_off
from greenlane.connections.commands.withdraw_survey import withdraw_survey
from greenlane.core.command import Command

COMMANDS: tuple[Command, ...] = (
    request,
    say_going_dark,
    record_survey,
    withdraw_survey,
    give_verdict,
    choose_option,
    defer_paper,
    receive_paper,
    report_as_built,
    plan_steps,
    energise_step,
    read_step,
    switch_off,
    prepare_handover,
    hand_over,
    decide_term,
    close_order,
)
