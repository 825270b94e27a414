"""The room connections."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "greenlane.connections"
    label = "connections"
