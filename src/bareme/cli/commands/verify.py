"""`bareme verify DIR`: whether a run and its evidence are still what was graded and signed."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bareme.cli.integrity_output import as_json, told_troubles
from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.cli.output import console, tell
from bareme.errors import ExitCode, UnfinishedError
from bareme.integrity.manifest import read_manifest
from bareme.integrity.signature import Signature, signature
from bareme.integrity.verify import Trouble, check_evidence, check_files
from bareme.keys.key_file import own_key, public_key, public_of
from bareme.results.ledger import NAME as LEDGER
from bareme.results.ledger import UNFINISHED, Ledger
from bareme.text.language import Speech
from bareme.text.message import say


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOptions:
    """What is to be verified."""

    folder: Path
    speech: Speech
    key: Path | None = None
    """The signer's public key; with one, a signature is demanded."""
    evidence: Path | None = None
    no_evidence: bool = False
    quiet: bool = False
    as_json: bool = False


@click.command(
    "verify", help=help_text(say("Tell whether a run and its evidence are still what was graded and signed"))
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--key", type=click.Path(path_type=Path, dir_okay=False),
    help=help_text(say("The signer's public key: a signature by it is demanded. Without it, your own.")),
)  # fmt: skip
@click.option(
    "--evidence", type=click.Path(path_type=Path, file_okay=False),
    help=help_text(say("Folder with one folder of evidence per student; without it, where the run found it.")),
)  # fmt: skip
@click.option("--no-evidence", is_flag=True, help=help_text(say("Only the files of the run, not the evidence.")))
@json_option
@common
def command(lang: str | None, **options: Any) -> int:
    """Signature, files, evidence."""
    options.pop("verbose")
    return verify(VerifyOptions(speech=speech_of(lang), **options))


def verify(asked: VerifyOptions) -> int:
    """Check signature, files and evidence.

    Returns:
        The exit code: 3 where the run is not what was graded and signed.
    """
    read_manifest(asked.folder)
    if _is_unfinished(asked.folder):
        raise UnfinishedError(
            say("{folder}: its files were being written when the run was interrupted", folder=str(asked.folder)),
            say("The same “bareme grade”, or “bareme report DIR”, writes them all; then verify again."),
        )
    said = signature(asked.folder, _public(asked.key), wanted=asked.key is not None)
    if asked.as_json:
        return _as_json(asked, said)
    told = told_troubles(_checks(asked), asked.speech)
    if not asked.quiet or not said.good:
        _tell_signature(said, asked.speech)
    if told.serious or not said.good:
        return ExitCode.NOT_EVALUATED
    if not asked.quiet:
        whole = say("Every file is as it was written, and the evidence as it was graded.")
        part = say("Every file is as it was written; the evidence was not looked at.")
        more = say("What was graded has not changed since; what is named above was not graded.")
        tell(console(), asked.speech, part if asked.no_evidence else more if told.number else whole)
    return ExitCode.DONE


def _as_json(asked: VerifyOptions, said: Signature) -> int:
    troubles = [as_json(one, asked.speech) for one in _checks(asked)]
    good = said.good and not any(one["serious"] for one in troubles)
    print_json({"good": good, "signature": asked.speech.tell(said.told), "troubles": troubles})
    return ExitCode.DONE if good else ExitCode.NOT_EVALUATED


def _checks(asked: VerifyOptions) -> Iterator[Trouble]:
    yield from check_files(asked.folder)
    if not asked.no_evidence:
        yield from check_evidence(asked.folder, asked.evidence or _evidence_of(asked.folder))


def _public(place: Path | None) -> Ed25519PublicKey | None:
    own = public_of(own_key())
    if place is None and not own.is_file():
        return None
    return public_key(place or own)


def _is_unfinished(folder: Path) -> bool:
    if not (folder / LEDGER).is_file():
        return False
    with closing(Ledger.to_read(folder)) as ledger:
        return bool(ledger.fact(UNFINISHED))


def _evidence_of(folder: Path) -> Path:
    """Where the run found its evidence, as long as it is still there."""
    if (folder / LEDGER).is_file():
        with closing(Ledger.to_read(folder)) as ledger:
            return ledger.evidence
    return folder / "evidence"


def _tell_signature(said: Signature, speech: Speech) -> None:
    page = console(error=not said.good)
    for sentence in (said.told, said.advice):
        if sentence:
            tell(page, speech, sentence)
