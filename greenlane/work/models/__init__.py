"""Rows of work: orders, tasks, stints, waits, stops, clearances, playbooks."""

from greenlane.work.models.order import Note, Order, OrderEnd, OrderHold, PriorityChange
from greenlane.work.models.playbook import PlaybookVersion
from greenlane.work.models.status import StatusLink
from greenlane.work.models.stint import Clearance, ClearanceBasis, Head, Stint
from greenlane.work.models.stop import StopWork
from greenlane.work.models.task import Assignment, Handoff, Task, TimeCorrection, Wait

__all__ = [
    "Assignment",
    "Clearance",
    "ClearanceBasis",
    "Handoff",
    "Head",
    "Note",
    "Order",
    "OrderEnd",
    "OrderHold",
    "PlaybookVersion",
    "PriorityChange",
    "StatusLink",
    "Stint",
    "StopWork",
    "Task",
    "TimeCorrection",
    "Wait",
]
