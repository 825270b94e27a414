"""What codes are called: name of a fact → code → words. The glossary is held to it.

Facts and refusals hold codes; a sentence takes the words from here when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from greenlane import roles
from greenlane.board import words
from greenlane.commands import COMMANDS
from greenlane.core import kinds, packs
from greenlane.core.choices import in_language, titled
from greenlane.dispatch.commands.choose_plan import OFFERS
from greenlane.dispatch.models import STALE, Kind
from greenlane.network.models import DeviceKind
from greenlane.notices import channels as services
from greenlane.notices import kinds as notices
from greenlane.notices import sorts
from greenlane.places.models import Supply, ZoneKind
from greenlane.safety import acts, signers
from greenlane.safety.models import EvidenceKind
from greenlane.safety.models.isolation import InfeedKind
from greenlane.work import areas, causes, kit, labels
from greenlane.work.playbook import catalogue
from greenlane.workforce import skills
from greenlane.workforce.models import OrganisationKind, Pool

Names = Mapping[str, Promise | str]

_title, _either = lazy(titled, str), lazy(in_language, str)
# Rows that a command may ask for and not find, as "there is no such …" names them.
ROWS: Names = {
    "account": _("account"),
    "arrival": _("expected material"),
    "assignment": _("assignment"),
    "blob": _("file"),
    "certificate": _("certificate"),
    "command": _("command"),
    "connection": _("connection"),
    "contact": _("contact"),
    "depot": _("depot"),
    "device": _("device"),
    "document": _("document"),
    "earthset": _("earth set"),
    "energisestep": _("step"),
    "evidence": _("safety record"),
    "grant": _("role held"),
    "handoff": _("handover of work"),
    "handover": _("handover sheet"),
    "infeed": _("infeed"),
    "instruction": _("order to switch"),
    "isolation": _("section"),
    "link": _("link"),
    "nearmiss": _("near miss"),
    "occurrence": _("reported event"),
    "openclaim": _("late message"),
    "order": _("order"),
    "organisation": _("organisation"),
    "outage": _("outage of equipment"),
    "paper": _("paper"),
    "person": _("person"),
    "point": _("open point"),
    "release": _("release"),
    "row": _("entry"),
    "shift": _("shift"),
    "shifthandover": _("shift handover"),
    "site": _("site"),
    "statuslink": _("status page"),
    "stint": _("stint"),
    "stopwork": _("stop-work"),
    "supplypoint": _("supply point"),
    "survey": _("survey"),
    "switchingorder": _("switching order"),
    "switchingstep": _("step of a switching order"),
    "task": _("task"),
    "team": _("team"),
    "term": _("term"),
    "ticket": _("ticket"),
    "ticketextension": _("later end of a ticket"),
    "tickettransfer": _("handing over of a ticket"),
    "token": _("token"),
    "unit": _("unit"),
    "wait": _("wait"),
    "webhook": _("webhook"),
    "zone": _("access zone"),
    "zoneclearance": _("clearance for a zone"),
}


def _held_by(need: str) -> str:
    """The roles that give this need, as a person would ask for them."""
    held = (role for role in roles.LABELS if need in roles.ROLES[role])
    return " / ".join(str(roles.LABELS[role]) for role in held)


_holders = lazy(_held_by, str)
_NEEDS = set().union(*roles.ROLES.values()) - {"read"}  # every role may read


def _titles(prefix: str) -> Names:
    """What the shipped rule packs call their papers, readings and forms of ticket."""
    return dict(_titled(prefix))


def _titled(prefix: str) -> Iterator[tuple[str, Promise | str]]:
    for name in packs.names():
        try:
            pack = packs.find(name)
        except packs.BadPack:  # its codes are shown as they stand
            continue
        for code in pack.under(prefix):
            yield code, _title(pack, f"{prefix}.{code}")


_PLAYBOOKS = {name: _either(zh, en) for name, zh, en in sorted(catalogue.titles())}
# Each list by itself, as the glossary has them.
LISTS: dict[str, Names] = {
    "command kinds": kinds.LABELS,
    "scopes of a key": kinds.SCOPES,
    "roles": roles.LABELS,
    "roles on a document": signers.LABELS,
    "skills": skills.LABELS,
    "pools": dict(Pool.choices),
    "organisations": dict(OrganisationKind.choices),
    "missions": words.MISSIONS,
    "channels": words.CHANNELS,
    "labels of an order": labels.LABELS,
    "stops": labels.STOPS,
    "causes of a wait": causes.LABELS,
    "playbooks": _PLAYBOOKS,
    "stages of a playbook": words.STAGES,
    "gates": words.GATES,
    "areas": areas.LABELS,
    "acts": acts.LABELS,
    "steps of a switching order": acts.STEPS,
    "occurrences": acts.OCCURRENCES,
    "evidence": dict(EvidenceKind.choices),
    "infeeds": dict(InfeedKind.choices),
    "supply states": dict(Supply.choices),
    "zones": dict(ZoneKind.choices),
    "devices": dict(DeviceKind.choices),
    "equipment": kit.EQUIPMENT,
    "material": kit.MATERIALS,
    "kinds of notice": notices.LABELS,
    "alarms": sorts.LABELS,
    "services for notices": services.LABELS,
    "plans": dict(Kind.choices),
    "plans offered": dict(OFFERS),
    "plans out of date": STALE,
    "tickets": _titles("tickets"),
    "papers": _titles("papers"),
    "readings": _titles("readings"),
}
# By the name that a fact has in a refusal. Where one name stands for several lists,
# the codes of these differ, or mean the same.
KIND = (
    "command kinds",
    "scopes of a key",
    "papers",
    "tickets",
    "labels of an order",
    "occurrences",
    "infeeds",
    "evidence",
)
_AREAS = LISTS["areas"]
LABELS: dict[str, Names] = {
    "act": {
        acts.SWITCHING: _("switching order"),
        **LISTS["steps of a switching order"],
        **LISTS["acts"],
    },
    "area": _AREAS,
    "areas": _AREAS,
    "cause": LISTS["causes of a wait"],
    "command": {each.name: each.title for each in COMMANDS},
    "covers": {**_AREAS, "order": _("the whole order")},
    "equipment": LISTS["equipment"],
    "how": LISTS["labels of an order"],
    "item": LISTS["material"],
    "kind": {**ROWS, **{k: v for name in KIND for k, v in LISTS[name].items()}},
    "known": LISTS["tickets"],
    "lacks": LISTS["readings"],
    "needs": {need: _holders(need) for need in _NEEDS},
    "papers": LISTS["papers"],
    "playbook": _PLAYBOOKS,
    "pool": LISTS["pools"],
    "reading": LISTS["readings"],
    "role": {**LISTS["roles"], **LISTS["roles on a document"]},
    "skill": LISTS["skills"],
    "why": STALE,
}
