"""A passkey made of nothing but arithmetic, for the tests."""

from __future__ import annotations

import hashlib
import json
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.utils import websafe_decode, websafe_encode

PRESENT, KNOWN = 0x01, 0x40


class SoftKey:
    """Answers like a browser at `origin` with one key in it."""

    def __init__(self, host: str = "testserver", *, origin: str = "") -> None:
        self.origin = origin or f"https://{host}"
        self.host, self.counter = host, 0
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(str(id(self)).encode()).digest()

    def make(self, asked: str) -> str:
        client = self._client("webauthn.create", asked)
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1,
                -2: numbers.x.to_bytes(32, "big"),
                -3: numbers.y.to_bytes(32, "big")}  # fmt: skip
        held = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(cose)
        data = self._data(PRESENT | KNOWN) + held
        made = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer(clientDataJSON=client, attestationObject=cbor.encode(made))

    def sign(self, asked: str) -> str:
        self.counter += 1
        client, data = self._client("webauthn.get", asked), self._data(PRESENT)
        text = data + hashlib.sha256(client).digest()
        signature = self.key.sign(text, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=client, authenticatorData=data, signature=signature
        )

    def _client(self, kind: str, asked: str) -> bytes:
        challenge = json.loads(asked)["challenge"]
        assert websafe_decode(challenge)
        said = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(said).encode()

    def _data(self, flags: int) -> bytes:
        rp = hashlib.sha256(self.host.encode()).digest()
        return rp + bytes([flags]) + struct.pack(">I", self.counter)

    def _answer(self, **parts: bytes) -> str:
        key = websafe_encode(self.id)
        response = {name: websafe_encode(part) for name, part in parts.items()}
        return json.dumps(
            {"id": key, "rawId": key, "type": "public-key", "response": response,
             "clientExtensionResults": {}}
        )  # fmt: skip
