"""The big counts: each in short for `make test`, and whole by `make soak`."""
