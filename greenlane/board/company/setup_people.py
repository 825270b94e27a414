"""Of people: on record, able to log in and to sign, certified, in teams; enough?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.board.company.acts import Act, who_may
from greenlane.board.company.cards import SOON
from greenlane.board.company.lines import Line, Looking, doing
from greenlane.core import clock, second_due
from greenlane.core.models import Account, Factor, Grant
from greenlane.core.texts import listed
from greenlane.workforce.models import Certificate, Person, Pool, Team


def lines(looking: Looking) -> Iterator[Line]:
    counts = _counts(looking)
    yield _people(looking, counts)
    yield _logins(looking, counts)
    yield _enough(looking, counts)
    yield _cards(looking, counts)
    yield from _proofs(looking, counts)
    yield _teams(looking, counts)


def _counts(looking: Looking) -> dict[str, int]:
    """How many work here, can log in, have a PIN. One query."""
    works = Q(pool__in=(Pool.FIELD, Pool.OFFICE))
    can = works & Q(account__is_active=True)
    rows = Person.objects.filter(unit__in=looking.units, left_at__isnull=True)
    proved = Factor.objects.filter(removed_at__isnull=True).values("account")
    return rows.aggregate(
        works=Count("pk", filter=works),
        members=Count("pk", filter=Q(pool=Pool.MEMBER)),
        logins=Count("pk", filter=can),
        pins=Count("pk", filter=can & ~Q(account__pin="")),
        new=Count("pk", filter=can & Q(account__shut_by="secure")),
        proofs=Count("pk", filter=can & Q(account__in=proved)),
    )


def _after(people: int, looking: Looking, *names: str) -> tuple[list[Act], str]:
    """What needs people waits for whoever adds the first of them."""
    if people:
        return doing(looking, *names)
    return [], who_may("workforce.add_person")


def _list(looking: Looking, **narrow: str) -> str:
    asked: dict[str, Any] = {"unit": looking.unit.code, **narrow}
    return f"{reverse('board:people')}?{urlencode(asked)}"


def _people(looking: Looking, counts: dict[str, int]) -> Line:
    acts, who = doing(looking, "workforce.add_person")
    if acts:
        acts.append(Act(_("Take in a table"), reverse("desk:table", args=["people"])))
    title, where = _("People"), _list(looking)
    if not counts["works"]:
        told = _("Nobody is on record yet")
        return Line("people", title, "missing", told, where, acts, who)
    says = ngettext(
        "%(n)s person works here", "%(n)s people work here", counts["works"]
    )
    told = says % {"n": counts["works"]}
    return Line("people", title, "done", told, where, acts, who)


def _logins(looking: Looking, counts: dict[str, int]) -> Line:
    """Who signs has to log in, and to have a PIN of his own."""
    title, acts, who = (
        _("Logins"),
        *_after(counts["works"], looking, "workforce.give_login"),
    )
    if not counts["logins"]:
        told = _("Nobody on record can log in")
        return Line("logins", title, "missing", told, _list(looking), acts, who)
    if counts["new"] and looking.acts.actor.may("administer", looking.unit.path):
        first = Act(_("Let somebody set a first PIN"), reverse("desk:first-pin"))
        acts = [first, *acts]
    told = _("%(logins)s of %(works)s can log in, %(pins)s have set a PIN") % counts
    full = counts["pins"] == counts["logins"]
    where = _list(looking, look="login" if full else "pin")
    return Line("logins", title, "done" if full else "soon", told, where, acts, who)


def _enough(looking: Looking, counts: dict[str, int]) -> Line:
    """Is there somebody for every duty of one ordinary order?"""
    title = _("People enough for one order")
    open_ = [each for each in looking.duties if not each.is_filled]
    wanted = {
        "core.grant_role": any(not each.held for each in open_),
        "workforce.add_certificate": any(each.without_card for each in open_),
    }
    verbs = [name for name, lacks in wanted.items() if lacks] or ["core.grant_role"]
    acts, who = _after(counts["works"], looking, *verbs)
    if not open_:
        told = _("For every duty there is somebody who is ready")
        return Line("duties", title, "done", told, "#duties")
    told = _("Not ready: %(roles)s") % {"roles": listed(x.name for x in open_)}
    return Line("duties", title, "missing", told, "#duties", acts, who)


def _cards(looking: Looking, people: dict[str, int]) -> Line:
    now, title = looking.now, _("Certificates")
    rows = Certificate.objects.filter(
        unit__in=looking.units, person__left_at__isnull=True, revoked_at__isnull=True
    )
    counts = rows.aggregate(
        good=Count("pk", filter=Q(expires_at__gt=now)),
        soon=Count("pk", filter=Q(expires_at__gt=now, expires_at__lte=now + SOON)),
        over=Count("pk", filter=Q(expires_at__lte=now)),
    )
    acts, who = _after(people["works"], looking, "workforce.add_certificate")
    if not counts["good"]:
        told = _("No certificate is valid: nobody can be let in")
        return Line("cards", title, "missing", told, _list(looking), acts, who)
    told = _("%(good)s are valid, %(soon)s end within 60 days, %(over)s expired")
    late = "over" if counts["over"] else "soon"
    state = "soon" if counts["soon"] or counts["over"] else "done"
    where = _list(looking, look=late) if state == "soon" else _list(looking)
    return Line("cards", title, state, told % counts, where, acts, who)


def _proofs(looking: Looking, counts: dict[str, int]) -> Iterator[Line]:
    """A second proof is everybody's own to add; who must have one is named."""
    title, where = _("Second proofs"), _list(looking, look="second")
    told = _("%(proofs)s of %(logins)s have a second proof at login") % counts
    must = second_due.lacking(Grant.objects.filter(unit__in=looking.units))
    if must:
        says = _("%(told)s. Whose role asks for one and who has none: %(names)s")
        told = says % {"told": told, "names": _by_day(must, looking)}
        state = "missing" if min(must.values()) <= clock.wall() else "soon"
        yield Line("proofs", title, state, told, where, who=_("each for himself"))
    elif counts["logins"]:
        full = counts["proofs"] == counts["logins"]
        who = "" if full else _("each for himself")
        yield Line("proofs", title, "done" if full else "soon", told, where, who=who)


def _by_day(must: dict[Account, datetime], looking: Looking) -> str:
    """Who it is, and the day from which only the page opens that adds one."""
    zone = ZoneInfo(looking.unit.timezone)
    says = _("%(name)s (from %(day)s)")
    days = ((who, by.astimezone(zone)) for who, by in must.items())
    return listed(says % {"name": who, "day": f"{by:%m-%d}"} for who, by in days)


def _teams(looking: Looking, people: dict[str, int]) -> Line:
    rows = Team.objects.filter(unit__in=looking.units)
    counts = rows.aggregate(
        all=Count("pk"), bare=Count("pk", filter=Q(leader__isnull=True))
    )
    acts, who = _after(people["works"], looking, "workforce.add_team")
    title, where = _("Teams"), f"{reverse('board:teams')}?unit={looking.unit.code}"
    if not counts["all"]:
        return Line("teams", title, "missing", _("No team yet"), where, acts, who)
    says = ngettext("%(n)s team", "%(n)s teams", counts["all"])
    told = says % {"n": counts["all"]}
    if counts["bare"]:
        without = ngettext(
            "%(teams)s, %(n)s without a leader",
            "%(teams)s, %(n)s without a leader",
            counts["bare"],
        )
        told = without % {"teams": told, "n": counts["bare"]}
    state = "soon" if counts["bare"] else "done"
    return Line("teams", title, state, told, where, acts, who)
