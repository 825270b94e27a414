"""What the doctor looks at, in the order in which things have to be right."""

from greenlane.cli.checks import (
    database,
    entrance,
    journal,
    machine,
    map_ground,
    notices,
    people,
    plan,
    rules,
)

GROUPS = (
    machine.CHECKS,
    entrance.CHECKS,
    database.CHECKS,
    journal.CHECKS,
    rules.CHECKS,
    people.CHECKS,
    notices.CHECKS,
    plan.CHECKS,
    map_ground.CHECKS,
)
