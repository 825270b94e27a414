"""The verbs of this room, in the order of a working day."""

from greenlane.core.command import Command
from greenlane.work.commands.accept_handoff import accept_handoff
from greenlane.work.commands.add_note import add_note
from greenlane.work.commands.assign import assign
from greenlane.work.commands.cancel_order import cancel_order
from greenlane.work.commands.close_link import close_link
from greenlane.work.commands.close_wait import close_wait
from greenlane.work.commands.correct_time import correct_time
from greenlane.work.commands.drop_task import drop_task
from greenlane.work.commands.end_stint import end_stint
from greenlane.work.commands.finish_task import finish_task
from greenlane.work.commands.freeze import freeze
from greenlane.work.commands.hold_order import hold_order
from greenlane.work.commands.join_stint import join_stint
from greenlane.work.commands.leave_stint import leave_stint
from greenlane.work.commands.lift_stop import lift_stop
from greenlane.work.commands.merge_orders import merge_orders
from greenlane.work.commands.offer_handoff import offer_handoff
from greenlane.work.commands.open_link import open_link
from greenlane.work.commands.open_status_link import open_status_link
from greenlane.work.commands.open_wait import open_wait
from greenlane.work.commands.reopen_order import reopen_order
from greenlane.work.commands.replace_stint_leader import replace_stint_leader
from greenlane.work.commands.report_hazard import report_hazard
from greenlane.work.commands.reprioritise import reprioritise
from greenlane.work.commands.resume_order import resume_order
from greenlane.work.commands.start_desk_work import start_desk_work
from greenlane.work.commands.start_field_work import start_field_work
from greenlane.work.commands.stop_work import stop_work
from greenlane.work.commands.take_order import take_order
from greenlane.work.commands.unassign import unassign
from greenlane.work.commands.withdraw_status_link import withdraw_status_link

COMMANDS: tuple[Command, ...] = (
    take_order,
    reprioritise,
    hold_order,
    resume_order,
    merge_orders,
    cancel_order,
    reopen_order,
    open_link,
    close_link,
    open_status_link,
    withdraw_status_link,
    assign,
    unassign,
    offer_handoff,
    accept_handoff,
    open_wait,
    close_wait,
    start_desk_work,
    start_field_work,
    join_stint,
    leave_stint,
    replace_stint_leader,
    end_stint,
    finish_task,
    drop_task,
    stop_work,
    report_hazard,
    freeze,
    lift_stop,
    correct_time,
    add_note,
)
