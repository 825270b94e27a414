"""What takes long to come is asked for before the survey ends, if that wins time."""

from __future__ import annotations

from dataclasses import replace

from greenlane.planning.reserving import Reserve, reserves
from greenlane.planning.rows import After, Stock, Task


def order(mission: str, *, kit: int = 75, survey: int = 55) -> list[Task]:
    """Survey and verdict beside the kit with its transformer; then the building."""

    def task(key: str, minutes: int, *after: str, takes: int = 0) -> Task:
        return Task(
            f"{mission}-{key}",
            minutes,
            mission=mission,
            takes=(("transformer", takes),) if takes else (),
            after=tuple(After(f"{mission}-{each}") for each in after),
        )

    return [
        task("survey", survey),
        task("verdict", 30, "survey"),
        task("kit", kit, takes=1),
        task("build", 60, "verdict", "kit"),
    ]


def one(tasks: list[Task], stocks: tuple[Stock, ...]) -> Reserve | None:
    return reserves(tasks, stocks, verdicts={"a": "a-verdict"}).get("a")


def asked(tasks: list[Task], *arrivals: tuple[int, int]) -> Reserve | None:
    stocks = (Stock("transformer", arrivals),)
    return one(tasks, stocks)


def test_who_waits_for_the_verdict_begins_to_load_that_much_later() -> None:
    found = asked(order("a"), (0, 1))
    # Verdict at 85: loading from then ends at 160, in place of 75; building at 85.
    assert found == Reserve("a", "a-kit", "transformer", 1, 85, 75, 75, 0)
    assert found is not None and found.worth_from == 0.5


def test_nothing_is_won_where_the_survey_takes_longer_than_everything() -> None:
    tasks = [replace(x, minutes=500) if x.key == "a-build" else x for x in order("a")]
    tasks[3] = replace(tasks[3], after=(After("a-verdict"),))
    assert asked(tasks, (0, 1)) is None


def test_the_last_one_goes_to_whoever_asked_first() -> None:
    both = [*order("a"), *order("b")]
    found = asked(both, (0, 1), (300, 1))
    # After the verdict the first is gone: 300 + 75 + 60, in place of 85 + 60.
    assert found is not None and found.won == 300 + 75 - 85
    # Given back at 85 it goes to the other then; and the loading was for nothing.
    assert (found.waited, found.lost) == (85, 85 + 75)


def test_with_enough_for_both_nobody_waits_for_what_lies_aside() -> None:
    found = asked([*order("a"), *order("b")], (0, 2))
    assert found is not None and (found.won, found.waited) == (75, 0)


def test_what_is_not_counted_or_never_comes_is_not_asked_for() -> None:
    assert asked(order("a")) is None
    assert one(order("a"), ()) is None


def test_what_wins_most_is_named() -> None:
    tasks = order("a")
    tasks[2] = replace(tasks[2], takes=(("branch_box", 2), ("transformer", 1)))
    stocks = (Stock("branch_box", ((0, 9),)), Stock("transformer", ((40, 1),)))
    found = one(tasks, stocks)
    assert found is not None and (found.stock, found.won) == ("transformer", 45)


def test_after_the_survey_there_is_nothing_to_bet_on() -> None:
    tasks = [task for task in order("a") if "verdict" not in task.key]
    tasks = [replace(task, after=()) for task in tasks if "survey" not in task.key]
    assert asked(tasks, (0, 1)) is None
