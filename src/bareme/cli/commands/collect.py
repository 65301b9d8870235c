"""`bareme collect`: read Azure, add one dated evidence file per student."""

from dataclasses import replace
from pathlib import Path

import click

from bareme.cli.azure_options import AzureOptions, scope_options
from bareme.cli.json_output import print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import wait_option
from bareme.errors import ExitCode, UsageError
from bareme.evidence.files import held
from bareme.text.message import say

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    help=help_text(say("Read Azure and add one dated evidence file per student. Nothing is ever written to Azure."))
)
@scope_options
@click.option("--evidence", type=_FOLDER, metavar="DIR", help=help_text(say("Where the evidence files go")))
@click.option("--stage", metavar="LABEL", help=help_text(say("Label of this checkpoint: built, captured, cleaned …")))
@click.option(
    "--attested", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help=help_text(say("What Azure signed of a machine, fetched inside it; goes along with the evidence.")),
)  # fmt: skip
@click.option("--restart", is_flag=True, help=help_text(say("Collect everybody, even after an interruption")))
@wait_option
@click.option("--script", is_flag=True, help=help_text(say("Print a Cloud Shell script for a student you cannot read")))
def command(
    asked: AzureOptions, evidence: Path | None, stage: str | None, attested: tuple[Path, ...], **flags: bool
) -> int:
    """Collect a class or one subscription."""
    if flags["script"]:
        from bareme.azure.cloud_shell.script import script as text  # noqa: PLC0415 - only needed when printed

        click.echo(text(asked.declared), nl=False)
        return ExitCode.DONE
    if evidence is None:
        raise UsageError(say("Where to? “--evidence DIR” is missing."))
    with held(evidence, wait=flags["wait"]):
        return _collect(asked, evidence, stage, attested, restart=flags["restart"])


def _collect(
    asked: AzureOptions, evidence: Path, stage: str | None, attested: tuple[Path, ...], *, restart: bool
) -> int:
    from bareme.azure.collection.attested_files import documents  # noqa: PLC0415 - the same
    from bareme.azure.collection.evidence_writer import keep_class  # noqa: PLC0415 - the same
    from bareme.azure.collection.targets import choose  # noqa: PLC0415 - reading a roster is not needed for --help
    from bareme.cli.collection_output import as_json, exit_code, tell, told_outcome  # noqa: PLC0415 - the same
    from bareme.cli.collection_progress import collection_progress  # noqa: PLC0415 - the same

    asked.prepare_logs()
    choice = choose(asked.roster, asked.scopes)
    if not asked.quiet:
        tell(asked.speech, choice.told, error=True)
    with collection_progress(len(choice.targets), asked.speech, quiet=asked.quiet) as watch:
        settings = replace(asked.settings(stage), attested=documents(attested))
        keeper, summary = keep_class(choice, settings, evidence, watch, restart=restart)
    skipped = len(choice.targets) - len(keeper.kept)
    if asked.as_json:
        print_json(as_json(keeper.kept, summary))
    elif not asked.quiet:
        tell(asked.speech, told_outcome(keeper.kept, summary, skipped, whole_class=choice.whole_class))
    return exit_code(keeper.kept, skipped, on_disk=True)
