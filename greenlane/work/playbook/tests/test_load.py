"""A recipe is refused at birth when it cannot be read or its gates not be passed."""

from __future__ import annotations

import pytest

from greenlane.core.gatewalk import guards
from greenlane.work.models import Order
from greenlane.work.playbook import BadPlaybook, load
from greenlane.work.playbook.catalogue import find, names
from greenlane.work.playbook.model import SKILLS
from greenlane.work.recipes import task_of

HEAD = """schema = 1
name = "t"
version = "1"
title_en = "T"
title_zh = "测"
source = "a test"
"""
# Briefed, tested, accepted, closed, the user open, ordered, energised.
GOOD = (
    ("S1", [], "survey", {"gives": ["G1", "G2"], "stage": "survey"}),
    ("S2", ["S1"], "leader", {"gives": ["G4"], "stage": "prepare"}),
    ("S3", ["S2"], "cable", {"areas": ["lv"]}),
    ("S4", ["S3"], "test", {"gives": ["G10"], "areas": ["lv"], "exclusive": True}),
    ("S5", ["S4"], "inspect", {"gives": ["G11"], "areas": ["lv"]}),
    ("S6", ["S5"], "leader", {"gives": ["G12"]}),
    ("S7", ["S6"], "inspect", {"gives": ["G13"], "areas": ["lv"]}),
    ("S8", ["S7"], "switch", {"gives": ["G14"]}),
    ("S9", ["S8"], "switch", {"gives": ["G15"], "acts": ["energise"], "areas": ["lv"]}),
)


def text(*changed, without=()):
    """The good recipe, with these rows in place of theirs, or after them."""
    new = {row[0]: row for row in changed}
    rows = [new.pop(row[0], row) for row in GOOD if row[0] not in without]
    return HEAD + "".join(_row(*row) for row in (*rows, *new.values()))


def _row(key, after, skill, other):
    words = {
        "title_en": key, "title_zh": key, "stage": "build", "after": after,
        "skill": skill, "heads": 1, "minutes": [1, 2, 3], **other,
    }  # fmt: skip
    lines = [f'key = "{key}"', *(f"{k} = {_toml(v)}" for k, v in words.items())]
    return "\n[[step]]\n" + "\n".join(lines) + "\n"


def _toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {v}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def take(source):
    return load(source, guards=guards(), skills=SKILLS, name="t.toml")


def refused(source, *, key, saying):
    """The one problem: file, the very line of the row, and the reason."""
    with pytest.raises(BadPlaybook) as bad:
        take(source)
    found = [each for each in bad.value.problems if saying in each.reason]
    assert found, [each.reason for each in bad.value.problems]
    assert found[0].file == "t.toml"
    if key:
        line = source.splitlines().index(f'key = "{key}"') + 1
        assert (found[0].line, str(found[0])[:7]) == (line, "t.toml:")


@pytest.mark.parametrize("name", names())
def test_all_six_that_come_with_the_house_are_taken(name):
    book = find(name, guards=guards())
    assert (book.name, book.verified) == (name, False)
    assert len(names()) == 7


def test_the_small_recipe_of_this_test_is_taken():
    assert [step.key for step in take(text()).steps] == [row[0] for row in GOOD]


@pytest.mark.parametrize(
    ("gate", "key"),
    [("G2", "S1"), ("G10", "S4"), ("G11", "S5"), ("G12", "S6"), ("G13", "S7"),
     ("G14", "S8")],
)  # fmt: skip
def test_every_guard_of_an_act_needs_a_row_before_it(gate, key):
    [row] = [each for each in GOOD if each[0] == key]
    left = [each for each in row[3]["gives"] if each != gate]
    bare = (*row[:3], {**row[3], "gives": left or ["G7"]})
    refused(text(bare), key="S9", saying=f"provides {gate}")


def test_work_on_isolated_plant_needs_a_permit_before_it():
    alone = ("S3", ["S2"], "joint", {"areas": ["lv"], "on": "isolated"})
    refused(text(alone), key="S3", saying="gives G8")


def test_people_in_the_field_are_briefed_before():
    rude = ("S3", ["S1"], "cable", {"areas": ["lv"]})
    refused(text(rude), key="S3", saying="G4")


@pytest.mark.parametrize("after", [["S5"], ["S1"]])
def test_the_users_side_is_proved_open_after_every_tickets_end(after):
    early = ("S7", after, "inspect", {"gives": ["G13"], "areas": ["lv"]})
    joined = ("S8", ["S6", "S7"], "switch", {"gives": ["G14"]})
    refused(text(early, joined), key="S7", saying="before the ticket's end in S6")


