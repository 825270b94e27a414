"""The part of a page that changes, made once for all who look at it with the same eyes.

An open page says at which address it is. When news concern it, the house asks itself
for that part, through every layer that a browser's own request would pass, and sends it
to each stream of the same account, language and address. Only views that say so
(`shared`) are made for others; all else a browser fetches by itself.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from typing import Any, NamedTuple, TypeVar

import structlog
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.urls import Resolver404, resolve

from greenlane.core import clock
from greenlane.core.packed import packed
from greenlane.core.turns import Turns

log = structlog.get_logger("greenlane.live")
V = TypeVar("V", bound=Callable[..., Any])
MOST = 400  # views of one process; beyond, browsers fetch by themselves
REST_SECONDS = 0.1  # between two renderings of one view: news in between are one
OLD_SECONDS = 20.0  # after that ages in it are made anew for whoever comes
_SHARED = "shared_part"
_turns = Turns()


def shared(view: V) -> V:
    """What it answers to a page that is open depends on nothing but account, language
    and address: no session, no cookie of its own."""
    setattr(view, _SHARED, True)
    return view


class Eyes(NamedTuple):
    """Who looks, in which language, at what, by which name of the house."""

    account: int
    language: str
    at: str
    host: str
    scheme: str


class Frame(NamedTuple):
    """What is sent, as it is and packed."""

    plain: bytes
    packed: bytes


class View:
    """One part, the newest frame of it, and the streams that want it."""

    def __init__(self, eyes: Eyes, cookie: str, about: str) -> None:
        self.eyes, self.cookie, self.about = eyes, cookie, about
        self.listeners: set[Any] = set()
        self.frame, self.number = Frame(b"", b""), 0
        self._wanted = self._working = False
        self._made = 0.0
        self._task: asyncio.Task[None] | None = None

    def give(self, listener: Any) -> None:
        """For whoever is behind: the frame there is, if no news came after it.

        Thousands who come back in one instant are given one rendering.
        """
        loop = asyncio.get_running_loop()
        young = loop.time() - self._made < OLD_SECONDS
        if self.frame.plain and young and not (self._wanted or self._working):
            listener.parts[self] = self.number - 1
            listener.wake.set()
        elif not self._working:  # else the one that is being made is for him too
            self.want()

    def want(self) -> None:
        """Soon, and once however often it is said meanwhile."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self._wanted and self.listeners:
            self._wanted, self._working, self._made = False, True, loop.time()
            try:
                lost, frame = await _turns.take(len(self.listeners), self._make)
            except Exception:
                log.exception("part-failed", at=self.eyes.at)
                lost, frame = set(), self._framed(None)
            self._working = False
            self._part_with(lost)
            self._take(frame)
            await asyncio.sleep(REST_SECONDS)

    def _make(self) -> tuple[set[str], Frame]:
        """Whose session is over, and the part; in a thread."""
        keys = {each.session for each in list(self.listeners)}
        if not keys:  # all have gone while it waited for its turn
            return set(), self._framed(None)
        return _ended(keys), self._framed(_asked(self))

    def _framed(self, text: str | None) -> Frame:
        """Without a text each page asks by itself, and is told why not."""
        said: dict[str, Any] = {"at": self.eyes.at}
        if text is not None:
            said["html"] = text
        data = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        plain = f"event: part\ndata: {data}\n\n".encode()
        return Frame(plain, packed(plain))

    def _part_with(self, lost: set[str]) -> None:
        """Whoever has logged out meanwhile is sent nothing more; his stream ends.

        Which parts he had stays with him: he leaves them as everybody does.
        """
        for each in [each for each in self.listeners if each.session in lost]:
            self.listeners.discard(each)
            each.doubted = True
            each.wake.set()

    def _take(self, frame: Frame) -> None:
        self.frame = frame
        self.number += 1
        for each in self.listeners:
            each.wake.set()


class Views:
    """All that this process makes parts of."""

    def __init__(self) -> None:
        self._views: dict[tuple[Eyes, str], View] = {}

    def join(self, listener: Any, eyes: Eyes, *, cookie: str, about: str) -> bool:
        """Whether this stream will be sent the part."""
        if not _may_be_shared(eyes.at.partition("?")[0]):
            return False
        key = (eyes, about)
        view = self._views.get(key)
        if view is None:
            if len(self._views) >= MOST:
                return False
            view = self._views[key] = View(eyes, cookie, about)
        view.cookie = cookie  # of the newest: an older one may have logged out
        view.listeners.add(listener)
        listener.parts[view] = view.number
        return True

    def leave(self, listener: Any) -> None:
        for view in listener.parts:
            view.listeners.discard(listener)
            key = (view.eyes, view.about)
            # Another one may stand there since the last who was not logged out went.
            if not view.listeners and self._views.get(key) is view:
                del self._views[key]

    def news(self, units: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        """Events by the path of their unit: who is concerned is made anew."""
        for view in list(self._views.values()):
            if any(
                _concerns(view, event)
                for path, events in units.items()
                if any(each.hears(path) for each in view.listeners)
                for event in events
            ):
                view.want()


def _concerns(view: View, event: Mapping[str, Any]) -> bool:
    about = f":{view.about}"
    return not view.about or any(each.endswith(about) for each in event["subjects"])


@lru_cache(maxsize=1000)
def _may_be_shared(path: str) -> bool:
    try:
        return bool(getattr(resolve(path).func, _SHARED, False))
    except Resolver404:
        return False


@lru_cache(maxsize=1)
def _house() -> WSGIHandler:
    return WSGIHandler()


def _ended(keys: set[str]) -> set[str]:
    """Of these sessions those that are over."""
    close_old_connections()
    store = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    running = store.objects.filter(session_key__in=keys, expire_date__gt=clock.wall())
    return keys - set(running.values_list("session_key", flat=True))


def _asked(view: View) -> str | None:
    """The part, as the browser would get it; None where it would be sent elsewhere."""
    eyes, answered = view.eyes, list[str]()

    def start(status: str, _headers: Any, _error: Any = None, /) -> Callable[..., Any]:
        answered.append(status)
        return answered.append

    path, _mark, query = eyes.at.partition("?")
    name, _colon, port = eyes.host.partition(":")
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": name,
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": eyes.host,
        "HTTP_COOKIE": view.cookie,
        "HTTP_ACCEPT_LANGUAGE": eyes.language,
        "HTTP_HX_REQUEST": "true",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": eyes.scheme,
    }
    body = _house()(asked, start)
    try:
        text = b"".join(body).decode()
    finally:
        if hasattr(body, "close"):
            body.close()
    return text if answered and answered[0].startswith("200") else None


views = Views()
