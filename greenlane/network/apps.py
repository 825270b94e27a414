"""The room network."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "greenlane.network"
    label = "network"
