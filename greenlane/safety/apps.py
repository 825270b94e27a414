"""The room safety."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "greenlane.safety"
    label = "safety"
