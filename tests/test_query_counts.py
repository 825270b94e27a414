"""No command asks the database more often than it was found to need.

Fewer is welcome: GREENLANE_RECORD_COUNTS=1 writes tests/query_counts.json anew.
"""

import json
import os
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from greenlane.core import clock, guard
from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.workforce.models import Certificate, Person
from tests import stages, supply_stages
from tests.cast import Cast

PAGE = Path(__file__).parent / "query_counts.json"
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


class Counting(Cast):
    """The cast, counting the queries of everything that it does."""

    counts: dict = {}

    def do(self, verb, data, *, by, **how):
        actor = self.actor(by)
        if commands()[verb].kind.proof:
            data = {**data, **self.proof(verb, data, by=actor)}
        with CaptureQueriesContext(connection) as asked:
            done = perform(verb, data, by=actor, **how)
        count = sum(not each["sql"].startswith(FRAME) for each in asked)
        self.counts[verb] = max(count, self.counts.get(verb, 0))
        return done


def test_the_way_to_light_asks_no_more_often_than_before(cast):
    counting = counted(cast)
    supply_stages.handed_over(counting)
    no_more_than_before(counting.counts)


def test_the_way_of_a_ticket_asks_no_more_often_than_before(cast):
    counting = counted(cast)
    ticket = stages.permitted(counting, stages.order(counting))
    why = {"ticket": str(ticket.pk), "why": "-"}
    counting.do("safety.revoke_ticket", why, by="wang")
    stop = {"site": str(cast.site.pk), "reason": "-"}
    counting.do("work.stop_work", stop, by="zhou")
    no_more_than_before(counting.counts)


COMPANY = ("setup", "units", "people", "teams", "sites", "depots", "calendar")


def test_the_pages_of_a_company_ask_no_more_often_however_many_they_show(cast):
    one = f"people/{cast.id('liu')}"
    few = {f"GET /{page}": asked(cast, page) for page in (*COMPANY, one)}
    few["GET /people/…"] = few.pop(f"GET /{one}")
    with guard.lifted():
        rows = [
            Person(unit=cast.unit, staff_number=f"P-{n}", name_zh=f"某{n}")
            for n in range(80)
        ]
        Person.objects.bulk_create(rows)
        Certificate.objects.bulk_create(
            Certificate(
                unit=cast.unit, person=row, skill="cable", number=row.staff_number,
                issued_at=clock.wall() - timedelta(days=9),
                expires_at=clock.wall() + timedelta(days=9),
            )
            for row in rows
        )  # fmt: skip
    for page in ("people", "setup", "units"):
        assert asked(cast, page) <= few[f"GET /{page}"], page
    no_more_than_before(few)


def test_the_pages_of_the_work_ask_no_more_often(cast):
    permitted = stages.permitted(cast, stages.order(cast))
    number = permitted.order.number
    found = {
        f"GET /{page}": asked(cast, page, by="liu")
        for page in ("", "mine", "signatures", "stops", "board", "waiting", "plan")
    }
    found["GET /orders/…"] = asked(cast, f"orders/{number}", by="liu")
    for page in ("", f"/{number}", f"/{number}/tasks", f"/{number}/ledger"):
        told = f"GET /api/v1/orders{page}".replace(number, "…")
        found[told] = asked(cast, f"api/v1/orders{page}", by="liu")
    found["GET /orders/…/pane"] = asked(cast, f"orders/{number}/pane", by="liu")
    for page in ("?by=crew", "middle", "find?q=stop 1", "map", "map/things.json"):
        found[f"GET /{page}"] = asked(cast, page, by="liu")
    where = f"orders/{number}/isolations/{permitted.isolation_id}"
    found["GET /orders/…/isolations/…"] = asked(cast, where, by="liu")
    found["GET /orders/…/forms"] = asked(cast, f"orders/{number}/forms", by="liu")
    for page in ("safety", "forms"):
        found[f"GET /{page}"] = asked(cast, page, by="liu")
    no_more_than_before(found)


def asked(cast, page, by="root"):
    client = Client()
    client.force_login(cast.accounts[by])
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/{page}").status_code == 200
    return len(found)


def counted(cast):
    counting = Counting(**vars(cast))
    counting.counts = {}
    return counting


def no_more_than_before(found):
    known = json.loads(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    if os.environ.get("GREENLANE_RECORD_COUNTS"):
        known |= found
        text = json.dumps(known, indent=2, sort_keys=True)
        PAGE.write_text(text + "\n", encoding="utf-8")
    assert found.keys() <= known.keys()
    more = {v: (n, known[v]) for v, n in found.items() if n > known[v]}
    assert more == {}, "(now, before)"
