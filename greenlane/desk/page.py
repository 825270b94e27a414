"""One page for every verb: filled in, looked at before a signature, done or refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from greenlane.core import proof, queries
from greenlane.core.command import Answer
from greenlane.core.door import perform
from greenlane.core.forms import META, CommandForm
from greenlane.core.ids import uuid7
from greenlane.core.refusals import Malformed, OtherContent, Refused
from greenlane.core.web import sessions
from greenlane.core.web.viewer import ViewerRequest
from greenlane.desk import coming, ending, late, posted, shown
from greenlane.desk.known import given, is_whole, known, known_rows, settled
from greenlane.desk.lines import lines
from greenlane.desk.options import Options
from greenlane.desk.refused import Problem, explain
from greenlane.desk.verbs import Asked
from greenlane.safety.signing import digest_of

# After these every other login of the person has ended; this one goes on.
OWN_PROOFS = frozenset({"core.set_password", "core.set_pin", "core.remove_factor"})


def show(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """The form with what is known; a release that is known whole, ready to sign."""
    said = given(asked, request.GET)
    options = Options(asked, said)
    if is_whole(asked, said) and not posted.before_proof(asked.command.takes, said):
        return _look(request, asked, said)
    form = asked.command.takes(initial=known(asked, options, said))
    rows, held = known_rows(asked, said), settled(asked, options, said)
    return _fill(request, asked, form, options, rows=rows, held=held)


def do(request: ViewerRequest, asked: Asked) -> HttpResponse:
    """Perform the verb with what was sent, or show the page again with every reason."""
    try:
        data = posted.read(request, asked)
        if "fill" in request.GET:
            return _again(request, asked, data)
        if asked.command.kind.proof and not data.get("challenge"):
            if errors := posted.before_proof(asked.command.takes, data):
                raise Malformed(errors)
            return _look(request, asked, data)
        content = _content(asked, data)
        key = posted.command_id(data)
        at = late.moment(asked, data)
        done = perform(asked.command.name, content, by=asked.actor, id=key, at=at)
    except Refused as refused:
        return _refuse(request, asked, refused)
    if also := ending.finishing(asked, data):
        return _finish(request, *also, done=_done(request, asked, done), page=key)
    return _done(request, asked, done)


def _finish(
    request: ViewerRequest,
    asked: Asked,
    data: QueryDict,
    *,
    done: HttpResponse,
    page: UUID,
) -> HttpResponse:
    """The work has ended; the task is done too, or its page says what is missing."""
    try:
        ending.finish(asked, data, page)
    except Refused as refused:
        form, options = asked.command.takes(data), Options(asked)
        return _fill(request, asked, form, options, problem=explain(refused, asked))
    messages.success(request, _("Done: %(title)s") % {"title": asked.command.title})
    return done


def _content(asked: Asked, data: QueryDict) -> QueryDict:
    """The form without what belongs to the page."""
    found = data.copy()
    own = [ending.DONE] if ending.is_asked(asked) else []
    own += [late.HAPPENED] if late.is_asked(asked) else []
    for name in (*META, *own):
        found.pop(name, None)
    return found


def _done(request: ViewerRequest, asked: Asked, done: Answer) -> HttpResponse:
    if asked.command.name in OWN_PROOFS:
        sessions.go_on(request, queries.own_account(asked.actor))
    title = {"title": asked.command.title}
    if done.facts.get("passed") is False:
        messages.warning(request, _("Recorded, and not passed: %(title)s") % title)
    else:
        messages.success(request, _("Done: %(title)s") % title)
    goal = coming.page_of(done, asked) or coming.back(request, asked)
    answer = HttpResponseRedirect(goal)
    answer.status_code = 303
    return answer


def _refuse(request: ViewerRequest, asked: Asked, refused: Refused) -> HttpResponse:
    """The same page, what was typed kept; for a signature a fresh look."""
    data = posted.read_plainly(request, asked)
    problem = explain(refused, asked, data)
    if isinstance(refused, OtherContent):
        data["command_id"] = str(uuid7())
    wrong = posted.before_proof(asked.command.takes, data)
    if data.get("challenge") and not wrong and not _to_fill_in(asked, refused):
        return _look(request, asked, data, problem=problem)
    said = given(asked, request.GET)
    form, options = asked.command.takes(data), Options(asked, said)
    rows, held = known_rows(asked, data), settled(asked, options, said)
    right = held - set(form.errors)
    return _fill(request, asked, form, options, problem=problem, rows=rows, held=right)


def _to_fill_in(asked: Asked, refused: Refused) -> bool:
    """The deed lacks an answer: the page of the signature has no line for it."""
    lacks = refused.errors if isinstance(refused, Malformed) else ()
    return any(each.field not in asked.command.takes.PROOF for each in lacks)


def _again(request: ViewerRequest, asked: Asked, data: QueryDict) -> HttpResponse:
    """Back from the look to the form, everything kept."""
    return _fill(request, asked, asked.command.takes(data), Options(asked))


def _fill(
    request: ViewerRequest,
    asked: Asked,
    form: CommandForm,
    options: Options,
    *,
    problem: Problem | None = None,
    rows: Any = None,
    held: frozenset[str] = frozenset(),
) -> HttpResponse:
    form = posted.without_proof(form)
    sent = form.data.get("command_id", "") if form.is_bound else ""
    shown_lines = lines(form, asked.command.name, options, rows or {}, held)
    context = {
        "asked": asked,
        "back": coming.back(request, asked),
        # What the address says is known still, should the form come back.
        "action": f"{asked.address}{_query(request)}",
        "asks_done": ending.is_asked(asked),
        "says_done": form.data.get(ending.DONE, "") if form.is_bound else "",
        "asks_late": late.is_asked(asked),
        "says_late": form.data.get(late.HAPPENED, "")[:40] if form.is_bound else "",
        "lines": shown_lines,
        "starts": None if form.is_bound else options.starts(),
        "hidden": form.hidden_fields(),
        "command_id": sent or uuid7(),
        "problem": problem,
    }
    status = problem.status if problem else 200
    return render(request, "desk/verb.html", context, status=status)


def _query(request: ViewerRequest) -> str:
    """The question of the address, but where it only asks to change something."""
    kept = request.GET.copy()
    kept.pop("fill", None)
    return f"?{kept.urlencode()}" if kept else ""


def _look(
    request: ViewerRequest,
    asked: Asked,
    data: QueryDict,
    *,
    problem: Problem | None = None,
) -> HttpResponse:
    """What is signed, in words, with a challenge that lives a minute from now."""
    options = Options(asked)
    form = posted.without_proof(asked.command.takes(data))
    form.full_clean()
    data = data.copy()
    if "digest" in form.fields:
        row, role = shown.document(form, asked.actor), form.cleaned_data["role"]
        data["digest"] = digest_of(row, role)
    closed = frozenset({*META, *form.PROOF})
    context = {
        "asked": asked,
        "back": coming.back(request, asked),
        "entries": list(shown.content(form, asked.command.name, options)),
        "sheets": list(shown.sheets(form, options)),
        "carried": shown.carried(data, closed),
        "pin": asked.command.takes().fields["pin"],
        "challenge": proof.challenge(asked.command, form.cleaned_data, by=asked.actor),
        "seconds": proof.SECONDS,
        "state": proof.state_digest(asked.command, form.cleaned_data),
        "command_id": data.get("command_id") or uuid7(),
        "problem": problem,
    }
    status = problem.status if problem else 200
    return render(request, "desk/look.html", context, status=status)
