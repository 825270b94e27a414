"""Where a person came from to a verb, and where the verb leads."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from greenlane.core.command import Answer
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk.verbs import Asked

BACK = "back"  # in the address: the page of this house that one came from
# The pages of these verbs; the number that they answer with is no order's.
PAGES = {"dispatch.choose_plan": "board:plan"}
# What a verb has made → the page where one goes on with it.
MADE = {
    "workforce.add_person": ("person", "board:person"),
    "places.add_site": ("site", "board:site"),
}


def back(request: ViewerRequest, asked: Asked) -> str:
    """The page that the address names, if it is one of this house; else the usual."""
    said = request.GET.get(BACK, "")[:400]
    is_ours = said.startswith("/") and url_has_allowed_host_and_scheme(said, None)
    return said if is_ours else asked.back


def page_of(done: Answer, asked: Asked) -> str:
    """The page of what has just been made, where there is one."""
    if asked.order is not None:
        return ""
    if asked.command.name in PAGES:
        return reverse(PAGES[asked.command.name])
    if number := done.facts.get("number"):
        return reverse("board:order", args=[number])
    fact, page = MADE.get(asked.command.name, ("", ""))
    return reverse(page, args=[done.facts[fact]]) if fact else ""
