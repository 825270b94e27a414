"""What a form may name of a connection: surveys, steps, papers, terms, and targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from greenlane.connections.models import (
    Connection,
    EnergiseStep,
    Paper,
    Survey,
    Term,
)
from greenlane.connections.reading import newest_survey
from greenlane.connections.sign_choices import waiting
from greenlane.core.actors import Actor
from greenlane.core.choices import (
    MOST,
    Chooser,
    Filler,
    Option,
    Standing,
    clock_time,
    fields_now,
    row_said,
    titled,
)
from greenlane.core.packs import Pack
from greenlane.places.inorder import in_order
from greenlane.places.models import Supply
from greenlane.safety.choices import (
    hanging_earths,
    infeeds,
    open_points,
    sections,
    switchings,
)
from greenlane.safety.doubts import marked, open_paper
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Infeed
from greenlane.safety.signing import signatures
from greenlane.work.choices import playbooks
from greenlane.work.models import Order
from greenlane.workforce.choices import site_people, skilled

# What feeds the site → how its points are fed: by the grid for a term, at first.
FED_BY: dict[str, str] = {
    "grid": Supply.GRID_TEMPORARY,
    "lv_side": Supply.GRID_TEMPORARY,
    "generator": Supply.GENERATOR,
}


def surveys(actor: Actor, order: Any) -> Iterator[Option]:
    """Standing versions, the newest first."""
    rows = Survey.objects.seen_by(actor).filter(withdrawn_at__isnull=True)
    if order is not None:
        rows = rows.filter(order=order)
    rows = rows.select_related("order", "source", "unit").order_by("-order", "-version")
    for survey in rows[:MOST]:
        at = clock_time(survey.at, survey.unit)
        yield (
            survey.pk,
            f"{survey.order.number} v{survey.version}, {survey.source}, {at}",
        )


def next_steps(actor: Actor, order: Any) -> Iterator[Option]:
    """Laid out and not switched in yet."""
    yield from _steps(actor, order, started_at__isnull=True)


def unread_steps(actor: Actor, order: Any) -> Iterator[Option]:
    """Switched in, and nobody has read volts and rotation yet."""
    yield from _steps(actor, order, started_at__isnull=False, read_at__isnull=True)


def _steps(actor: Actor, order: Any, **state: bool) -> Iterator[Option]:
    rows = EnergiseStep.objects.seen_by(actor).filter(opened_at__isnull=True, **state)
    if order is not None:
        rows = rows.filter(order=order)
    for step in rows.select_related("order").order_by("-order", "place")[:MOST]:
        start = "" if order is not None else f"{step.order.number}: "
        cold = _(" (cold load: compare its current)") if step.cold else ""
        yield step.pk, f"{start}{step.place} {step.name}{cold}"


def terms(actor: Actor, order: Any) -> Iterator[Option]:
    rows = Term.objects.seen_by(actor)
    if order is not None:
        rows = rows.filter(order=order)
    for term in rows.select_related("order", "unit").order_by("ends_at")[:MOST]:
        yield term.pk, f"{term.order.number}, {clock_time(term.ends_at, term.unit)}"


def papers(actor: Actor, order: Any) -> Iterator[Option]:
    """Owed still, the first due first."""
    rows = Paper.objects.seen_by(actor).filter(
        received_at__isnull=True, waived_at__isnull=True
    )
    if order is not None:
        rows = rows.filter(order=order)
    rows = rows.select_related("order__pack", "unit").order_by("due_at")
    for paper in rows[:MOST]:
        title = _paper_said(pack_of(paper.order), paper.kind)
        yield paper.pk, f"{title}, {clock_time(paper.due_at, paper.unit)}"


def paper_kinds(actor: Actor, order: Any) -> Iterator[Option]:
    """Every paper that the order's rule pack knows."""
    if order is None:
        return
    pack = pack_of(order)
    for kind in pack.under("papers"):
        yield kind, _paper_said(pack, kind)


def _paper_said(pack: Pack, kind: str) -> str:
    return marked(titled(pack, f"papers.{kind}"), open_paper(pack, kind))


