"""Whether a run is signed, by whom, and as what it is now."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bareme.files.bounded import file_hash
from bareme.integrity.envelope import NAME, key_ids, opened, read_envelopes, vouches_for
from bareme.integrity.manifest import NAME as MANIFEST
from bareme.keys.key_file import key_id
from bareme.reference.arm import dig_text, instant
from bareme.text.message import Message, say

SHORT = 16
"""Letters of a key's name that are shown."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What there is to say of it, what to do, and whether the run can be relied upon as far as it goes."""

    told: Message
    advice: Message | None = None
    good: bool = True


def signature(folder: Path, key: Ed25519PublicKey | None, *, wanted: bool) -> Signature:
    """The signature of the run in `folder` by this key; `wanted` where a run without one will not do.

    Raises:
        UsageError: the file of signatures cannot be read.
    """
    envelopes = read_envelopes(folder)
    if not envelopes:
        return Signature(
            say("It is not signed: who changes files could change the manifest too."),
            say("“bareme sign DIR” signs it."),
            good=not wanted,
        )
    if key is None:
        return _by(say("Signed, but by whom cannot be told without a public key"), envelopes)
    statements = [found for one in envelopes if (found := opened(one, key)) is not None]
    if not statements:
        return _by(
            say("It is not signed by key {key}, or the signature was changed", key=key_id(key)[:SHORT]), envelopes
        )
    digest = file_hash(folder / MANIFEST)
    current = next((one for one in statements if vouches_for(one, digest)), None)
    if current is None:
        return Signature(
            say("The signature is of another state of the run: {manifest} has changed since.", manifest=MANIFEST),
            say("If you graded again, sign again; else take the run from a copy."),
            good=False,
        )
    when = instant(dig_text(current, "predicate", "signed_at")) or "?"
    return Signature(say("Signed by key {key} on {when}.", key=key_id(key)[:SHORT], when=when))


def _by(what: Message, envelopes: list[dict[str, object]]) -> Signature:
    names = tuple(name[:SHORT] for one in envelopes for name in key_ids(one)) or ("?",)
    return Signature(
        say("{what}; {file} names {keys}.", what=what, file=NAME, keys=names),
        say("Give the signer's public key with --key; “bareme keys public” writes it on his machine."),
        good=False,
    )
