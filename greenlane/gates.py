"""Every gate, in the order a foreman walks through them. Add yours here."""

from types import ModuleType

from greenlane.connections.gates import GATES as CONNECTIONS
from greenlane.safety.gates import GATES as SAFETY


def _place(gate: ModuleType) -> tuple[int, str]:
    digits = gate.NAME.removeprefix("G")
    return int(digits.rstrip("ab")), digits


GATES = tuple(sorted((*SAFETY, *CONNECTIONS), key=_place))
