"""The addresses where people do things."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.i18n import set_language

from greenlane.desk.views import entrance, tables, verb

app_name = "desk"
urlpatterns = [
    path("login", entrance.log_in, name="login"),
    path("logout", entrance.log_out, name="logout"),
    path("language", set_language, name="language"),
    path("pin", verb.own_pin, name="pin"),
    path("do", verb.house, name="house"),
    path("do/<slug:room>/<slug:slug>", verb.house_verb, name="do"),
    path("import/<slug:name>", tables.table, name="table"),
    re_path(
        r"^import/(?P<name>[a-z]+)/(?P<language>zh|en)\.(?P<kind>csv|xlsx)$",
        tables.template,
        name="table-template",
    ),
    path("orders/<str:number>/<slug:slug>", verb.order_verb, name="verb"),
]
