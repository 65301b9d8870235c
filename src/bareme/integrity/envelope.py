"""A signed statement about a manifest: in-toto Statement v1 inside a DSSE envelope (v1.0.2), one envelope a line."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bareme.errors import UsageError
from bareme.files.atomic import written
from bareme.files.bounded import content_of
from bareme.integrity.manifest import NAME as MANIFEST
from bareme.keys.key_file import key_id
from bareme.reference.arm import dig, dig_list, dig_text
from bareme.text.message import say

NAME = "manifest.intoto.jsonl"
MAX_BYTES = 2**20

PAYLOAD = "application/vnd.in-toto+json"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:bareme:run:v1"

Envelope = dict[str, Any]


def pae(payload_type: bytes, body: bytes) -> bytes:
    """What is signed: type and body, each with its length (DSSE, "Pre-Authentication Encoding")."""
    return b"DSSEv1 %d %b %d %b" % (len(payload_type), payload_type, len(body), body)


def signed(manifest_hash: str, head: dict[str, Any], key: Ed25519PrivateKey) -> Envelope:
    """An envelope that vouches for the manifest of this hash."""
    statement = {
        "_type": STATEMENT,
        "subject": [{"name": MANIFEST, "digest": {"sha256": manifest_hash}}],
        "predicateType": PREDICATE,
        "predicate": {
            "signed_at": datetime.now(UTC).isoformat(timespec="seconds"),
            **{name: head.get(name) for name in ("created_at", "previous", "version", "rubric")},
        },
    }
    body = json.dumps(statement, sort_keys=True).encode()
    signature = key.sign(pae(PAYLOAD.encode(), body))
    return {
        "payload": base64.b64encode(body).decode(),
        "payloadType": PAYLOAD,
        "signatures": [{"keyid": key_id(key.public_key()), "sig": base64.b64encode(signature).decode()}],
    }


def opened(envelope: Envelope, key: Ed25519PublicKey) -> dict[str, Any] | None:
    """The statement, if this key signed it: the very bytes that were verified are parsed, and nothing before."""
    body, kind = _decoded(dig_text(envelope, "payload")), dig_text(envelope, "payloadType") or ""
    for one in dig_list(envelope, "signatures"):
        try:
            key.verify(_decoded(dig_text(one, "sig")), pae(kind.encode(), body))
        except InvalidSignature:
            continue
        statement = _parsed(body) if kind == PAYLOAD else None
        return statement if statement and statement.get("_type") == STATEMENT else None
    return None


def vouches_for(statement: dict[str, Any], manifest_hash: str) -> bool:
    """Whether a statement is about the manifest of this hash."""
    subjects = dig_list(statement, "subject")
    return any(dig(one, "name") == MANIFEST and dig(one, "digest", "sha256") == manifest_hash for one in subjects) and (
        statement.get("predicateType") == PREDICATE
    )


def key_ids(envelope: Envelope) -> list[str]:
    """Who says to have signed."""
    return [name for one in dig_list(envelope, "signatures") if (name := dig_text(one, "keyid"))]


def read_envelopes(folder: Path) -> list[Envelope]:
    """The envelopes beside a manifest; lines that are none are passed over, as they prove nothing.

    Raises:
        UsageError: the file is too large to be one of ours, or cannot be read.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    too_large = say("{file} is larger than a file of signatures can be", file=str(path))
    content = content_of(path, MAX_BYTES, UsageError, too_large)
    return [found for line in content.splitlines() if (found := _parsed(line))]


def add_envelope(folder: Path, new: Envelope, manifest_hash: str) -> None:
    """Write an envelope beside those that others made for the same manifest; older ones go."""
    kept = [one for one in read_envelopes(folder) if key_ids(one) != key_ids(new) and _about(one, manifest_hash)]
    with written(folder / NAME) as stream:
        stream.writelines(f"{line}\n" for line in _lines([*kept, new]))


def _lines(envelopes: list[Envelope]) -> Iterator[str]:
    yield from map(json.dumps, envelopes)


def _about(envelope: Envelope, manifest_hash: str) -> bool:
    statement = _parsed(_decoded(dig_text(envelope, "payload")))
    return statement is not None and vouches_for(statement, manifest_hash)


def _decoded(text: str | None) -> bytes:
    try:
        return base64.b64decode(text or "", validate=True)
    except ValueError:
        return b""


def _parsed(content: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
