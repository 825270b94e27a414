"""The addresses of the pages that only read."""

from django.urls import path

from greenlane.board import (
    views,
    views_board,
    views_ca,
    views_company,
    views_forms,
    views_isolation,
    views_link,
    views_plan,
    views_print,
    views_safety,
    views_status,
    views_switching,
)

app_name = "board"
_SHEETS = (
    ("orders/<str:number>/print", views_print.order, "print-order"),
    (
        "orders/<str:number>/tickets/<uuid:ticket>/print",
        views_print.ticket,
        "print-ticket",
    ),
    (
        "orders/<str:number>/switching/<uuid:switching>/print",
        views_print.switching,
        "print-switching",
    ),
    ("permits/print", views_print.permits, "print-permits"),
    (
        "orders/<str:number>/isolations/<uuid:isolation>/print",
        views_print.isolation,
        "print-isolation",
    ),
    (
        "orders/<str:number>/records/<uuid:evidence>/print",
        views_print.evidence,
        "print-evidence",
    ),
    (
        "orders/<str:number>/happenings/<uuid:happening>/print",
        views_print.happening,
        "print-happening",
    ),
    ("safety/print", views_print.safety, "print-safety"),
    ("forms/<slug:form>/print", views_print.blank, "print-blank"),
)
urlpatterns = [
    path("", views_board.orders, name="orders"),
    path("middle", views_board.middle, name="middle"),
    path("find", views_board.found, name="find"),
    path("board", views.wall, name="wall"),
    path("mine", views.mine, name="mine"),
    path("mine/plan", views_plan.my_crew, name="my-plan"),
    path("plan", views_plan.plan, name="plan"),
    path("plan/promises", views_plan.promises, name="promises"),
    path("plan/promises.<slug:kind>", views_plan.promises_table, name="promises-table"),
    path("signatures", views.signatures, name="signatures"),
    path("stops", views.stops, name="stops"),
    path("waiting", views.waiting, name="waiting"),
    path("undelivered", views.undelivered, name="undelivered"),
    path("setup", views_company.setup, name="setup"),
    path("units", views_company.units, name="units"),
    path("people", views_company.people, name="people"),
    path("people/<uuid:key>", views_company.person, name="person"),
    path("teams", views_company.teams, name="teams"),
    path("sites", views_company.sites, name="sites"),
    path("sites/<uuid:key>", views_company.site, name="site"),
    path("depots", views_company.depots, name="depots"),
    path("calendar", views_company.calendar, name="calendar"),
    path("s/<slug:code>", views_status.status, name="status"),
    path("link/order", views_link.order, name="link-order"),
    path("ca", views_ca.page, name="ca"),
    path("ca/greenlane-ca.<slug:kind>", views_ca.file, name="ca-file"),
    path("orders/<str:number>", views.order, name="order"),
    path("orders/<str:number>/pane", views_board.pane, name="pane"),
    path("orders/<str:number>/forms", views_forms.forms, name="order-forms"),
    path(
        "orders/<str:number>/isolations/<uuid:isolation>",
        views_isolation.isolation,
        name="isolation",
    ),
    path("forms", views_forms.blanks, name="forms"),
    path("safety", views_safety.figures, name="safety"),
    path("safety/figures.<slug:kind>", views_safety.table, name="safety-table"),
    path(
        "orders/<str:number>/switching/<uuid:switching>",
        views_switching.switching,
        name="switching",
    ),
    *(path(where, view, name=name) for where, view, name in _SHEETS),
    *(path(f"{where}.pdf", view, name=f"{name}-pdf") for where, view, name in _SHEETS),
]
