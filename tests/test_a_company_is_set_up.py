"""A company is set up on a Monday, by the pages alone, out of an empty house."""

from __future__ import annotations

import html
import re

import pytest

from greenlane.cli.init import FIRST
from greenlane.core import guard
from greenlane.core.bootstrap import first_account, first_unit
from greenlane.core.models import Account, Grant, Holiday
from greenlane.core.verify import verify
from greenlane.desk.tests.pages import Hand
from greenlane.places.models import Depot
from greenlane.workforce.models import Person, Team

STAFF = {
    "issuer": ("sun", "孙浩", "issuer"),
    "permitter": ("li", "李建国", "permit"),
    "leader": ("liu", "刘海波", "leader"),
}
CARD = {"issued_at": "2020-01-01T00:00", "expires_at": "2060-01-01T12:00"}


@pytest.fixture
def house(db) -> None:
    """What `greenlane init` leaves behind."""
    unit = first_unit(
        code="BY", name_zh="泌阳县供电公司", name_en="Biyang", pack="cn-sgcc"
    )
    for name, role in FIRST:
        secret = {"password": f"pass-{name}", "name": name}
        first_account(unit, username=name, **secret, roles=(role,))


def text(hand: Hand, address: str) -> str:
    shown = hand.client.get(address)
    assert shown.status_code == 200, (address, shown.status_code)
    return html.unescape(shown.content.decode())


def link(page: str, title: str) -> str:
    """The address behind these words: what a person would press."""
    wanted = rf'href="([^"]+)"[^>]*>(?:<span>)?{re.escape(title)}'
    found = re.search(wanted, page[page.index("<main") :]) or re.search(wanted, page)
    assert found, f"nothing to press is called {title}"
    return found[1]


def states(page: str) -> dict[str, str]:
    return {
        name: state
        for state, name in re.findall(r'<li class="(\w+)" id="([\w-]+)">', page)
    }


def press(hand: Hand, at: str, title: str, **answers: str) -> str:
    """Press a button of the page, fill in what it asks; the page one lands on."""
    done = hand.do(link(text(hand, at), title), **answers)
    return str(done["Location"])


def test_a_company_is_set_up_by_the_pages_alone(house) -> None:
    admin, security = Hand("admin"), Hand("security")
    began = states(text(admin, link(text(admin, "/"), "Company")))
    for name in ("people", "logins", "duties", "cards", "teams", "depots", "backup"):
        assert began[name] == "missing", name
    assert {began["units"], began["pack"]} == {"done"}
    people = {role: added(admin, *about) for role, about in STAFF.items()}
    for role, page in people.items():
        login = {"username": STAFF[role][0], "password": "monday-2026", "role": role}
        assert press(security, page, "Give a person a login", **login) == page
        assert f"<p>{STAFF[role][0]}" in text(security, page)
    teams_and_depots(admin)
    days(admin)
    now = states(text(admin, "/setup"))
    for name in ("people", "cards", "teams", "depots"):
        assert now[name] == "done", (name, now)
    assert now["duties"] == "missing"
    assert "1 has no PIN yet" in text(admin, "/setup")
    leaves(admin, security, people["leader"])
    assert not verify().findings


def added(admin: Hand, number: str, name: str, skill: str) -> str:
    """Somebody is on record, with a certificate; the page of the person."""
    about = {"staff_number": number, "name_zh": name, "pool": "field"}
    page = press(admin, "/people", "Add a person", **about)
    card = {"skill": skill, "number": f"C-{number}", **CARD}
    assert press(admin, page, "Record a certificate", **card) == page
    assert "2060-01-01" in text(admin, page)
    return page


def teams_and_depots(admin: Hand) -> None:
    where = {"longitude": "113.33", "latitude": "32.72", "holds": "2 vans"}
    depot = {"name_zh": "城东仓库", "name_en": "East yard", **where}
    assert press(admin, "/setup", "Add a depot", **depot) == "/setup"
    assert "113.33, 32.72" in text(admin, "/depots")
    leader = str(Person.objects.get(name_zh="刘海波").pk)
    press(admin, "/teams", "Add a team", name_zh="电缆班", leader=leader)
    yard = str(Depot.objects.get().pk)
    press(admin, "/teams", "Station a team at a depot", depot=yard)
    press(admin, "/teams", "Change the name of a team", name_en="Cable crew")
    page = text(admin, "/teams")
    assert "starts from East yard" in page
    assert "Cable crew" in page


def days(admin: Hand) -> None:
    """A day is set, is seen in its year, and is taken back."""
    year = "/calendar?year=2026"
    day = {"day": "2026-03-04", "works": "no", "name": "停工日"}
    assert press(admin, year, "Set a holiday or working day", **day) == year
    assert "停工日" in text(admin, year)
    press(admin, year, "Take back a holiday or working day")
    assert not Holiday.objects.exists()


