"""What happened to people and teams, as the journal tells it."""

from greenlane.workforce.facts_hours import FACTS as HOURS
from greenlane.workforce.facts_import import FACTS as IMPORT
from greenlane.workforce.facts_moves import FACTS as MOVES
from greenlane.workforce.facts_people import FACTS as PEOPLE
from greenlane.workforce.facts_sites import FACTS as SITES
from greenlane.workforce.facts_teams import FACTS as TEAMS

FACTS: tuple[type, ...] = (*PEOPLE, *TEAMS, *SITES, *IMPORT, *MOVES, *HOURS)
