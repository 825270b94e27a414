"""Account roles and the needs they give. A role on a document is something else.

One explicit table; the access matrix and the docs read it too. "Must not" rules that
depend on the document (leader, permitter, issuer) are law in its rows, not here.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ANY = frozenset({"read"})
_FIELD = _ANY | {"field"}

ROLES: dict[str, frozenset[str]] = {
    "duty_officer": _FIELD | {"intake", "forget", "paper", "plan", "hold"},
    "commander": _ANY | {"command", "paper", "hold"},
    "survey_engineer": _FIELD | {"survey", "verdict", "isolation", "network"},
    "issuer": _FIELD | {"issue", "isolation"},
    "permitter": _FIELD | {"permit", "shift"},
    "leader": _FIELD | {"lead"},
    "watcher": _FIELD,
    "switching": _FIELD | {"switch"},
    "dispatcher": _FIELD
    | {"dispatch", "plan", "intake", "forget", "hold", "shift", "network"},
    "crew": _FIELD,
    "tester": _FIELD | {"test"},
    "inspector": _FIELD | {"accept"},
    "site_electrician": _ANY | {"site"},
    "stores": _FIELD | {"stores"},
    "meter": _FIELD | {"meter"},
    "safety_supervisor": _FIELD | {"safety"},
    "auditor": _ANY | {"audit", "setup"},
    "system_administrator": _ANY | {"administer", "network", "setup"},
    "security_administrator": _ANY | {"secure", "setup"},
    "volunteer": _ANY,
    "system": frozenset({"administer", "secure", "network", "forget", "publish"}),
}

LABELS: dict[str, Promise] = {
    "duty_officer": _("Duty officer"),
    "commander": _("Incident commander"),
    "survey_engineer": _("Survey engineer"),
    "issuer": _("Ticket issuer"),
    "permitter": _("Permitter"),
    "leader": _("Leader"),
    "watcher": _("Watcher"),
    "switching": _("Switching operator"),
    "dispatcher": _("Dispatcher"),
    "crew": _("Crew"),
    "tester": _("Tester"),
    "inspector": _("Inspector"),
    "site_electrician": _("Site electrician"),
    "stores": _("Stores"),
    "meter": _("Metering"),
    "safety_supervisor": _("Safety supervisor"),
    "auditor": _("Auditor"),
    "system_administrator": _("System administrator"),
    "security_administrator": _("Security administrator"),
    "volunteer": _("Volunteer"),
}
# What comes in with a link to one order may tell, beside stopping and reporting.
LINK_TELLS = frozenset({"work.add_note", "work.open_wait"})
# Nobody holds two of these: each of them watches the other two.
APART = frozenset({"system_administrator", "security_administrator", "auditor"})
