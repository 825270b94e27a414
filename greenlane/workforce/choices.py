"""Whom a form may name: the certified first, the site's own where it is about them.

Volunteers are never offered: by definition they have no electrical competence. Nor is
whoever is on record through a membership only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.choices import MOST, Chooser, Option, clock_time
from greenlane.core.texts import listed
from greenlane.workforce.models import (
    WITHOUT_TRADE,
    Certificate,
    Organisation,
    Person,
    Pool,
    Shift,
    Team,
    ZoneClearance,
)
from greenlane.workforce.skills import LABELS


def people(actor: Actor, order: Any) -> Iterator[Option]:
    """Everybody the actor may see, and the people of the order's unit."""
    yield from _options(_seen(actor, order))


def people_by_skill(actor: Actor, order: Any) -> Iterator[Option]:
    """With what their certificates say they can do now, so that a skill finds them."""
    held: dict[Any, list[str]] = {}
    for person, skill in _good().values_list("person", "skill").order_by("skill"):
        held.setdefault(person, []).append(str(LABELS.get(skill, skill)))
    rest = []
    for key, name in _options(_seen(actor, order)):
        if key in held:
            yield key, f"{name} · {listed(held[key])}"
        else:
            rest.append((key, name))
    yield from rest


def certified(skill: str) -> list[UUID]:
    """Whose certificate for this is good now."""
    return list(_good().filter(skill=skill).values_list("person", flat=True))


def skilled(skill: str) -> Chooser:
    """Those with a certificate that is good now come first, the rest apart."""

    def chosen(actor: Actor, order: Any) -> Iterator[Option]:
        good = _good().filter(skill=skill)
        rows = _seen(actor, order)
        able = Q(pk__in=good.values("person"))
        yield from _groups(_("Certified"), rows.filter(able), rows.exclude(able))

    return chosen


def site_people(actor: Actor, order: Any) -> Iterator[Option]:
    """The site's own people first: they take over, open their side, keep watch."""
    rows = _seen(actor, order)
    first = Q(pool=Pool.SITE)
    title = str(Pool.SITE.label)
    yield from _groups(title, rows.filter(first), rows.exclude(first))


def everybody(actor: Actor, order: Any) -> Iterator[Option]:
    """Volunteers and the unfit too: what is on record about a person, and who is in."""
    yield from _options(_known(actor))


def unfit(actor: Actor, order: Any) -> Iterator[Option]:
    """Whom somebody reported unfit, and nobody has declared fit since."""
    yield from _options(_known(actor).filter(unfit_since__isnull=False))


def without_login(actor: Actor, order: Any) -> Iterator[Option]:
    """Who works here and cannot log in yet."""
    rows = _known(actor).filter(account__isnull=True)
    yield from _options(rows.exclude(pool=Pool.MEMBER))


def gone(actor: Actor, order: Any) -> Iterator[Option]:
    """Who has left."""
    rows = Person.objects.seen_by(actor).filter(left_at__isnull=False)
    yield from _options(rows.order_by("name_zh", "staff_number"))


def organisations(actor: Actor, order: Any) -> Iterator[Option]:
    rows = Organisation.objects.seen_by(actor).order_by("name_zh")
    yield from ((each.pk, str(each)) for each in rows[:MOST])


def teams(actor: Actor, order: Any) -> Iterator[Option]:
    rows = Team.objects.seen_by(actor).order_by("name_zh")
    yield from ((each.pk, str(each)) for each in rows[:MOST])


def certificates(actor: Actor, order: Any) -> Iterator[Option]:
    """Those that are good still, person by person."""
    rows = Certificate.objects.seen_by(actor).filter(
        revoked_at__isnull=True, expires_at__gt=clock.now()
    )
    for each in rows.select_related("person").order_by("person__name_zh")[:MOST]:
        skill = LABELS.get(each.skill, each.skill)
        yield each.pk, f"{each.person}: {skill}, {each.number}"


def shifts(actor: Actor, order: Any) -> Iterator[Option]:
    """Those that are not over, by whose they are."""
    rows = Shift.objects.seen_by(actor).filter(
        cancelled_at__isnull=True, ends_at__gt=clock.now()
    )
    for each in rows.select_related("team", "person", "unit").order_by(
        "starts_at", "id"
    )[:MOST]:
        times = [clock_time(at, each.unit) for at in (each.starts_at, each.ends_at)]
        yield each.pk, f"{each.team or each.person}: {' – '.join(times)}"


def zone_clearances(actor: Actor, order: Any) -> Iterator[Option]:
    """Those that are good, or will be."""
    rows = ZoneClearance.objects.seen_by(actor).filter(
        withdrawn_at__isnull=True, ends_at__gt=clock.now()
    )
    for each in rows.select_related("person").order_by("person__name_zh")[:MOST]:
        yield each.pk, f"{each.person}: {each.get_zone_display()}"


def _good() -> QuerySet[Certificate]:
    """Certificates that are good now."""
    now = clock.now()
    return Certificate.objects.filter(
        revoked_at__isnull=True, issued_at__lte=now, expires_at__gt=now
    )


def _known(actor: Actor) -> QuerySet[Person]:
    rows = Person.objects.seen_by(actor).filter(left_at__isnull=True)
    return rows.order_by("name_zh", "staff_number")


def _seen(actor: Actor, order: Any) -> QuerySet[Person]:
    rows = Person.objects.seen_by(actor)
    if order is not None:
        rows |= Person.objects.filter(unit=order.unit_id)
    rows = rows.exclude(pool__in=WITHOUT_TRADE)
    rows = rows.filter(unfit_since__isnull=True, left_at__isnull=True)
    return rows.order_by("name_zh", "staff_number")


def _groups(
    title: str, first: QuerySet[Person], rest: QuerySet[Person]
) -> Iterator[Option]:
    for name, rows in ((title, first), (_("Others"), rest)):
        if options := _options(rows):
            yield name, options


def _options(rows: QuerySet[Person]) -> list[Option]:
    """In the order of the names as the reader reads them."""
    found = [(each.pk, f"{each} ({each.staff_number})") for each in rows[:MOST]]
    return sorted(found, key=lambda option: option[1].casefold())


CHOICES: dict[str, Chooser] = {
    "person": people,
    "organisation": organisations,
    "team": teams,
    "certificate": certificates,
    "shift": shifts,
    "zoneclearance": zone_clearances,
    "workforce.change_person.person": everybody,
    "workforce.check_in.person": everybody,
    "workforce.check_out.person": everybody,
    "workforce.declare_fit.person": unfit,
    "workforce.move_person.person": everybody,
    "workforce.leave.person": everybody,
    "workforce.come_back.person": gone,
    "workforce.give_login.person": without_login,
}
