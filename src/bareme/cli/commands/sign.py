"""`bareme sign DIR`: a teacher vouches for a run."""

from pathlib import Path

import click

from bareme.cli.json_output import json_option
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.text.message import say


@click.command("sign", help=help_text(say("Sign a run: who vouches for it, and that nothing has changed since")))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--key", type=click.Path(path_type=Path, dir_okay=False),
    help=help_text(say("The private key; without it your own, which is made the first time.")),
)  # fmt: skip
@json_option
@common
def command(folder: Path, key: Path | None, lang: str | None, **flags: bool) -> int:
    """Check every file, then sign the manifest."""
    from bareme.cli.signing import sign  # noqa: PLC0415 - cryptography and rich only when they are needed

    return sign(folder, key, speech_of(lang), quiet=flags["quiet"], as_json=flags["as_json"])
