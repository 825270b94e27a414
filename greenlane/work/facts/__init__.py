"""What happened in this room, as the journal tells it."""

from greenlane.work.facts.links import FACTS as LINKS
from greenlane.work.facts.orders import FACTS as ORDERS
from greenlane.work.facts.status import FACTS as STATUS
from greenlane.work.facts.stints import FACTS as STINTS
from greenlane.work.facts.stops import FACTS as STOPS
from greenlane.work.facts.tasks import FACTS as TASKS

FACTS: tuple[type, ...] = (*ORDERS, *TASKS, *STINTS, *STOPS, *LINKS, *STATUS)
