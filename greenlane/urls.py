"""Every address of the house, surface by surface."""

from django.urls import include, path

_AWAY = "greenlane.core.web.turned_away"
handler400 = f"{_AWAY}.unreadable"
handler404 = f"{_AWAY}.no_such_address"
handler500 = f"{_AWAY}.fault"

urlpatterns = [
    path("", include("greenlane.api.urls")),
    path("", include("greenlane.board.urls")),
    path("", include("greenlane.desk.urls")),
]
