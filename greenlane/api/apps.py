"""The room api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "greenlane.api"
    label = "api"
