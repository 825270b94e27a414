"""Runs a verb as the terminal would: exit code, standard output, standard error."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from greenlane.cli import main
from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.door import perform

SECRET = "gl_secret-of-a-machine"


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object; anything beside it fails here."""
        return json.loads(self.out)


def run(capsys: Any, *words: str) -> Ran:
    capsys.readouterr()
    code = main(words)
    told = capsys.readouterr()
    return Ran(code, told.out, told.err)


def give_token(
    cast: Any, monkeypatch: Any, *scopes: str, account: str = "wang"
) -> None:
    """A machine acts for this account, within these kinds of command."""
    ask = {
        "account": account,
        "name": "call centre",
        "scopes": list(scopes),
        "expires_at": (clock.wall() + timedelta(days=1)).isoformat(),
        "secret_sha256": hashlib.sha256(SECRET.encode()).hexdigest(),
    }
    perform("core.issue_token", ask, by=system(cast.unit))  # on the machine itself
    monkeypatch.setenv("GREENLANE_TOKEN", SECRET)
