"""The house's own secret: from the environment, else drawn once and kept in a file.

There is no default. Two processes that start at the same moment end with one key.
"""

import os
import secrets
import stat
import tempfile
from pathlib import Path

FILE_NAME = "secret.key"


class UnsafeSecret(RuntimeError):
    """The key file is empty, or others on this machine may read it."""


def secret_key(data_dir: Path) -> str:
    """GREENLANE_SECRET_KEY, or the content of `secret.key` in the data folder.

    Raises UnsafeSecret when the file cannot be trusted.
    """
    if given := os.environ.get("GREENLANE_SECRET_KEY"):
        return given
    path = data_dir / FILE_NAME
    if not path.exists():
        _draw(path)
    return _read(path)


def _draw(path: Path) -> None:
    # The whole key is on disk before it gets its name, and a name is given only once:
    # whoever comes second keeps the first one's key.
    descriptor, draft = tempfile.mkstemp(prefix=".secret-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(48))
            handle.flush()
            os.fsync(handle.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _read(path: Path) -> str:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UnsafeSecret(f"{path} can be read by others: chmod 600 it, or replace it")
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise UnsafeSecret(f"{path} is empty: remove it, and a new key is drawn")
    return key
