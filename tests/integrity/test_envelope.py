"""Keys and envelopes: what is signed, what is refused."""

import base64
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from bareme.errors import UsageError
from bareme.integrity import envelope as dsse
from bareme.keys.key_file import key_id, make_key, private_key, public_key, public_of, public_pem

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
HEAD: dict[str, Any] = {"created_at": "2026-11-25T20:00:00+00:00", "version": "0.1.0", "rubric": {"id": "tp2-vm"}}
HASH = "a" * 64


def never() -> str:
    raise AssertionError("nobody is to be asked")


def test_what_is_signed_is_the_vector_of_the_specification() -> None:
    """DSSE v1.0.2, `protocol.md`: the test vector."""
    signed = dsse.pae(b"http://example.com/HelloWorld", b"hello world")
    assert signed == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_a_statement_in_the_form_of_in_toto() -> None:
    statement = dsse.opened(dsse.signed(HASH, HEAD, KEY), KEY.public_key())
    assert statement is not None
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["subject"] == [{"name": "manifest.json", "digest": {"sha256": HASH}}]
    assert statement["predicate"]["rubric"] == {"id": "tp2-vm"}
    assert dsse.vouches_for(statement, HASH)
    assert not dsse.vouches_for(statement, "b" * 64)


def changed(**changes: Any) -> dict[str, Any]:
    return {**dsse.signed(HASH, HEAD, KEY), **changes}


def payload(**changes: Any) -> str:
    statement = json.loads(base64.b64decode(dsse.signed(HASH, HEAD, KEY)["payload"]))
    return base64.b64encode(json.dumps({**statement, **changes}).encode()).decode()


@pytest.mark.parametrize(
    "envelope",
    [
        dsse.signed(HASH, HEAD, OTHER),
        changed(payload=payload(subject=[])),
        changed(payloadType="text/plain"),
        changed(signatures=[]),
        changed(signatures=[{"sig": "no base64 é"}]),
        changed(signatures="x"),
        changed(payload=7),
        {},
    ],
    ids=["another's", "another text", "another type", "none", "no signature", "no list", "no text", "empty"],
)
def test_what_this_key_did_not_sign_is_not_opened(envelope: dict[str, Any]) -> None:
    assert dsse.opened(envelope, KEY.public_key()) is None


def test_the_name_of_a_key_proves_nothing() -> None:
    forged = dsse.signed(HASH, HEAD, OTHER)
    forged["signatures"][0]["keyid"] = key_id(KEY.public_key())
    assert dsse.opened(forged, KEY.public_key()) is None


def test_a_second_examiner_signs_beside_the_first(tmp_path: Path) -> None:
    for key in (KEY, OTHER, KEY):
        dsse.add_envelope(tmp_path, dsse.signed(HASH, HEAD, key), HASH)
    found = dsse.read_envelopes(tmp_path)
    assert [dsse.key_ids(one) for one in found] == [[key_id(OTHER.public_key())], [key_id(KEY.public_key())]]
    dsse.add_envelope(tmp_path, dsse.signed("b" * 64, HEAD, KEY), "b" * 64)
    assert len(dsse.read_envelopes(tmp_path)) == 1


def test_a_key_is_written_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "key.pem"
    key = make_key(path)
    assert path.read_text().startswith("-----BEGIN PRIVATE KEY-----")
    assert key_id(private_key(path, never).public_key()) == key_id(key.public_key())
    assert key_id(public_key(public_of(path))) == key_id(key.public_key())
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(UsageError, match="never overwritten"):
        make_key(path)
    assert path.read_bytes() == before


def test_a_key_with_a_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    key = make_key(path, "pomme de terre é")
    assert path.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert key_id(private_key(path, lambda: "pomme de terre é").public_key()) == key_id(key.public_key())
    with pytest.raises(UsageError, match="does not open"):
        private_key(path, lambda: "wrong")


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    elliptic = generate_private_key(SECP256R1())
    wrong = {
        "empty": b"",
        "text": b"hello",
        "another kind": elliptic.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        "its public half": public_pem(KEY.public_key()),
    }
    for name, content in wrong.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError, match="no private Ed25519 key"):
            private_key(tmp_path / name, never)
    spki = elliptic.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for content in (b"", b"hello", spki):
        (tmp_path / "public").write_bytes(content)
        with pytest.raises(UsageError, match="no public Ed25519 key"):
            public_key(tmp_path / "public")
    with pytest.raises(UsageError, match="cannot be read"):
        public_key(tmp_path / "nowhere")
