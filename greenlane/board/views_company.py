"""The company: set-up, units, people, teams, sites, depots, the year."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from greenlane.board.company.depots import depot_list
from greenlane.board.company.people import people_list
from greenlane.board.company.person import person_page
from greenlane.board.company.setup import set_up
from greenlane.board.company.sites import site_list, site_page
from greenlane.board.company.teams import team_list
from greenlane.board.company.units import unit_tree
from greenlane.board.company.year import year_of
from greenlane.board.seeing import page, page_for
from greenlane.core.actors import Actor
from greenlane.core.web.access import needs
from greenlane.core.web.viewer import ViewerRequest


@page_for(needs("setup"))
def setup(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """What is set up and what is missing: for the administrators."""
    found = set_up(actor, request.GET, back=request.get_full_path())
    return render(request, "board/company/setup.html", {"setup": found})


@page
def units(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The tree of units."""
    found = unit_tree(actor, back=request.path)
    return render(request, "board/company/units.html", {"tree": found})


@page
def people(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Everybody on record, found by name, initials or number."""
    found = people_list(actor, request.GET, back=request.get_full_path())
    return render(request, "board/company/people.html", {"list": found})


@page
def person(request: ViewerRequest, actor: Actor, key: UUID) -> HttpResponse:
    """One person, with roles and certificates."""
    found = person_page(actor, key, back=request.path)
    return render(request, "board/company/person.html", {"page": found})


@page
def teams(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Teams with their leaders, members and skills."""
    found = team_list(actor, request.GET, back=request.get_full_path())
    return render(request, "board/company/teams.html", {"list": found})


@page
def sites(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Sites, found by name, code, address or initials."""
    found = site_list(actor, request.GET, back=request.get_full_path())
    return render(request, "board/company/sites.html", {"list": found})


@page
def site(request: ViewerRequest, actor: Actor, key: UUID) -> HttpResponse:
    """One site: supply points, whom to call, its orders."""
    found = site_page(actor, key, back=request.path)
    return render(request, "board/company/site.html", {"page": found})


@page
def depots(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """Depots and the teams that start from them."""
    found = depot_list(actor, request.GET, back=request.get_full_path())
    return render(request, "board/company/depots.html", {"list": found})


@page
def calendar(request: ViewerRequest, actor: Actor) -> HttpResponse:
    """The year at a glance: working days, days of rest, moved days."""
    found = year_of(actor, request.GET, back=request.get_full_path())
    return render(request, "board/company/calendar.html", {"year": found})
