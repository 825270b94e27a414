"""A solver without a process of its own: a test is quick, and always the same."""

from __future__ import annotations

from collections import deque

from greenlane.dispatch.live.planner import Planner
from greenlane.dispatch.live.solver import Done, Failed, News, Solver
from greenlane.planning import worker
from greenlane.planning.job import Found, Job
from greenlane.planning.solve import Budget


class Inside(Solver):
    """Answers at once, out of this process; through the same lines as any other."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: deque[News] = deque()

    def ask(self, job: Job) -> None:
        lines: list[str] = []
        told = Job.from_line(job.to_line())
        worker.answer(told, lines.append)
        found = [Found.from_line(each, job.problem) for each in lines[:-1]]
        self.answers = deque([*found, Done()])

    def news(self) -> News | None:
        return self.answers.popleft() if self.answers else None

    def cancel(self) -> None:
        self.answers.clear()


class Broken(Inside):
    """Fails every time, in this way."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why

    def ask(self, job: Job) -> None:
        self.answers = deque([Failed(self.why)])


def planner(
    solver: Solver | None = None, *, builds: int = 12, beside: bool = False
) -> Planner:
    """With a count of builds for its budget: the same plans on every machine."""
    return Planner(Budget(builds=builds), solver or Inside(), beside=beside)


class Busy(Inside):
    """The same, for whoever waits until it is not busy any more."""

    @property
    def busy(self) -> bool:
        return bool(self.answers)
