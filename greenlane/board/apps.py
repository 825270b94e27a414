"""The room board."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "greenlane.board"
    label = "board"
