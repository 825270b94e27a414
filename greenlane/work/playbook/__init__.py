"""Recipes of work: rows with precedence, minutes, the gates they give and need.

Pure: no Django. `load` refuses a recipe whose own gates could not be passed.
"""

from greenlane.work.playbook.estimate import Estimate, critical_path, estimate
from greenlane.work.playbook.load import BadPlaybook, load
from greenlane.work.playbook.model import Playbook, Step

__all__ = [
    "BadPlaybook",
    "Estimate",
    "Playbook",
    "Step",
    "critical_path",
    "estimate",
    "load",
]
