"""A Merkle tree over the digests of a stream, kept as its frontier.

Source: RFC 6962, section 2.1: leaves and inner nodes hashed with different prefixes,
an odd node promoted. Appending costs O(1) on average, the root O(log n).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field


def _leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def _inner(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """`nodes[i]` is the full subtree of 2**i leaves that is not yet paired, or None."""

    size: int = 0
    nodes: list[bytes | None] = field(default_factory=list)

    def add(self, data: bytes) -> None:
        """Append one leaf."""
        carry, height = _leaf(data), 0
        while height < len(self.nodes) and self.nodes[height] is not None:
            carry = _inner(self.nodes[height] or b"", carry)
            self.nodes[height] = None
            height += 1
        if height == len(self.nodes):
            self.nodes.append(None)
        self.nodes[height] = carry
        self.size += 1

    def root(self) -> str:
        """The root of all leaves so far, hex; of none: the hash of nothing."""
        found: bytes | None = None
        for node in self.nodes:
            if node is not None:
                found = node if found is None else _inner(node, found)
        return (found or hashlib.sha256(b"").digest()).hex()


def root_of(leaves: Iterable[bytes]) -> str:
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()
