"""A sealed stream opens for one secret, whole and unchanged, or not at all."""

import io

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from greenlane.backup import sealing
from greenlane.backup.faults import NotFit
from greenlane.backup.sealing import PIECE, TAG, Opener, Sealer

SECRET = b"six words drawn at random for this"
KEY = X25519PrivateKey.generate()
SEALS = {"passphrase": (SECRET, SECRET), "key": (KEY.public_key(), KEY)}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(sealing, "COST", 2**10)


def seal(content, with_=SECRET, step=100_000):
    out = io.BytesIO()
    sealer = Sealer(out, with_)
    for start in range(0, len(content), step):
        sealer.write(content[start : start + step])
    sealer.finish()
    return out.getvalue()


def opened(sealed, secret=SECRET):
    opener, found = Opener(io.BytesIO(sealed), secret), b""
    while block := opener.read(7777):
        found += block
    return found


def code(sealed, secret=SECRET):
    with pytest.raises(NotFit) as refused:
        opened(sealed, secret)
    return refused.value.code


@pytest.mark.parametrize("way", SEALS)
@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_sealed_comes_out_as_it_was(way, size):
    content = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    seals, opens = SEALS[way]
    sealed = seal(content, seals)
    assert opened(sealed, opens) == content
    assert content[:40] not in sealed or size < 40


@pytest.mark.parametrize("way", SEALS)
def test_another_secret_opens_nothing(way):
    other = {"passphrase": b"another passphrase", "key": X25519PrivateKey.generate()}
    assert code(seal(b"x" * 99, SEALS[way][0]), other[way]) == "backup-key-wrong"


def test_the_wrong_kind_of_secret_is_named():
    assert code(seal(b"x", KEY.public_key())) == "backup-wants-key"
    assert code(seal(b"x"), KEY) == "backup-wants-passphrase"


def test_a_changed_byte_is_found_wherever_it_is():
    content = bytes(2 * PIECE + 500)
    sealed = seal(content)
    start = sealed.index(b"\n", sealed.index(b"\n", len(sealing.MAGIC)) + 1) + 1
    for place in (start, start + PIECE, start + PIECE + TAG + 3, len(sealed) - 1):
        bad = bytearray(sealed)
        bad[place] ^= 1
        assert code(bytes(bad)) in {"backup-edited", "backup-truncated"}
    for place in range(len(sealing.MAGIC), start):
        bad = bytearray(sealed)
        bad[place] ^= 1
        with pytest.raises(NotFit):
            opened(bytes(bad))


def test_a_file_that_was_cut_is_not_taken_for_a_whole_one():
    sealed = seal(bytes(3 * PIECE))
    whole = PIECE + TAG
    head = len(sealed) - 3 * whole
    assert code(sealed[: head + 2 * whole]) == "backup-truncated"  # between two pieces
    assert code(sealed[:-5]) == "backup-truncated"
    assert code(sealed[:head]) == "backup-truncated"
    assert code(sealed[: head - 3]) == "backup-key-wrong"


def test_pieces_cannot_change_places_or_be_added():
    sealed = seal(bytes(PIECE) + b"\1" * PIECE + b"\2")
    whole, tail = PIECE + TAG, 1 + TAG
    head = len(sealed) - 2 * whole - tail
    first, second = sealed[head : head + whole], sealed[head + whole : head + 2 * whole]
    assert code(sealed[:head] + second + first + sealed[-tail:]) == "backup-edited"
    assert code(sealed + sealed[-tail:]) in {"backup-edited", "backup-truncated"}


def test_a_sealed_file_of_tomorrow_is_not_guessed_at():
    sealed = seal(b"x").replace(b'"aes-256-gcm"', b'"aes-256-xyz"')
    assert code(sealed) == "backup-newer"
    assert code(b"something else entirely, a tar perhaps") == "backup-not-sealed"
    # A header that asks for all the memory there is gets none of it.
    greedy = seal(b"x").replace(b'"n": 1024', b'"n": 1073741824')
    assert code(greedy) == "backup-edited"
