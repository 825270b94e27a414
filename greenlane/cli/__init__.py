"""The command line: each verb does one thing and says it, to people or to machines.

Texts are for people; `--json` gives one object on standard output and nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from greenlane.cli.saying import BROKEN, Wrong, complain, say
from greenlane.cli.starting import start


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb. Gives 0 ok, 1 found something or refused, 2 wrong use or broken."""
    given = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in given
    try:
        start()
        # Only now: the verbs read tables, and tables need Django to stand.
        from greenlane.cli.parser import parser

        asked = parser().parse_args(given)
        return say(asked.run(asked), as_json=as_json)
    except Wrong as wrong:
        return complain(wrong, as_json=as_json)
    except SystemExit as end:  # --help has said it all
        return end.code if isinstance(end.code, int) else BROKEN
    except BrokenPipeError:
        return BROKEN
    except KeyboardInterrupt:
        return BROKEN
