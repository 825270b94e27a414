"""The pages that only read: the list of orders, and one order with all it stands on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.seeing import page
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest
from greenlane.work import queries


@page
def orders(request: ViewerRequest, actor: Actor) -> HttpResponse:
    found = queries.orders_list(actor, queries.Filters())
    return render(request, "board/orders.html", {"page": found})


@page
def order(request: ViewerRequest, actor: Actor, number: str) -> HttpResponse:
    found = queries.order_detail(actor, number)
    return render(request, "board/order.html", {"order": found})
