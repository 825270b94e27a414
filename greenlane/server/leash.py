"""A child of the server runs a subcommand, and ends when its parent is gone."""

import os
import signal
import sys
import threading


def _watch() -> None:
    """The parent holds the other end of our standard input; it never writes to it."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> int:
    from greenlane.cli import main as greenlane

    # Ctrl-C goes to the whole group; the server ends us in its own time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, name="leash", daemon=True).start()
    return greenlane(sys.argv[1:]) or 0


if __name__ == "__main__":
    sys.exit(main())
