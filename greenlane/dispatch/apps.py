"""The room dispatch."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "greenlane.dispatch"
    label = "dispatch"
