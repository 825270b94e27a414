"""The room drills."""

from django.apps import AppConfig


class DrillsConfig(AppConfig):
    name = "greenlane.drills"
    label = "drills"
