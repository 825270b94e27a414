"""Sites are found by name, code and address, by pieces and by pinyin initials.

They are few and their names are short: they are read and compared here, so that a site
is found however it came in.
"""

from __future__ import annotations

from functools import lru_cache

from greenlane.core.actors import Actor
from greenlane.core.grams import grams, query_grams
from greenlane.places.models import Site

MOST = 5000  # sites that are looked through, the newest first
_TOLD = ("name_zh", "name_en", "code", "address")


def find_sites(actor: Actor, typed: str, *, limit: int = 8) -> list[Site]:
    """The actor's sites that hold every piece of what was typed, the nearest first.

    One whose code or name is what was typed stands before one that begins so, and that
    before one that holds it anywhere. Two queries.
    """
    wanted = query_grams(typed)
    if not wanted:
        return []
    rows = Site.objects.seen_by(actor).order_by("-id").values_list("pk", *_TOLD)[:MOST]
    said = typed.strip().casefold()
    hits = [(_near(names, said), pk) for pk, *names in rows if wanted <= _all(*names)]
    best = [pk for _rank, pk in sorted(hits, key=lambda hit: hit[0])[:limit]]
    found = Site.objects.in_bulk(best)
    return [found[pk] for pk in best if pk in found]


@lru_cache(maxsize=2 * MOST)
def _all(*names: str) -> frozenset[str]:
    return frozenset().union(*(grams(name) for name in names if name))


def _near(names: list[str], said: str) -> int:
    known = [name.casefold() for name in names[:3]]
    if said in known:
        return 0
    return 1 if any(name.startswith(said) for name in known) else 2
