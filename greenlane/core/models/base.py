"""What every row of the business has: a key that sorts by time, and its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models

from greenlane.core.ids import uuid7
from greenlane.core.scope import below, of_one

if TYPE_CHECKING:
    from greenlane.core.actors import Actor


M = TypeVar("M", bound=models.Model, covariant=True)


class Scoped(models.QuerySet[M]):
    """The one entry to rows: nothing is read without saying for whom."""

    def seen_by(self, actor: Actor) -> Self:
        """Rows of the units that the actor holds a role in, and of those below.

        For whoever came in by a link: those of its order.
        """
        if actor.only is not None:
            return self.filter(of_one(self.model, actor.only))
        return self.filter(below(actor, "unit__path"))


class Row(models.Model):
    """A row of the business. `LOCK_RANK` is its place in the order of locks."""

    LOCK_RANK: ClassVar[int] = 90

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("core.Unit", on_delete=models.PROTECT, related_name="+")

    objects = Scoped.as_manager()

    class Meta:
        abstract = True
