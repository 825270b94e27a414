"""Core starts the write guard on every connection, and the list of who is logged in."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "greenlane.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from greenlane.core import guard
        from greenlane.core.web import sessions

        connection_created.connect(guard.watch, dispatch_uid="greenlane-guard")
        user_logged_in.connect(sessions.begin, dispatch_uid="greenlane-in")
        user_logged_out.connect(sessions.end, dispatch_uid="greenlane-out")
