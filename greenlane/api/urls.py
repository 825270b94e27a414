"""The addresses of the API."""

from django.urls import path

from greenlane.api import (
    blobs,
    commands_view,
    gates_view,
    house_reads,
    openapi,
    ops,
    reads,
    register_reads,
    safety_reads,
    session,
    sign_reads,
    supply_reads,
    work_reads,
)

app_name = "api"
_ORDER = "api/v1/orders/<str:number>"
urlpatterns = [
    path("healthz", ops.healthz, name="healthz"),
    path("readyz", ops.readyz, name="readyz"),
    path("metrics", ops.metrics, name="metrics"),
    path("api/v1/openapi.json", openapi.openapi, name="openapi"),
    path("api/v1/session", session.session, name="session"),
    path("api/v1/commands", commands_view.do_commands, name="commands"),
    path("api/v1/challenges", commands_view.make_challenge, name="challenges"),
    path("api/v1/orders", reads.orders, name="orders"),
    path(_ORDER, reads.order, name="order"),
    path(f"{_ORDER}/tasks", reads.tasks, name="tasks"),
    path(f"{_ORDER}/ledger", reads.ledger, name="ledger"),
    path(f"{_ORDER}/holding", reads.holding, name="holding"),
    path(f"{_ORDER}/events", reads.order_events, name="order-events"),
    path(f"{_ORDER}/gates", gates_view.gates, name="gates"),
    path(f"{_ORDER}/infeeds", safety_reads.infeeds, name="infeeds"),
    path(f"{_ORDER}/isolations", safety_reads.isolations, name="isolations"),
    path(f"{_ORDER}/tickets", safety_reads.tickets, name="tickets"),
    path(f"{_ORDER}/instructions", safety_reads.instructions, name="instructions"),
    path(f"{_ORDER}/evidence", safety_reads.evidence, name="evidence"),
    path(f"{_ORDER}/surveys", supply_reads.surveys, name="surveys"),
    path(f"{_ORDER}/steps", supply_reads.steps, name="steps"),
    path(f"{_ORDER}/papers", supply_reads.papers, name="papers"),
    path(f"{_ORDER}/stops", work_reads.stops, name="stops"),
    path(f"{_ORDER}/waits", work_reads.waits, name="waits"),
    path(f"{_ORDER}/stints", work_reads.stints, name="stints"),
    path(f"{_ORDER}/notes", work_reads.notes, name="notes"),
    path(f"{_ORDER}/connection", supply_reads.connection, name="connection"),
    path("api/v1/signatures/mine", sign_reads.mine, name="signatures-mine"),
    path("api/v1/people", register_reads.people, name="people"),
    path("api/v1/devices", register_reads.devices, name="devices"),
    path("api/v1/sites", register_reads.sites, name="sites"),
    path("api/v1/tokens", house_reads.tokens, name="tokens"),
    path("api/v1/events", reads.events, name="events"),
    path("api/v1/blobs", blobs.store, name="blobs"),
    path("api/v1/blobs/<str:hash>", blobs.fetch, name="blob"),
]