@pytest.mark.parametrize("gate", ["G10", "G11"])
def test_who_works_on_a_tested_section_has_it_tested_and_accepted_anew(gate):
    again = ("S5b", ["S5"], "joint", {"areas": ["lv"]})
    then = ("S6", ["S5b"], "leader", {"gives": ["G12"]})
    refused(text(again, then), key="S5b", saying=f"not given {gate} again")


def test_nobody_works_on_a_section_while_it_may_be_energised():
    beside = ("S3b", ["S2"], "joint", {"areas": ["lv"]})
    only = ("S4", ["S3"], "test", {"gives": ["G10"], "areas": ["lv"]})
    refused(text(beside, only), key="S3b", saying="while S9 may energise it")


def test_a_test_bears_nobody_beside_it():
    beside = ("S3b", ["S2"], "install", {"areas": ["lv", "hv"]})
    refused(text(beside), key="S3b", saying="with the exclusive S4")


def test_a_circle_is_refused():
    refused(text(("S1", ["S9"], "survey", {"gives": ["G1", "G2"]})), key="",
            saying="wait for each other")  # fmt: skip


@pytest.mark.parametrize(
    ("other", "saying"),
    [
        ({"skill": "wizard"}, "unknown skill 'wizard'"),
        ({"beside": ["diving"]}, "unknown form beside the ticket 'diving'"),
        ({"minutes": [-1, 2, 3]}, "a duration is negative"),
        ({"minutes": [3, 2, 1]}, "durations are reversed"),
        ({"minutes": [1, 2]}, "three whole numbers"),
        ({"minutes": [1.5, 2.0, 3.0]}, "three whole numbers"),
        ({"acts": ["fly"]}, "unknown act 'fly'"),
        ({"gives": ["G99"]}, "unknown gate 'G99'"),
        ({"stage": "tea"}, "unknown stage 'tea'"),
        ({"on": "live"}, "unknown state to work on 'live'"),
        ({"after": ["S0"]}, "unknown predecessor 'S0'"),
        ({"after": ["S3"]}, "it waits for itself"),
        ({"authority": "S0"}, "its authority stands in no row: 'S0'"),
        ({"heads": -1}, "heads is not a number from 0"),
        ({"areas": "lv"}, "areas is not a list of codes"),
        ({"exclusive": "yes"}, "exclusive is neither true nor false"),
        ({"uses": {"broom": 1}}, "uses names unknown 'broom'"),
        ({"takes": {"crane": 1}}, "takes names unknown 'crane'"),
        ({"uses": {"crane": 0}}, "uses of 'crane' is not a number from 1"),
        ({"uses": ["crane"]}, "uses says how much of what"),
        ({"until": "14:30"}, "unknown key 'until'"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_line(other, saying):
    _key, after, skill, words = GOOD[2]
    words = {**words, **other}
    row = ("S3", words.pop("after", after), words.pop("skill", skill), words)
    refused(text(row), key="S3", saying=saying)


def test_a_step_says_what_it_uses_and_takes():
    kit = {"uses": {"winch": 1}, "takes": {"lv_drum": 2}, "areas": ["lv"]}
    step = take(text(("S3", ["S2"], "cable", kit))).steps[2]
    assert (step.uses, step.takes) == ((("winch", 1),), (("lv_drum", 2),))
    order = Order(unit_id=1)
    task = task_of(order, 3, step)
    assert task.amounts_of("uses") == step.uses
    assert task.amounts_of("takes") == step.takes


def test_a_key_is_used_once():
    twice = text() + _row("S3", ["S2"], "cable", {"areas": ["lv"]})
    with pytest.raises(BadPlaybook, match="used twice"):
        take(twice)


@pytest.mark.parametrize("name", ["name", "version", "title_zh", "source"])
def test_a_recipe_says_what_it_is_and_where_it_comes_from(name):
    lines = [each for each in text().splitlines() if not each.startswith(f"{name} =")]
    with pytest.raises(BadPlaybook, match=f"{name} is missing"):
        take("\n".join(lines))


def test_what_is_no_toml_names_its_line():
    with pytest.raises(BadPlaybook) as bad:
        take(HEAD + "\nstep = [\n")
    assert bad.value.problems[0].line > 1


def test_a_draft_may_be_shown_and_is_held_to_the_rules_when_filled():
    draft = text(without=("S8",)).replace('"S8"', '"S7"')
    assert take(draft.replace("source = ", "draft = true\nsource = ")).usable is False
    refused(draft, key="S9", saying="provides G14")
