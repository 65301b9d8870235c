"""The ten digits that a student has his machines attested with: his own, and of one lab."""

import hmac

from bareme.keys.collection_key import CollectionKey

DIGITS = 10
"""As many as the instance metadata service takes for a nonce."""


def number_of(key: CollectionKey, student: str, lab: str) -> str:
    """The number, which nobody without the key can tell beforehand; the same whenever it is asked."""
    digest = hmac.digest(key.secret("attested documents"), f"{lab}\0{student}".encode(), "sha256")
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}}"
