"""Every way to say no. Code and facts travel; the text is made at the edge."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


class Refused(Exception):
    """A rule said no. `code` is stable; `facts` are ids, codes and numbers only."""

    status = 409
    kept = True
    missing: tuple["Missing", ...] = ()  # every reason, where there are several

    def __init__(self, code: str, *, next_step: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.next_step = next_step
        self.facts = facts


@dataclass(frozen=True)
class FieldError:
    """One thing wrong with the input, and where."""

    field: str
    code: str
    detail: str = ""


class Malformed(Refused):
    """The input cannot be read as this command. Logged, counted, not kept."""

    status = 422
    kept = False

    def __init__(
        self, errors: Sequence[FieldError], *, code: str = "bad-input"
    ) -> None:
        super().__init__(code)
        self.errors = tuple(errors)


class TooLarge(Malformed):
    status = 413


class WrongType(Malformed):
    status = 415


class NotAllowed(Refused):
    """This account may not do this here."""

    status = 403


class NotFound(Refused):
    """No such thing for this account: a foreign unit's row looks like none at all."""

    status = 404
    kept = False

    def __init__(self, kind: str, **facts: Any) -> None:
        super().__init__("not-found", kind=kind, **facts)


class Stale(Refused):
    """What was shown is no longer so."""


class OtherContent(Refused):
    """The same command id came with other content."""

    status = 422


class Busy(Refused):
    """The database is held by somebody else; the same id may come again at once."""

    status = 503
    kept = False


@dataclass(frozen=True)
class Missing:
    """A piece of evidence that a gate wants: what, who has it, what would bring it."""

    gate: str
    what: str
    holder: str = ""
    since: datetime | None = None
    next_step: str = ""
    evidence: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        found = asdict(self)
        found["since"] = self.since.isoformat() if self.since else None
        found["evidence"] = [str(each) for each in self.evidence]
        found["facts"] = {key: str(value) for key, value in self.facts.items()}
        return found


class GateHeld(Refused):
    """One or more gates hold this release; every reason is said at once.

    `of` says which act on which order: so it can be told later how long it was held.
    """

    def __init__(self, missing: Iterable[Missing], **of: str) -> None:
        self.missing = tuple(missing)
        super().__init__(
            "gate-held",
            next_step=self.missing[0].next_step if self.missing else "",
            missing=[each.as_dict() for each in self.missing],
            **{name: value for name, value in of.items() if value},
        )
