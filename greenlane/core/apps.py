"""Core starts the write guard on every connection that is opened."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "greenlane.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from greenlane.core import guard

        connection_created.connect(guard.watch, dispatch_uid="greenlane-guard")
