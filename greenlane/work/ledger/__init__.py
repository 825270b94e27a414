"""The time ledger: each moment from request to light is work, a named wait or a gap.

Pure: it reads a `Story` of plain facts and knows neither rows nor pages.
"""

from greenlane.work.ledger.build import holding, ledger
from greenlane.work.ledger.model import (
    BadStory,
    Holding,
    Item,
    Ledger,
    Piece,
    Span,
    Story,
    Stretch,
)

__all__ = [
    "BadStory",
    "Holding",
    "Item",
    "Ledger",
    "Piece",
    "Span",
    "Story",
    "Stretch",
    "holding",
    "ledger",
]