def leaves(admin: Hand, security: Hand, page: str) -> None:
    assert "Somebody leaves" not in text(admin, page)
    assert press(security, page, "Somebody leaves") == page
    assert "Somebody comes back" in text(security, page)
    assert not Account.objects.get(username="liu").is_active
    assert Team.objects.get().leader is None
    assert states(text(admin, "/setup"))["teams"] == "soon"
    assert "刘海波" not in text(admin, "/people")
    assert "刘海波" in text(admin, "/people?left=yes")


def test_set_up_is_for_the_administrators_alone(cast) -> None:
    assert Hand("wang").client.get("/setup").status_code == 403
    for who in ("root", "yan"):
        assert Hand(who).client.get("/setup").status_code == 200
    assert "Add a person" not in text(Hand("yan"), "/people")
    with guard.lifted():
        Grant.objects.filter(account=cast.accounts["zhou"]).update(role="auditor")
    seen = text(Hand("zhou"), "/setup")
    assert "Done by: Security administrator" in seen
    assert 'href="/do/' not in seen
    assert "Add a person" not in text(Hand("liu"), "/people")


def test_a_form_that_changes_begins_with_what_is_there(cast) -> None:
    root = Hand("root")
    page = f"/people/{cast.id('liu')}"
    form = root.read(link(text(root, page), "Change a person"))
    assert (form.data["name_zh"], form.data["account"]) == ("刘海波", "liu")
    assert form.data["person"] == cast.id("liu")
    verb = text(root, link(text(root, page), "Change a person"))
    assert link(verb, "Back") == page


def test_what_is_asked_for_afterwards_leads_nowhere_else(cast) -> None:
    root = Hand("root")
    for bad in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        person = f"person={cast.id('liu')}&back={bad}"
        asked = f"/do/workforce/change-person?{person}"
        done = root.do(asked, phone=f"139 0000 {len(bad):04}")
        assert done["Location"] == "/do", bad


@pytest.mark.parametrize(
    ("typed", "found"),
    [("刘海", "刘海波"), ("lhb", "刘海波"), ("haibo", "刘海波"), ("liu h", "刘海波")],
)
def test_somebody_is_found_by_a_piece_of_the_name(cast, typed, found) -> None:
    page = text(Hand("wang", language="zh-hans"), f"/people?q={typed}")
    assert found in page
    assert "马晓东" not in page


def test_pages_follow_each_other_and_leave_nobody_out(cast) -> None:
    from greenlane.board.company import people as listed

    hand, address, names = Hand("wang"), "/people", []
    size, listed.ROWS = listed.ROWS, 6
    try:
        while address:
            page = text(hand, address)
            names += re.findall(r'class="who" href="([^"]+)"', page)
            more = re.search(r'href="(\?[^"]*after=[^"]+)">Next page', page)
            address = f"/people{more[1]}" if more else ""
    finally:
        listed.ROWS = size
    assert len(names) == len(set(names)) == len(cast.people) - 2


def test_a_foreign_person_and_site_look_like_none(cast) -> None:
    hand = Hand("root")
    for key in (cast.id("stranger"), "0" * 8 + "-0000-0000-0000-" + "0" * 12):
        assert hand.client.get(f"/people/{key}").status_code == 404
        assert hand.client.get(f"/sites/{key}").status_code == 404
    assert "外人" not in text(hand, "/people?unit=QS")
    assert hand.client.get("/calendar?unit=QS&year=99999&after=x").status_code == 200


def test_from_a_site_a_request_is_begun_and_its_name_is_mended(cast) -> None:
    hand, page = Hand("wang"), f"/sites/{cast.site.pk}"
    asked = text(hand, link(text(hand, page), "New request"))
    assert "Rental blocks" in asked
    assert press(hand, page, "Change a site", name_en="Two blocks") == page
    assert "Two blocks" in text(hand, "/sites?q=GZF")
    assert "Two blocks" not in text(hand, "/sites?q=nothing")
    point = press(hand, page, "Change the name of a supply point", name_en="Block A")
    assert "Block A" in text(hand, point)


def test_how_somebody_comes_in_is_told_to_administrators_alone(cast) -> None:
    page = f"/people/{cast.id('liu')}"
    for who, told in (("root", True), ("yan", True), ("zhou", False)):
        hand = Hand(who)
        assert ("password alone" in text(hand, page)) is told, who
        assert ("No second proof at login" in text(hand, "/people")) is told, who
        count = text(hand, "/people?look=second").count('class="who"')
        assert count == len(cast.people) - 2, who


def test_a_role_says_where_since_when_and_by_whom(cast) -> None:
    role = {"account": "liu", "role": "tester"}
    cast.do("core.grant_role", role, by="yan")
    page = text(Hand("yan"), f"/people/{cast.id('liu')}")
    row = page[page.index("<td>Tester</td>") :][:300]
    assert "Biyang Power" in row
    assert "严守" in row
    assert "Revoke a role" in page
