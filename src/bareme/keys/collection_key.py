"""The key that signs what its owner collects: made at the first collection, for files that may travel.

It has no passphrase, since classes are collected by night; the one that signs runs is another (`key_file.own_key`).
"""

import hmac
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from platformdirs import user_config_path

from bareme.errors import UsageError
from bareme.keys.key_file import make_key, private_key


@dataclass(frozen=True, slots=True)
class CollectionKey:
    """A key that signs evidence; `name` is its public half, in base64."""

    private: Ed25519PrivateKey
    name: str
    made: datetime

    def sign(self, content: bytes) -> str:
        """The signature of these bytes, in base64."""
        return b64encode(self.private.sign(content)).decode()

    def secret(self, purpose: str) -> bytes:
        """A secret of the key's owner for one purpose, from which nothing of the key can be learnt."""
        raw = self.private.private_bytes(
            serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
        )
        return hmac.digest(raw, purpose.encode(), "sha256")


def collection_key_file() -> Path:
    """Where this user's key is, or will be."""
    return user_config_path("bareme") / "collection-key.pem"


def collection_key() -> CollectionKey | None:
    """This user's key, made now where there is none; `None` where none can be kept.

    Raises:
        UsageError: the file there is no key.
    """
    path = collection_key_file()
    if not path.exists():
        with suppress(UsageError):  # another process was faster
            try:
                make_key(path)
            except OSError:
                return None
    return _read(path)


def known_key() -> CollectionKey | None:
    """This user's key, where there is one already.

    Raises:
        UsageError: the file there is no key.
    """
    path = collection_key_file()
    return _read(path) if path.is_file() else None


def is_signed(name: str, content: bytes, signature: str) -> bool:
    """Whether the key of this name signed these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(name)).verify(b64decode(signature), content)
    except (ValueError, InvalidSignature):
        return False
    return True


def _read(path: Path) -> CollectionKey:
    key = private_key(path, lambda: "")
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return CollectionKey(key, b64encode(raw).decode(), made)
