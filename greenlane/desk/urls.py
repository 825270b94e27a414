"""The addresses where people do things."""

from __future__ import annotations

from django.urls import path

from greenlane.desk.views import (
    emergency,
    entrance,
    intake,
    keys,
    link,
    links,
    moving,
    notices,
    own,
    passwords,
    planned,
    proofs,
    question,
    status,
    tables,
    verb,
)

app_name = "desk"
urlpatterns = [
    path("login", entrance.log_in, name="login"),
    path("login/second", entrance.second_proof, name="second"),
    path("emergency", emergency.come_in, name="emergency"),
    path("emergency/seal", emergency.seal, name="seal"),
    path("logout", entrance.log_out, name="logout"),
    path("language", entrance.choose_language, name="language"),
    path("theme", entrance.choose_theme, name="theme"),
    path("pin", verb.own_pin, name="pin"),
    path("own", own.own, name="own"),
    path("own/proofs", proofs.proofs, name="proofs"),
    path("own/app", proofs.app, name="app"),
    path("own/passkey", proofs.passkey, name="passkey"),
    path("own/codes", proofs.codes, name="codes"),
    path("own/notices", notices.notices, name="notices"),
    path("own/logins", own.logins, name="logins"),
    path("keys", keys.keys, name="keys"),
    path("plan/assign", planned.assign_planned, name="assign-planned"),
    path("plan/what-if", question.what_if, name="what-if"),
    path("plan/move", moving.move, name="move"),
    path("request", intake.new_request, name="request"),
    path("request/places", intake.places_found, name="places"),
    path("do", verb.house, name="house"),
    path("do/<slug:room>/<slug:slug>", verb.house_verb, name="do"),
    path("import/<slug:name>", tables.table, name="table"),
    path(
        "import/<slug:name>/<slug:language>.<slug:kind>",
        tables.template,
        name="table-template",
    ),
    path("password", passwords.reset, name="password"),
    path("pin/code", passwords.allow_pin, name="pin-code"),
    path("pin/first", passwords.first_pin, name="first-pin"),
    path("link", link.entrance, name="link"),
    path("link/leave", link.leave, name="link-leave"),
    path("link/do/<slug:slug>", link.tell, name="link-do"),
    path("orders/<str:number>/links", links.links, name="links"),
    path("orders/<str:number>/status", status.status_links, name="status-links"),
    path("orders/<str:number>/<slug:slug>", verb.order_verb, name="verb"),
]
