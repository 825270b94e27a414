"""Greenlane: power where it is needed now, and nobody hurt on the way."""

__version__ = "0.1.0"