def targets(actor: Actor, order: Any) -> Iterator[Option]:
    """What an order to switch may be for: an infeed, a step, a switching order."""
    yield from infeeds(actor, order)
    yield from next_steps(actor, order)
    yield from switchings(actor, order)


def switched(actor: Actor, order: Any) -> Iterator[Option]:
    """What a step of a switching order may be done on."""
    yield from infeeds(actor, order)
    yield from sections(actor, order)
    yield from hanging_earths(actor, order)
    yield from open_points(actor, order)
    yield from next_steps(actor, order)


def known_infeeds(
    actor: Actor, order: Any, said: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """The infeeds of the site that are on record; the survey says which stand."""
    if order is None:
        return
    for infeed in Infeed.objects.filter(site=order.site_id, gone_at__isnull=True):
        device = str(infeed.device_id) if infeed.device_id else ""
        yield {
            "kind": infeed.kind,
            "name": infeed.name,
            "number": infeed.number,
            "device": device,
        }


def watchers(actor: Actor, order: Any) -> Iterator[Option]:
    """Anybody but the one who has signed to receive: nobody keeps watch alone."""
    sheet = Connection.objects.filter(order=order).first() if order else None
    signed_by = {
        each.person_id
        for each in (signatures(sheet) if sheet else ())
        if each.role == "receiver"
    }
    for title, group in site_people(actor, order):
        rest = [each for each in group if each[0] not in signed_by]
        if rest:
            yield title, rest


def steps_of_playbook(
    actor: Actor, order: Any, said: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """A step for each source to restore, then one for each supply point."""
    if order is None:
        return
    names = [i.name for i in order.site.infeeds.filter(gone_at=None).order_by("id")]
    tasks = order.tasks.filter(finished_at=None, dropped_at=None).order_by("place")
    acts = {act: task for task in reversed(tasks) for act in task.list_of("acts")}
    for act in ("restore_source", "transfer_supply"):
        if task := acts.get(act):
            area = next(iter(task.list_of("areas")), "")
            yield {"act": act, "area": area, "name": next(iter(names), "")}
    if task := acts.get("energise"):
        area = next(iter(task.list_of("areas")), "")
        fed = _fed_then(order)
        for point in in_order(order.points.all()):
            found = {"act": "energise", "area": area, "name": str(point)}
            yield {**found, "point": str(point.pk), "gives_state": fed}


def _fed_then(order: Any) -> str:
    """How a point is fed then, where all that feeds the site is of one kind."""
    rows = order.site.infeeds.filter(gone_at=None)
    kinds = set(rows.values_list("kind", flat=True))
    return FED_BY.get(kinds.pop(), "") if len(kinds) == 1 else ""


def handover_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The sheet as it is written; before it is, the cap of the verdict."""
    order = row_said(Order, actor, said, "order")
    sheet = Connection.objects.filter(order=order).first() if order else None
    if sheet is None or sheet.do_not:
        return fields_now(sheet, "load_cap_kw", "do_not")
    survey = newest_survey(order)
    if survey is None or survey.verdict != "cap":
        return {}
    return {"load_cap_kw": survey.cap_kw}


def option_now(actor: Actor, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The way that the order runs on already, as the request took it."""
    order = row_said(Order, actor, said, "order")
    if order is None or order.playbook is None:
        return {}
    name = order.playbook.name
    titles = {key: str(title) for key, title in playbooks(actor, order)}
    return {"playbook": name, "title": titles.get(name, "")}


CHOICES: dict[str, Chooser] = {
    "survey": surveys,
    "energisestep": next_steps,
    "connections.energise_step.step": next_steps,
    "connections.energise_step.guard": skilled("switch"),
    "connections.read_step.step": unread_steps,
    "connections.hand_over.receiver": site_people,
    "connections.hand_over.watcher": watchers,
    "term": terms,
    "paper": papers,
    "connections.defer_paper.kind": paper_kinds,
    "safety.give_instruction.target": targets,
    "safety.write_switching.steps.target": switched,
    "safety.sign": waiting,
}
NOW: dict[str, Standing] = {
    "connections.choose_option": option_now,
    "connections.prepare_handover": handover_now,
}
ROWS: dict[str, Filler] = {
    "connections.record_survey.infeeds": known_infeeds,
    "connections.plan_steps.steps": steps_of_playbook,
}
