"""A teacher's key: Ed25519 (RFC 8032), PKCS#8 PEM, readable by its owner alone, with a passphrase if wanted."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from platformdirs import user_config_path

from bareme.errors import UsageError
from bareme.files.bounded import read_at_most
from bareme.text.message import say

MAX_BYTES = 2**16

Ask = Callable[[], str]
"""Asks for the passphrase of a key that has one."""


def own_key() -> Path:
    """Where this user's key is, or will be."""
    return user_config_path("bareme") / "signing-key.pem"


def public_of(path: Path) -> Path:
    """The public key's file beside a private one."""
    return path.with_suffix(".pub.pem")


def make_key(path: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """Make a key and write it, its public half beside it.

    Raises:
        UsageError: there is a key already, which is never overwritten.
        OSError: the place cannot be written to.
    """
    key = Ed25519PrivateKey.generate()
    sealed = pem.BestAvailableEncryption(passphrase.encode()) if passphrase else pem.NoEncryption()
    text = key.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, sealed)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(text)
        public_of(path).write_bytes(public_pem(key.public_key()))
    except FileExistsError:
        raise UsageError(
            say("{file} exists already; a key is never overwritten.", file=str(path)),
            say("Give another file with --key, or move this one away: what it signed is verified by its public half."),
        ) from None
    return key


def private_key(path: Path, ask: Ask) -> Ed25519PrivateKey:
    """The key in a file.

    Raises:
        UsageError: it cannot be read, is no Ed25519 key, or the passphrase is wrong.
    """
    content = _read(path)
    key: object
    try:
        key = pem.load_pem_private_key(content, None)
    except TypeError:
        key = _unlocked(path, content, ask())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _no_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """The public key in a file.

    Raises:
        UsageError: it cannot be read, or is no public Ed25519 key.
    """
    try:
        key = pem.load_pem_public_key(_read(path))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _no_public_key(path) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_public_key(path)
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """A public key as it is handed out."""
    return key.public_bytes(pem.Encoding.PEM, pem.PublicFormat.SubjectPublicKeyInfo)


def key_id(key: Ed25519PublicKey) -> str:
    """A name for a key: SHA-256 of its DER form. A hint for people, never a reason to trust (DSSE 1.0.2)."""
    der = key.public_bytes(pem.Encoding.DER, pem.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def _unlocked(path: Path, content: bytes, passphrase: str) -> object:
    try:
        return pem.load_pem_private_key(content, passphrase.encode())
    except (ValueError, TypeError) as error:
        raise UsageError(
            say("the passphrase does not open {file}", file=str(path)),
            say("Run the same command again; BAREME_KEY_PASSPHRASE gives it without a question."),
        ) from error


def _read(path: Path) -> bytes:
    try:
        content = read_at_most(path, MAX_BYTES)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            say("{file} cannot be read: {reason}", file=str(path), reason=reason),
            say("“bareme keys new” makes a key; “bareme keys public” writes the half that others need."),
        ) from error
    return content or b""


def _no_key(path: Path) -> UsageError:
    return UsageError(
        say("{file} is no private Ed25519 key in PEM form", file=str(path)), say("Make one with “bareme keys new”.")
    )


def _no_public_key(path: Path) -> UsageError:
    return UsageError(
        say("{file} is no public Ed25519 key in PEM form", file=str(path)),
        say("Ask the one who signed for what “bareme keys public” writes."),
    )
