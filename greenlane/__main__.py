"""`python -m greenlane …` is the same as `greenlane …`."""

import sys

from greenlane.cli import main

if __name__ == "__main__":
    sys.exit(main())
