"""The room workforce."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "greenlane.workforce"
    label = "workforce"
