"""A playbook is made ready to be pinned: checked against the gates, and timed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from greenlane.core import gatewalk
from greenlane.core.refusals import Refused
from greenlane.work.models import Order, PlaybookVersion, Task
from greenlane.work.playbook import BadPlaybook, Playbook, Step, catalogue, estimate

SEED = 1  # the same text gives the same minutes, on every machine


@dataclass(frozen=True)
class Recipe:
    """A playbook with its digest and its P50 and P80 in minutes."""

    book: Playbook
    text: str
    digest: str
    p50_minutes: int
    p80_minutes: int


@cache
def recipe(name: str) -> Recipe:
    """Raises Refused: playbook-unknown, playbook-draft, playbook-broken."""
    try:
        book = catalogue.find(name, guards=gatewalk.guards())
    except KeyError:
        raise Refused("playbook-unknown", playbook=name[:60]) from None
    except BadPlaybook as error:
        raise Refused("playbook-broken", playbook=name, why=str(error)[:400]) from error
    if not book.usable:
        raise Refused("playbook-draft", playbook=name)
    found = estimate(book, seed=SEED)
    return Recipe(book, book.to_text(), book.digest, round(found.p50), round(found.p80))


def version_of(found: Recipe) -> PlaybookVersion:
    """The pinned text's row, written when this text is pinned for the first time."""
    row, _new = PlaybookVersion.objects.get_or_create(
        digest=found.digest,
        defaults={
            "name": found.book.name,
            "version": found.book.version,
            "text": found.text,
            "p50_minutes": found.p50_minutes,
            "p80_minutes": found.p80_minutes,
        },
    )
    return row


def task_of(order: Order, place: int, step: Step) -> Task:
    """A row of the playbook as a task of this order, not yet saved."""
    return Task(
        unit_id=order.unit_id,
        order=order,
        place=place,
        key=step.key,
        title_zh=step.title_zh,
        title_en=step.title_en,
        stage=step.stage,
        after=" ".join(step.after),
        skill=step.skill,
        heads=step.heads,
        low=step.low,
        likely=step.likely,
        high=step.high,
        gate_class=step.gate_class,
        gives=" ".join(step.gives),
        acts=" ".join(step.acts),
        areas=" ".join(step.areas),
        exclusive=step.exclusive,
        on=step.on,
        live=step.live,
        authority=step.authority,
        uses=_told(step.uses),
        takes=_told(step.takes),
        beside=" ".join(step.beside),
    )


def _told(amounts: tuple[tuple[str, int], ...]) -> str:
    return " ".join(f"{code}={amount}" for code, amount in amounts)
