"""Rows of a connection: request, survey, option, papers, steps, handover, term."""

from greenlane.connections.models.connection import Connection, Handover, Term
from greenlane.connections.models.paper import Paper
from greenlane.connections.models.step import EnergiseStep
from greenlane.connections.models.survey import Load, SupplyOption, Survey, SurveyInfeed

__all__ = [
    "Connection",
    "EnergiseStep",
    "Handover",
    "Load",
    "Paper",
    "SupplyOption",
    "Survey",
    "SurveyInfeed",
    "Term",
]
