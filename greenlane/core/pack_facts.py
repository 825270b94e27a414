"""What happened to a unit's rule pack, value by value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class PackTuned:
    """One value of the unit's rule pack was changed, or confirmed as it stands."""

    NAME: ClassVar[str] = "core.pack_tuned"
    V: ClassVar[int] = 1
    pack: str
    version: str
    digest: str
    key: str
    before: str
    after: str
    confirmed: bool

    def sentence(self, names: Names) -> str:
        told = {
            "pack": self.pack,
            "version": self.version,
            "key": self.key,
            "before": self.before,
            "after": self.after,
        }
        if self.before == self.after and self.confirmed:
            says = _("Rule pack %(pack)s %(version)s: %(key)s is confirmed, %(after)s")
        elif self.confirmed:
            says = _(
                "Rule pack %(pack)s %(version)s: %(key)s is now %(after)s, "
                "was %(before)s; confirmed"
            )
        else:
            says = _(
                "Rule pack %(pack)s %(version)s: %(key)s is now %(after)s, "
                "was %(before)s; not confirmed"
            )
        return says % told


FACTS: tuple[type, ...] = (PackTuned,)
