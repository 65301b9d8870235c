"""`bareme access`: which credential, which subscription, which reads work. Nothing is kept."""

from dataclasses import replace

import click

from bareme.cli.azure_options import AzureOptions, scope_options
from bareme.cli.json_output import print_json
from bareme.cli.lazy_group import help_text
from bareme.errors import ExitCode
from bareme.text.message import say


@click.command(help=help_text(say("Tell which credential and subscription are in use, and which reads work.")))
@scope_options
@click.option(
    "--delegated", is_flag=True,
    help=help_text(say("Tell which subscriptions Azure Lighthouse opened to you, and who has not done it.")),
)  # fmt: skip
def command(asked: AzureOptions, *, delegated: bool) -> int:
    """Try every read once."""
    if delegated:
        return _delegated(asked)
    from bareme.azure.collection.preflight import preflight  # noqa: PLC0415 - the same
    from bareme.azure.collection.targets import choose  # noqa: PLC0415 - reading a roster is not needed for --help
    from bareme.cli.collection_output import as_json, exit_code, tell, told_access  # noqa: PLC0415 - the same
    from bareme.cli.collection_progress import collection_progress  # noqa: PLC0415 - the same

    asked.prepare_logs()
    choice = choose(asked.roster, asked.scopes)
    with collection_progress(len(choice.targets), asked.speech, quiet=asked.quiet) as watch:
        kept, summary = preflight(choice, asked.settings(), watch)
    if asked.as_json:
        print_json(as_json(kept, summary))
    elif not asked.quiet:
        tell(asked.speech, told_access(choice, kept, summary))
    return exit_code(kept)


def _delegated(asked: AzureOptions) -> int:
    from bareme.azure.lighthouse.delegations import delegations  # noqa: PLC0415 - the same
    from bareme.cli.collection_output import tell  # noqa: PLC0415 - the same
    from bareme.cli.delegated_output import Opened  # noqa: PLC0415 - the same
    from bareme.roster import load_roster  # noqa: PLC0415 - the same

    asked.prepare_logs()
    roster = load_roster(asked.roster, replace(asked.scopes, needs_scope=False)) if asked.roster else None
    opened = Opened(delegations(asked.settings()), tuple(roster.students) if roster else ())
    if asked.as_json:
        print_json(opened.to_wire())
    elif not asked.quiet:
        tell(asked.speech, opened.told())
    return ExitCode.DONE if opened.found else ExitCode.NOT_EVALUATED
