"""Every address of the house, surface by surface."""

from django.urls import include, path

urlpatterns = [
    path("", include("greenlane.api.urls")),
    path("", include("greenlane.board.urls")),
]
