"""The frontier gives the same root as the plain recursion of RFC 6962."""

import hashlib

import pytest

from greenlane.core.merkle import Frontier, root_of


def plain_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    left, right = plain_root(leaves[:half]), plain_root(leaves[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", [*range(70), 127, 128, 129, 1000])
def test_the_root_is_the_one_of_the_plain_recursion(size):
    leaves = [bytes([n % 251]) * (n % 3) for n in range(size)]
    assert root_of(leaves) == plain_root(leaves).hex()


def test_the_root_grows_with_every_leaf():
    frontier, seen = Frontier(), set()
    for n in range(50):
        seen.add(frontier.root())
        frontier.add(bytes([n]))
    assert len(seen) == 50
    assert frontier.size == 50
