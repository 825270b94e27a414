"""Receipts, refusals and open claims: what the door keeps of every command."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from dataclasses import field as field_
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from greenlane.core import clock, guard, journal, mending, queue, written
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, Command
from greenlane.core.facts import Names
from greenlane.core.forms import CommandForm
from greenlane.core.journal import Told
from greenlane.core.mending import Mended
from greenlane.core.models import OpenClaim, Receipt, Refusal
from greenlane.core.prepared import prepared
from greenlane.core.refusals import OtherContent, Refused
from greenlane.core.texts import said_as, sentence


@dataclass
class Ask:
    """One asking of one command. `device_seq` is the device's own running number."""

    command: Command
    by: Actor
    id: UUID
    device_seq: int | None = None
    fingerprint: str = field_(default="")  # of what was asked, once the form is bound
    at: datetime = field_(default_factory=clock.now)
    units: list[int] = field_(default_factory=list)  # whose clocks time it
    mended: tuple[Mended, ...] = ()  # texts that were kept without what was refused


@dataclass(frozen=True)
class ClaimLeftOpen:
    """A late claim could not be taken as done; somebody has to decide."""

    NAME: ClassVar[str] = "core.claim_left_open"
    V: ClassVar[int] = 1
    command: str
    code: str

    def sentence(self, names: Names) -> str:
        from django.utils.translation import gettext as _

        return _("A late message (%(command)s) waits for a decision: %(code)s") % {
            "command": said_as("command", self.command),
            "code": sentence(self.code, {})[0],
        }


@dataclass(frozen=True)
class NothingChanged:
    """A command was accepted and found everything as it should be."""

    NAME: ClassVar[str] = "core.nothing_changed"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    command: str

    def sentence(self, names: Names) -> str:
        from django.utils.translation import gettext as _

        return _("Nothing had to be changed: %(command)s") % {
            "command": said_as("command", self.command)
        }


def as_text(value: Any) -> str:
    return json.dumps(
        value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, default=str
    )


def fingerprint(ask: Ask, form: CommandForm) -> str:
    """What was asked, in canonical form: spacing or key order make no difference."""
    parts = [ask.command.name, ask.by.account, ask.by.device, form.content()]
    text = as_text(parts)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def claim(ask: Ask) -> bool:
    """Take the receipt. A twin waits here until this command has ended.

    A device that was set up anew counts from one again: no number that was used before
    may keep a stop or a report out, so theirs are not kept.
    """
    if ask.command.kind.anyone:
        ask.device_seq = None
    ask.at = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_receipt"
            " (id, command, account, device, device_seq, fingerprint, answer, at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                Receipt._meta.pk.get_db_prep_value(ask.id, connection),
                ask.command.name,
                ask.by.account,
                ask.by.device,
                ask.device_seq,
                ask.fingerprint,
                "",
                connection.ops.adapt_datetimefield_value(ask.at),
            ],
        )
        return cursor.rowcount == 1


def stored_answer(ask: Ask) -> Answer | None:
    """The answer given before to this id; OtherContent when it asked for more."""
    receipt = next(iter(_receipt(ask.id)), None)
    if receipt is None:
        return None
    if receipt.fingerprint != ask.fingerprint:
        raise OtherContent("same-id-other-content", next_step="use-a-new-id")
    stored = json.loads(receipt.answer)
    positions = {int(unit): seq for unit, seq in stored["positions"].items()}
    return Answer(stored["code"], stored["facts"], positions, replayed=True)


@prepared
def _receipt(key: UUID) -> QuerySet[Receipt]:
    return Receipt.objects.filter(pk=key)


def answer_of_twin(ask: Ask) -> Answer:
    """The insert found a row: the same id, or this device's number used before."""
    found = stored_answer(ask)
    if found is None:
        raise OtherContent("device-number-used", next_step="use-a-new-id")
    return found


def tell(ask: Ask, told: list[Told], done: Answer) -> Answer:
    """The answer goes into the receipt, the facts into the journal under its seal.

    Every receipt is in the journal: where nothing was said, that is said.
    """
    told = told or [Told(NothingChanged(ask.command.name), (), ask.by.unit, ask.at)]
    told += [mending.told_of(each, ask.command.name, told[0]) for each in ask.mended]
    heads = journal.take_heads(told)
    facts = done.facts | mending.left_out(ask.mended)
    full = Answer(done.code, facts, journal.ends(told, heads))
    journal.append(
        told,
        heads,
        actor=ask.by.account,
        command=ask.id,
        recorded_at=clock.now(),
        seal=_write_answer(ask, full),
    )
    return full


def _write_answer(ask: Ask, done: Answer) -> str:
    """Its seal: the digest over the whole receipt as it stands from now on."""
    text = as_text(
        {"code": done.code, "facts": done.facts, "positions": done.positions}
    )
    receipt = Receipt(
        id=ask.id,
        command=ask.command.name,
        account=ask.by.account,
        device=ask.by.device,
        device_seq=ask.device_seq,
        fingerprint=ask.fingerprint,
        answer=text,
        at=ask.at,
    )
    written.update([receipt], "answer")
    return seal_of(receipt)


def seal_of(receipt: Receipt) -> str:
    """Every column but the key, which the event names as its command.

    The device stands last: of all these texts it alone may hold a line break.
    """
    parts = (
        receipt.command, receipt.account, receipt.device_seq, receipt.fingerprint,
        journal.instant(receipt.at), receipt.answer, receipt.device,
    )  # fmt: skip
    return journal.digest_of(["" if each is None else each for each in parts])


def keep_refusal(ask: Ask, refused: Refused) -> None:
    """One row, in a transaction of its own, after the rollback."""
    if not refused.kept:
        return
    with queue.turn():
        Refusal.objects.create(
            unit_id=ask.by.unit,
            account=ask.by.account,
            command=ask.command.name,
            command_id=ask.id,
            code=refused.code,
            facts=as_text(refused.facts),
            at=clock.now(),
            wall_at=clock.wall(),
        )


def leave_open(ask: Ask, form: CommandForm, refused: Refused, when: Any) -> Answer:
    """A queued claim is never dropped: it stays on the dispatcher's list."""
    with queue.turn(), guard.lifted(), transaction.atomic():
        if not claim(ask):
            return answer_of_twin(ask)
        _open_claim(ask, form, refused, when.at)
        told = Told(
            ClaimLeftOpen(ask.command.name, refused.code),
            (("openclaim", ask.id),),
            ask.by.unit,
            when.at,
        )
        return tell(ask, [told], Answer("claim-left-open", {"code": refused.code}))


def _open_claim(ask: Ask, form: CommandForm, refused: Refused, at: datetime) -> None:
    try:
        OpenClaim.objects.create(
            id=ask.id,
            unit_id=ask.by.unit,
            account=ask.by.account,
            command=ask.command.name,
            data=as_text(form.content()),
            code=refused.code,
            facts=as_text(refused.facts),
            at=at,
            recorded_at=clock.now(),
        )
    except IntegrityError as error:
        raise OtherContent("same-id-other-content") from error
