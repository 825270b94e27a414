"""Forms on paper: the blank ones, and every one that an order has."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.forms import blank_forms, order_forms
from greenlane.board.seeing import page
from greenlane.core.actors import Actor
from greenlane.core.web.viewer import ViewerRequest


@page
def blanks(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """For a day without computers; printed before it comes."""
    return render(request, "board/blanks.html", {"blanks": blank_forms()})


@page
def forms(request: ViewerRequest, actor: Actor, number: str) -> HttpResponse:
    """Every form of one order, each as a page and as a PDF."""
    return render(request, "board/forms.html", {"page": order_forms(actor, number)})
