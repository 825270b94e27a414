"""What the doctor looks at, in the order in which things have to be right."""

from greenlane.cli.checks import database, journal, machine, notices, people, rules

GROUPS = (
    machine.CHECKS,
    database.CHECKS,
    journal.CHECKS,
    rules.CHECKS,
    people.CHECKS,
    notices.CHECKS,
)
