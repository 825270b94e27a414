"""Accounts by name, under the name that this room has for it."""

from greenlane.workforce.names import names_of

__all__ = ["names_of"]
