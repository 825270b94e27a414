"""The room desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "greenlane.desk"
    label = "desk"
