"""The `bareme` command: a table of verbs. No verb's module is imported before it is needed."""

from importlib import import_module

import click

from bareme import __version__
from bareme.language import Speech, chosen
from bareme.message import Message, say

_VERBS = {
    "demo": say("Grade the bundled class, offline"),
    "access": say("Tell which credential and subscription are in use, and which reads work"),
    "collect": say("Read Azure and add one dated evidence file per student"),
    "check": say("Grade one subscription: verdicts, hints, reports"),
    "grade": say("Grade a class and write results, grades and reports"),
    "merge": say("Join the shards of a class, or several runs, into one"),
    "report": say("Render the reports again from the results"),
    "sign": say("Sign a run: who vouches for it, and that nothing has changed since"),
    "verify": say("Tell whether a run and its evidence are still what was graded and signed"),
    "keys": say("Make the key that signs, and hand out its public half"),
    "diff": say("Tell who gained or lost what between two runs, and why"),
    "export": say("Write hand-over files: Moodle, Canvas, Gradescope, Excel …"),
    "rubric": say("Write, check and document rubrics"),
    "init": say("Start a lab repository: answers file, folders, workflow"),
    "import": say("Turn a student's own export into evidence"),
    "pseudonymise": say("Copy a graded run under other names, to show it to others"),
    "forget": say("Delete a student's data from a run"),
    "completion": say("Print what makes a shell complete this command"),
}


class Verbs(click.Group):
    """A group whose commands live in `bareme.cli.<verb>`, each as a click command called `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in the order of a class's work."""
        del ctx
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, imported now."""
        del ctx
        if cmd_name not in _VERBS:
            return None
        module = import_module(f"bareme.cli.{cmd_name}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, without importing any of them."""
        del ctx
        speech = Speech(chosen(None))
        with formatter.section(speech.tell(say("Commands"))):
            formatter.write_dl([(verb, speech.tell(purpose)) for verb, purpose in _VERBS.items()])


def help_text(message: Message) -> str:
    """A sentence for `--help`, in the language of the environment."""
    return Speech(chosen(None)).tell(message)


@click.group(
    cls=Verbs,
    help=help_text(say("Grades cloud labs: a rubric, evidence from Azure, a report for every student.")),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="bareme")
def bareme() -> None:
    """Only the group; each verb does its own work."""
