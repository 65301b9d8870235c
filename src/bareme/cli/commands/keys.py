"""`bareme keys`: the key that signs, and the half of it that is handed out."""

from pathlib import Path

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.errors import ExitCode
from bareme.text.message import say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("keys", help=help_text(say("Make the key that signs, and hand out its public half")))
def command() -> None:
    """Only the group."""


@command.command("new", help=help_text(say("Make a key; an existing one is never overwritten.")))
@click.option("--key", type=_FILE, help=help_text(say("The file of the private key; without it, your own place.")))
@click.option("--passphrase", is_flag=True, help=help_text(say("Protect it with a passphrase, which is asked for.")))
@json_option
@common
def new(key: Path | None, lang: str | None, *, passphrase: bool, **flags: bool) -> int:
    """Write both halves."""
    from bareme.cli.signing import chosen_passphrase, told_key  # noqa: PLC0415 - only needed here
    from bareme.keys.key_file import key_id, make_key, own_key, public_of  # noqa: PLC0415 - the same

    place = key or own_key()
    speech = speech_of(lang)
    made = make_key(place, chosen_passphrase(speech) if passphrase else "")
    if flags["as_json"]:
        print_json({"key": key_id(made.public_key()), "private": str(place), "public": str(public_of(place))})
    elif not flags["quiet"]:
        told_key(place, made.public_key(), speech)
    return ExitCode.DONE


@command.command("public", help=help_text(say("Print the public key, for whoever verifies what you sign.")))
@click.option("--key", type=_FILE, help=help_text(say("The file of the private key; without it, your own.")))
@click.option("--out", type=_FILE, help=help_text(say("Write it into this file instead.")))
@common
def public(key: Path | None, out: Path | None, lang: str | None, *, quiet: bool, verbose: bool) -> int:
    """Print or write the public half."""
    from bareme.cli.signing import passphrase_asker  # noqa: PLC0415 - only needed here
    from bareme.keys.key_file import own_key, private_key, public_pem  # noqa: PLC0415 - the same

    del quiet, verbose
    text = public_pem(private_key(key or own_key(), passphrase_asker(speech_of(lang))).public_key())
    if out:
        out.write_bytes(text)
    else:
        click.echo(text.decode(), nl=False)
    return ExitCode.DONE


@command.command("vouch", help=help_text(say("Answer for a folder of evidence: what it says was collected counts.")))
@click.argument("evidence", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
@common
def vouch(evidence: Path, lang: str | None, **flags: bool) -> int:
    """Name the own key and every such file in the folder's register."""
    from bareme.cli.output import console, tell  # noqa: PLC0415 - only needed here
    from bareme.evidence.files import held  # noqa: PLC0415 - the same
    from bareme.evidence.vouchers import NAME, KnownKey, vouch_for_all  # noqa: PLC0415 - the same
    from bareme.keys.collection_key import known_key  # noqa: PLC0415 - the same

    with held(evidence):
        count = vouch_for_all(evidence, KnownKey.of(known_key()))
    if flags["as_json"]:
        print_json({"file": str(evidence / NAME), "files": count})
    elif not flags["quiet"]:
        told = say("{file} names {n} files that you answer for.", file=str(evidence / NAME), n=count)
        tell(console(), speech_of(lang), told)
    return ExitCode.DONE
