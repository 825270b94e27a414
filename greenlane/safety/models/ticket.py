"""Tickets: issued, received, permitted, interrupted, ended; counted in and out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from greenlane.core.models import Row
from greenlane.safety.models.isolation import Isolation
from greenlane.work.models import Stint


class Ticket(Row):
    """Several per order. The law that needs no gate is written in its constraints."""

    NAMED = True  # its name stands in sentences
    LOCK_RANK = 50
    order = models.ForeignKey(
        "work.Order", on_delete=models.PROTECT, related_name="tickets"
    )
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=24)
    isolation = models.ForeignKey(
        Isolation, null=True, on_delete=models.PROTECT, related_name="tickets"
    )
    no_infeeds = models.BooleanField(default=False)
    live = models.BooleanField(default=False)
    scope = models.CharField(max_length=400)
    areas = models.CharField(max_length=60)
    measures = models.CharField(max_length=800, default="", blank=True)
    issuer = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    leader = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+"
    )
    permitter = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Work on a customer's plant, or by a contractor: who issues, who permits beside us.
    customer_owned = models.BooleanField(default=False)
    second_issuer = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    second_permitter = models.ForeignKey(
        "workforce.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # These have ended before this one is permitted: people stand where it brings volts.
    after = models.ManyToManyField("self", symmetrical=False, related_name="before")
    issued_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    permitted_at = models.DateTimeField(null=True)
    permit_channel = models.CharField(max_length=12, default="", blank=True)
    # None: issued before tickets had an end; nobody goes in under it any more.
    valid_until = models.DateTimeField(null=True)
    end_told = models.DateTimeField(null=True)  # which end was told as reached
    ended_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=240, default="", blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    heads_in = models.PositiveSmallIntegerField(null=True)
    heads_out = models.PositiveSmallIntegerField(null=True)
    earths_in = models.PositiveSmallIntegerField(null=True)
    earths_out = models.PositiveSmallIntegerField(null=True)
    tags_off = models.BooleanField(default=False)
    tools_out = models.BooleanField(default=False)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_ticket_a_number", fields=["unit", "number"]
            ),
            models.UniqueConstraint(
                name="one_permitted_ticket_a_leader",
                fields=["leader"],
                condition=Q(permitted_at__isnull=False, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="leader_is_not_issuer", condition=~Q(leader=F("issuer"))
            ),
            models.CheckConstraint(
                name="permitter_is_a_third_person",
                condition=Q(permitter__isnull=True)
                | ~Q(permitter=F("leader")) & ~Q(permitter=F("issuer")),
            ),
            models.CheckConstraint(
                name="second_issuer_is_another_person",
                condition=~Q(second_issuer=F("issuer"))
                & ~Q(second_issuer=F("leader"))
                & ~Q(second_issuer=F("permitter"))
                & ~Q(second_issuer=F("second_permitter")),
            ),
            models.CheckConstraint(
                name="second_permitter_is_another_person",
                condition=~Q(second_permitter=F("issuer"))
                & ~Q(second_permitter=F("leader"))
                & ~Q(second_permitter=F("permitter")),
            ),
            models.CheckConstraint(
                name="permitted_by_somebody",
                condition=Q(permitted_at__isnull=True) | Q(permitter__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_means_everything_is_back",
                condition=Q(ended_at__isnull=True)
                | Q(permitted_at__isnull=True)
                | Q(
                    heads_in__isnull=False,
                    heads_out__isnull=False,
                    heads_in=F("heads_out"),
                    earths_in__isnull=False,
                    earths_out__isnull=False,
                    earths_in=F("earths_out"),
                    tags_off=True,
                    tools_out=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def document(self) -> dict[str, Any]:
        """The ticket with the measures as they stand: what its people sign.

        A point, an earth, a break or a stint more, and it must be signed anew: the
        signature that starts the work cannot end it.
        """
        return {
            **self.written(),
            "permitted_at": self.permitted_at,
            "revoked_at": self.revoked_at,
            "measures_in_place": self._in_place(),
            "history": self._history(),
        }

    def written(self) -> dict[str, Any]:
        """What its issuers have written: only another leader changes it."""
        return {
            "number": self.number,
            "kind": self.kind,
            "order": self.order_id,
            "isolation": self.isolation_id,
            "no_infeeds": self.no_infeeds,
            "live": self.live,
            "scope": self.scope,
            "areas": self.areas,
            "measures": self.measures,
            "issuer": self.issuer_id,
            "leader": self.leader_id,
            **self._other_side(),
            **self._turn(),
            **({"valid_until": self.valid_until} if self.valid_until else {}),
        }

    @property
    def signed_as_written(self) -> tuple[str, ...]:
        return ("second_issuer",) if self.second_issuer_id else ()

    def _other_side(self) -> dict[str, Any]:
        """The other side's people, where there are any."""
        held = {
            "customer_owned": self.customer_owned,
            "second_issuer": self.second_issuer_id,
            "second_permitter": self.second_permitter_id,
        }
        return {key: value for key, value in held.items() if value}

    def void_by_time(self, now: datetime) -> str:
        """Why nobody works under it now: its time is over, or was never stated."""
        if self.valid_until is None:
            return "ticket-end-unstated"
        return "ticket-expired" if now >= self.valid_until else ""

    def _turn(self) -> dict[str, Any]:
        """The tickets before it, where there are any."""
        keys = list(self.after.order_by("pk").values_list("pk", flat=True))
        return {"after": keys} if keys else {}

    def _in_place(self) -> list[list[Any]]:
        """Open points and earth sets of the section, by their numbers."""
        if self.isolation is None:
            return []
        points = self.isolation.points.filter(unlocked_at__isnull=True)
        earths = self.isolation.earths.filter(removed_at__isnull=True)
        return [
            *(list(p) for p in points.order_by("id").values_list("id", "lock_number")),
            *(list(e) for e in earths.order_by("id").values_list("id", "number")),
        ]

    def _history(self) -> list[Any]:
        """Breaks, and the stints worked since the permit."""
        breaks = self.breaks.order_by("id").values_list("id", "resumed_at")
        if self.permitted_at is None:
            return []
        stints = Stint.objects.filter(
            task__order=self.order_id, recorded_at__gte=self.permitted_at
        )
        ended = stints.order_by("id").values_list("id", "ended_at")
        return [[list(row) for row in breaks], [list(row) for row in ended]]


class TicketBreak(Row):
    """The work is interrupted: by its leader, by an occurrence, by a new infeed."""

    LOCK_RANK = 52
    # Breaks from before they were stamped with the event that made them bear no number.
    TOLD_LATER = True

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="breaks")
    cause = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    resumed_at = models.DateTimeField(null=True)
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_break_a_ticket",
                fields=["ticket"],
                condition=Q(resumed_at__isnull=True),
            ),
        ]
