"""The board with very many looking at it; `make bench-board`."""
