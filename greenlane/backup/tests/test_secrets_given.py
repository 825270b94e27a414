"""A file is a passphrase or the right half of a pair, and for its owner alone."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)

from greenlane.backup.faults import NotFit
from greenlane.backup.secrets_given import draw, to_open, to_seal


def file_of(tmp_path, content, mode=0o600):
    path = tmp_path / "given"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def code(ask, file):
    with pytest.raises(NotFit) as refused:
        ask(file)
    return refused.value.code


def test_a_drawn_pair_seals_with_one_half_and_opens_with_the_other(tmp_path):
    private = tmp_path / "backup.key"
    public = draw(private)
    assert private.stat().st_mode & 0o777 == 0o600
    assert isinstance(to_seal(public), X25519PublicKey)
    opens = to_open(private)
    assert isinstance(opens, X25519PrivateKey)
    same = to_seal(public).public_bytes_raw()
    assert opens.public_key().public_bytes_raw() == same
    assert code(draw, private) == "file-there"
    # The wrong half is no passphrase.
    assert code(to_seal, private) == "key-unreadable"
    assert code(to_open, public) == "key-unreadable"


def test_a_passphrase_is_the_file_without_its_last_line_end(tmp_path):
    file = file_of(tmp_path, "梧桐 桥 石 雨 灯 河\n".encode())
    assert to_seal(file) == to_open(file) == "梧桐 桥 石 雨 灯 河".encode()


def test_a_short_passphrase_or_one_that_others_can_read_is_refused(tmp_path):
    assert code(to_seal, file_of(tmp_path, b"short\n")) == "passphrase-short"
    long = file_of(tmp_path, b"long enough for us", 0o644)
    assert code(to_seal, long) == code(to_open, long) == "key-open-to-others"
    assert code(to_seal, tmp_path / "nowhere") == "key-unreadable"
    broken = file_of(tmp_path, b"-----BEGIN PUBLIC KEY-----\nAAAA\n")
    assert code(to_seal, broken) == "key-unreadable"
