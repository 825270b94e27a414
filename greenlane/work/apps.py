"""The room work."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "greenlane.work"
    label = "work"
