"""`bareme verify DIR`: whether a run and its evidence are still what was graded and signed."""

from pathlib import Path
from typing import Any

import click

from bareme.cli.jsonout import json_option
from bareme.cli.main import help_text
from bareme.cli.options import common, speech_of
from bareme.message import say


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
    from bareme.cli.verifying import Asked, verify  # noqa: PLC0415 - cryptography and rich only when they are needed

    options.pop("verbose")
    return verify(Asked(speech=speech_of(lang), **options))
