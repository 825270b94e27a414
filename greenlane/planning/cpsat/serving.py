"""Which crew of a plan serves which need: the plan says only who comes."""

from __future__ import annotations

from greenlane.planning.problem import Problem


def served(problem: Problem, at: int, crews: tuple[int, ...]) -> dict[int, int]:
    """Crew -> the need that it serves; a crew nobody needs serves the first it can."""
    needs = problem.tasks[at].needs
    if len(needs) == 1:
        return dict.fromkeys(crews, 0)
    seen: set[tuple[int, tuple[int, ...]]] = set()

    def rest(place: int, left: tuple[int, ...]) -> list[int] | None:
        if place == len(crews):
            return None if any(left) else []
        if (place, left) in seen:
            return None
        seen.add((place, left))
        crew = problem.crews[crews[place]]
        for need, each in enumerate(needs):
            if heads := crew.gives(each.skill):
                after = (
                    *left[:need],
                    max(0, left[need] - heads),
                    *left[need + 1 :],
                )
                found = rest(place + 1, after)
                if found is not None:
                    return [need, *found]
        return None

    found = rest(0, tuple(need.heads for need in needs))
    return dict(zip(crews, found or (), strict=False))
