"""The link is not needed any more, or in the wrong hands: it is shut at once."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Link
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.work import links


class CloseLink(CommandForm):
    link = Id(kind="link", label=_("Link"))


@command(
    "work.close_link",
    title=_("Close a link"),
    takes=CloseLink,
    needs="plan",
    kind=DESK,
)
def close_link(form: CloseLink, *, by: Actor, at: datetime) -> Answer:
    [link] = locks.take(find(Link, form.cleaned_data["link"]))
    if link.closed_at:
        raise Refused("link-closed-already")
    links.close(link)
    return answer("link-closed", link=link.pk)
