"""Who led, led: a leadership that was given up keeps him from accepting the work."""

from greenlane.safety.leaders import led_by
from greenlane.work.models import Stint
from tests import releases, stages
from tests.handing import agree, handed_over


def keys(cast, *names):
    return {cast.people[name].pk for name in names}


def test_who_gave_the_ticket_to_another_has_led_it(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    handed_over(cast, ticket, "ma")
    agree(cast, ticket, "ma")
    assert led_by(ticket.order) == keys(cast, "liu", "ma")


def test_who_gave_the_crew_to_another_has_led_it(cast):
    verb, data, by = releases.join(cast)
    cast.do(verb, data, by=by)
    stint = Stint.objects.get()
    assert led_by(stint.task.order) == keys(cast, "zhou")
    for leader in ("xu", "zhou", "xu"):
        data = {"stint": str(stint.pk), "leader": cast.id(leader)}
        cast.do("work.replace_stint_leader", data, by="zhao")
    assert led_by(stint.task.order) == keys(cast, "zhou", "xu")
    assert led_by(stages.order(cast, "BY-2")) == set()
