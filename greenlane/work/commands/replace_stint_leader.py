"""A leader falls ill or is called away: another one of the crew leads."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.locks import Lock
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import stints, tasks
from greenlane.work.facts.stints import StintLeaderReplaced
from greenlane.work.facts.tasks import PersonAssigned
from greenlane.work.models import Assignment, Stint, Task
from greenlane.work.people import must_be_able
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_named


class ReplaceStintLeader(CommandForm):
    stint = Id(kind="stint", label=_("Work going on"))
    leader = Id(kind="person", label=_("New leader"))


@command(
    "work.replace_stint_leader",
    title=_("Replace the leader"),
    takes=ReplaceStintLeader,
    needs="plan",
    kind=DESK,
    relies_on=("work.stint_", "work.head_"),
)
def replace_stint_leader(
    form: ReplaceStintLeader, *, by: Actor, at: datetime
) -> Answer:
    """The new leader is of the crew already: joining it walks the gates.

    A ticket has a leader of its own, who is changed by a release.
    """
    given = form.cleaned_data
    stint, person = find(Stint, given["stint"]), person_named(given["leader"])
    wanted = (Lock(Person, person.pk), stint.task, stint)
    order, person, task, stint = locks.take(stint.task.order, *wanted)
    stints.must_be_running(stint)
    if person.pk == stint.leader_id:
        raise Refused("leads-already", person=str(person.pk))
    if person.pk not in {head.person_id for head in stints.present(stint)}:
        raise Refused(
            "not-in-this-stint", next_step="work.join_stint", person=str(person.pk)
        )
    must_be_able(task, person, role="leader", at=clock.now())
    before, stint.leader = stint.leader_id, person
    stint.save(update_fields=["leader"])
    say(
        StintLeaderReplaced(stint.pk, task.pk, before, person.pk),
        subjects=(order, task, stint, person, ("person", before)),
        unit=task.unit_id,
    )
    _assign_anew(task, person, at)
    return answer("stint-leader-replaced", stint=stint.pk, leader=person.pk)


def _assign_anew(task: Task, person: Person, at: datetime) -> None:
    """The old leader and the crew place of the new one end; one leader is assigned."""
    standing = Assignment.objects.current().filter(task=task, ended_at__isnull=True)
    for each in standing.filter(role="leader") | standing.filter(person=person):
        tasks.release(each, at=at)
    row = tasks.assign(task, person.pk, role="leader", at=at)
    say(
        PersonAssigned(task.pk, person.pk, row.role),
        subjects=(("order", task.order_id), task, person),
        unit=task.unit_id,
        stamps=(row,),
    )
