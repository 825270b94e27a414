"""The addresses of the API."""

from django.urls import path

from greenlane.api import (
    blobs,
    commands_view,
    gates_view,
    openapi,
    ops,
    reads,
    session,
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
    path("api/v1/events", reads.events, name="events"),
    path("api/v1/blobs", blobs.store, name="blobs"),
    path("api/v1/blobs/<str:hash>", blobs.fetch, name="blob"),
]
