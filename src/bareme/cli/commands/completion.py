"""`bareme completion SHELL`: the script by which a shell completes verbs, options and rubrics."""

import click
from click.shell_completion import get_completion_class

from bareme.cli.lazy_group import help_text
from bareme.cli.main import bareme
from bareme.errors import ExitCode
from bareme.text.message import say

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", help=help_text(say("Print what makes a shell complete this command: bash, zsh or fish")))
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the script; where it goes is told in the shell's own manual, and in docs/en/howto/check-your-lab.md."""
    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(bareme, {}, "bareme", "_BAREME_COMPLETE").source())
    return ExitCode.DONE
