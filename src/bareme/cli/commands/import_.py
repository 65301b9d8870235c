"""`bareme import`: a student's own export, as evidence that says where it comes from."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import lang_option, speech_of, wait_option
from bareme.errors import ExitCode
from bareme.text.message import say

_ZIP = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    help=help_text(say("Turn the zip of “bareme collect --script” into evidence, marked as the student's own."))
)
@click.argument("export", metavar="ZIP", type=_ZIP)
@click.option("--student", required=True, metavar="ID", help=help_text(say("Whose export it is")))
@click.option(
    "--evidence", required=True, type=_FOLDER, metavar="DIR", help=help_text(say("Where the evidence files go"))
)
@click.option("--subscription", metavar="ID", help=help_text(say("The subscription it must be of")))
@click.option("--stage", metavar="LABEL", help=help_text(say("Label of this checkpoint: built, captured, cleaned …")))
@wait_option
@json_option
@lang_option
def command(export: Path, student: str, evidence: Path, lang: str | None, **options: Any) -> int:
    """Import one export."""
    from bareme.azure.cloud_shell.import_export import imported  # noqa: PLC0415 - reading an export is not needed for --help
    from bareme.evidence.files import held, write_collection  # noqa: PLC0415 - the same
    from bareme.roster.slug import slug  # noqa: PLC0415 - the same

    collection = imported(export, options["subscription"], datetime.now(UTC), options["stage"])
    with held(evidence, wait=options["wait"]):
        path = write_collection(evidence / slug(student), collection)
    if options["as_json"]:
        print_json({"student": student, "file": str(path)})
    else:
        click.echo(speech_of(lang).tell(say("Evidence: {file}", file=str(path))))
    return ExitCode.DONE
