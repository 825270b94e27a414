"""Why a line stands where it does, what changed, what holds an order: as sentences.

Codes and keys lie in the rows; names are looked up once for a whole page (`known`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.templatetags.times import moment
from greenlane.core.texts import listed, said_as
from greenlane.dispatch.known import Known, known, words_of
from greenlane.dispatch.models import Line, LineChange, OrderPlan
from greenlane.dispatch.words import RULES, WHY, WHY_PLAIN
from greenlane.work.ledger.sentence import age

_ITS_OWN = frozenset({"", "task", "nothing", "runs"})


@dataclass(frozen=True)
class Told:
    """A sentence about a task or an order, and the reason below it, if there is one."""

    title: str
    says: str
    why: str = ""


def why(line: Line, of: Known) -> str:
    """What binds this line."""
    return _why(line.why, line.about, of, start=moment(line.start_at), before=line)


def crew_names(line: Line) -> str:
    """Who is to do it; asks nothing where the crews were read along."""
    return listed(crew.team or crew.person for crew in line.crews.all())


def _why(
    code: str,
    about: str,
    of: Known,
    *,
    start: str,
    before: Line | None = None,
    until: Any = None,
) -> str:
    """`about` is a key, and after a blank the task that it comes from, if any.

    `start` is when what is explained begins, `before` its line among those that stand.
    """
    key, _blank, work = about.partition(" ")
    facts = _facts(code, key, work, of, start, before)
    if told := _instant(until):
        facts["at"] = moment(told)
    texts = WHY if all(facts.values()) else WHY_PLAIN
    says = texts.get(code) or WHY.get(code)
    return str(says) % facts if says and code else ""


def _facts(
    code: str, key: str, work: str, of: Known, start: str, before: Line | None
) -> dict[str, str]:
    name = of.name(key)
    if code in {"task", "area"}:
        other = of.line(work if code == "area" else key)
        task = of.name(work) if code == "area" and work else name
        return {"task": task, "at": moment(other.end_at) if other else ""}
    if code == "crew":
        other = of.line(work) or _last_of(key, of, before)
        site = str(other.order.site) if other else ""
        return {"crew": name, "site": site, "at": moment(other.end_at) if other else ""}
    if code == "shift":
        return {"crew": name, "at": start}
    if code == "release":
        return {"at": start}
    return {"what": name, "at": start} if code in {"pool", "stock"} else {}


def _last_of(crew: str, of: Known, before: Line | None) -> Line | None:
    """What this crew does last before that line."""
    if before is None:
        return None
    mine = [
        line
        for line in of.lines.values()
        if line.end_at <= before.start_at
        and line.task_id != before.task_id
        and any(each.key == crew for each in line.crews.all())
    ]
    return max(mine, key=lambda line: line.end_at, default=None)


def changed(change: LineChange, of: Known) -> Told:
    """What the revision told people otherwise; the reason is a sentence of its own.

    The reason is told as it was then: of a line that moved since, its time is left out.
    """
    then, start = of.at(change.revision), moment(change.start_at)
    because = _why(change.why, change.about, then, start=start)
    return Told(str(change.task), _changed(change, of), because)


def _changed(change: LineChange, of: Known) -> str:
    facts = {
        "before": of.crews(change.crews_before),
        "crews": of.crews(change.crews),
        "old": moment(change.start_before),
        "at": moment(change.start_at),
    }
    if change.start_at is None:
        return _("Not planned any more; it was to begin at %(old)s") % facts
    if change.start_before is None and not change.crews:
        return _("New, from %(at)s; it takes no crew") % facts
    if change.start_before is None:
        return _("New: %(crews)s, from %(at)s") % facts
    if change.crews_before != change.crews:
        return _("%(crews)s instead of %(before)s, from %(at)s") % facts
    facts["length"] = age(abs(change.start_at - change.start_before))
    if change.start_at > change.start_before:
        return _("Moved %(length)s later, to %(at)s") % facts
    return _("Moved %(length)s sooner, to %(at)s") % facts


def holds(plan: OrderPlan, of: Known) -> list[Told]:
    """The chain that decides the end of the order, its last task first."""
    return [_held(each, of) for each in plan.holds]


def outside(plan: OrderPlan, of: Known) -> list[Told]:
    """Of the chain, where it waits for more than the task before: there time is won."""
    return [_held(each, of) for each in plan.holds if _code(each) not in _ITS_OWN]


def _code(each: Mapping[str, Any]) -> str:
    return str(each.get("why", ""))


def _held(each: Mapping[str, Any], of: Known) -> Told:
    task = str(each.get("task", ""))
    about = str(each.get("about", ""))
    line, until = of.line(task), each.get("until")
    start = moment(line.start_at) if line else ""
    says = _why(_code(each), about, of, start=start, before=line, until=until)
    return Told(of.name(task), says)


def unplanned(plan: OrderPlan, of: Known) -> list[Told]:
    """Tasks that cannot be planned, each with the rule that forbids it."""
    return [
        Told(of.name(str(each.get("task", ""))), ruled(each, of))
        for each in plan.unplanned
    ]


def impossible(rows: Iterable[Mapping[str, Any]]) -> list[Told]:
    """The same of an answer that stands in no row."""
    plan = OrderPlan(unplanned=list(rows))
    return unplanned(plan, known(plans=[plan]))


def ruled(each: Mapping[str, Any], of: Known) -> str:
    """Which rule forbids it, with its figures."""
    says = RULES.get(str(each.get("rule", "")))
    if says is None:
        return str(each.get("rule", ""))
    facts = {
        "wanted": each.get("wanted", "–"),
        "there": each.get("there", "–"),
        "skill": _skill(str(each.get("skill", ""))),
        "what": listed(of.name(key) for key in words_of(str(each.get("what", "")))),
    }
    return str(says) % facts


def shorten(plan: OrderPlan, of: Known) -> list[Told]:
    """What would bring it forward, the most helpful first."""
    return [_relief(each, of) for each in plan.shorten]


def _relief(each: Mapping[str, Any], of: Known) -> Told:
    minutes, heads = int(each.get("minutes", 0)), int(each.get("heads", 1))
    key = str(each.get("key", ""))
    sooner = ngettext("%(n)s min sooner", "%(n)s min sooner", minutes) % {"n": minutes}
    if each.get("kind") == "pool":
        return Told(_("One more of %(what)s") % {"what": of.name(key)}, sooner)
    if each.get("kind") == "reserve":
        aside = _("Set %(what)s aside before the survey has ended")
        price = _("%(n)s min sooner; %(lost)s min are lost if it is given back")
        facts = {"n": minutes, "lost": each.get("lost", 0)}
        return Told(aside % {"what": said_as("item", key)}, price % facts)
    title = ngettext(
        "One more crew for %(skill)s (%(n)s person)",
        "One more crew for %(skill)s (%(n)s people)",
        heads,
    )
    return Told(title % {"skill": _skill(key), "n": heads}, sooner)


def _skill(code: str) -> str:
    return listed(said_as("skill", each) for each in code.split(" + "))


def _instant(told: Any) -> datetime | None:
    return parse_datetime(told) if isinstance(told, str) else None
