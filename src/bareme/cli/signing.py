"""What `sign` and `keys` do and say."""

import os
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bareme.cli.integrity_output import told_troubles
from bareme.cli.json_output import print_json
from bareme.cli.output import console, tell
from bareme.errors import ExitCode
from bareme.files.bounded import file_hash
from bareme.files.lock import locked
from bareme.integrity.envelope import NAME, add_envelope, signed
from bareme.integrity.manifest import NAME as MANIFEST
from bareme.integrity.manifest import read_manifest
from bareme.integrity.signature import SHORT
from bareme.integrity.verify import check_files
from bareme.keys.key_file import Ask, key_id, make_key, own_key, private_key, public_of
from bareme.text.language import Speech
from bareme.text.message import say

PASSPHRASE = "BAREME_KEY_PASSPHRASE"  # noqa: S105 - the variable's name


def sign(folder: Path, place: Path | None, speech: Speech, *, quiet: bool, as_json: bool) -> int:
    """Sign the run in `folder`, whose files must be what its manifest says.

    Returns:
        The exit code: 3 where they are not, and nothing is signed then.

    Raises:
        BusyError: another command is at work in the folder.
    """
    with locked(folder):
        return _signed(folder, place, speech, quiet=quiet, as_json=as_json)


def _signed(folder: Path, place: Path | None, speech: Speech, *, quiet: bool, as_json: bool) -> int:
    head, _ = read_manifest(folder)
    if told_troubles(check_files(folder), speech).serious:
        tell(console(error=True), speech, say("Nothing was signed."))
        return ExitCode.NOT_EVALUATED
    path = place or own_key()
    if place is None and not path.exists():
        told_key(path, make_key(path).public_key(), speech)
    key = private_key(path, passphrase_asker(speech))
    digest = file_hash(folder / MANIFEST)
    add_envelope(folder, signed(digest, head, key), digest)
    name, file = key_id(key.public_key()), str(folder / NAME)
    if as_json:
        print_json({"key": name, "file": file})
    elif not quiet:
        tell(console(), speech, say("Signed by key {key}: {file}", key=name[:SHORT], file=file))
    return ExitCode.DONE


def told_key(path: Path, key: Ed25519PublicKey, speech: Speech) -> None:
    """Say where a new key is."""
    page = console(error=True)
    tell(page, speech, say("New key {key}: {file}", key=key_id(key)[:SHORT], file=str(path)))
    tell(page, speech, say("Keep it to yourself, and a copy in a safe place. To be handed out: {file}",
                           file=str(public_of(path))))  # fmt: skip


def passphrase_asker(speech: Speech) -> Ask:
    """From the environment, else from whoever sits there."""
    return lambda: os.environ.get(PASSPHRASE) or _prompt(speech, confirm=False)


def chosen_passphrase(speech: Speech) -> str:
    """A new passphrase, typed twice."""
    return os.environ.get(PASSPHRASE) or _prompt(speech, confirm=True)


def _prompt(speech: Speech, *, confirm: bool) -> str:
    answer: str = click.prompt(speech.tell(say("Passphrase of the key")), hide_input=True, confirmation_prompt=confirm)
    return answer
