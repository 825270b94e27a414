"""The house opens: one port, its followers beside it, one clean end for all."""

from __future__ import annotations

import importlib.util
import os
import resource
import signal
import sys
from typing import Any

import uvicorn
from django.conf import settings

from greenlane.server.entrance import CIPHERS, Entrance, bound, tell
from greenlane.server.follower import PLANNER, Follower
from greenlane.server.tls import context

KEEP_ALIVE_SECONDS = 30
# Commands end in well under a second; streams never end by themselves and are cut.
LEAVE_SECONDS = 3
CONNECTIONS = 6000
SPARE_FILES = 200


def serve(to: Entrance, workers: int = 1, followers: bool = True) -> None:
    """Serve until SIGTERM or SIGINT. Django is set up by the caller.

    Raises UnsafeDatabase, and TlsFault where the doorstep is taken, before it opens.
    """
    from django.db import connections

    from greenlane.server.database import refuse_unsafe

    refuse_unsafe()
    tell(to)
    doorstep = _doorstep(to)
    connections.close_all()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
    # uvicorn raises the signal again when it has closed; leave by the front door.
    signal.signal(signal.SIGTERM, _leave)
    beside = [*_followers(followers), *([doorstep] if doorstep else [])]
    for each in beside:
        each.start()
    try:
        uvicorn.run("greenlane.server.app:app", **options(to, workers))
    except (KeyboardInterrupt, SystemExit) as end:
        if isinstance(end, SystemExit) and end.code:
            raise
    finally:
        for each in reversed(beside):
            each.stop()


def _followers(wanted: bool) -> list[Follower]:
    """Who reads the journal: the follower; the planner unless it is switched off."""
    if not wanted:
        return []
    return [Follower(), Follower(PLANNER)] if settings.PLANNER else [Follower()]


def _leave(_signal: int, _frame: object) -> None:
    sys.exit(0)


def _doorstep(to: Entrance) -> Any:
    if not to.doorstep:
        return None
    # Only where it is asked for: it brings the pages into this process too.
    from greenlane.server.doorstep import Doorstep

    return Doorstep(bound(to.host, to.doorstep))


def options(to: Entrance, workers: int = 1) -> dict[str, Any]:
    """What uvicorn is told; whose word for another's address counts, among it."""
    # Several workers on the standard loop cost about 44 ms on every request.
    fast = importlib.util.find_spec("uvloop") is not None
    return {
        "host": to.host,
        "port": to.port,
        "ssl_certfile": to.pair.cert if to.pair else None,
        "ssl_keyfile": to.pair.key if to.pair else None,
        "ssl_ciphers": CIPHERS,
        "ssl_context_factory": context if to.pair else None,
        "proxy_headers": bool(to.proxies),
        "forwarded_allow_ips": list(to.proxies),
        "workers": workers if fast else 1,
        "loop": "uvloop" if fast else "asyncio",
        "http": "greenlane.server.wire:Patient",
        "ws": "none",
        "lifespan": "on",
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "timeout_graceful_shutdown": LEAVE_SECONDS,
        "limit_concurrency": _room_for_connections(),
        "access_log": False,
        "server_header": False,
        "log_level": "warning",
    }


def _room_for_connections() -> int:
    """As many as we want, or as the machine lets this process open files for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + SPARE_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(50, min(CONNECTIONS, soft - SPARE_FILES))
