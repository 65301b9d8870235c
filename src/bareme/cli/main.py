"""The `bareme` command: a table of verbs. No verb's module is imported before it is needed."""

import click

from bareme.cli.lazy_group import LazyGroup, help_text
from bareme.text.message import say
from bareme.version import __version__

_VERBS = {
    "demo": say("Grade the bundled class, offline"),
    "access": say("Tell which credential and subscription are in use, and which reads work"),
    "invite": say("Ask students to let their subscriptions be read"),
    "collect": say("Read Azure and add one dated evidence file per student"),
    "check": say("Grade one subscription: verdicts, hints, reports"),
    "grade": say("Grade a class and write results, grades and reports"),
    "watch": say("Show who is where in a running lab, in the browser"),
    "mark": say("Judge what waits for a person, in the browser"),
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


@click.group(
    cls=LazyGroup,
    verbs=_VERBS,
    help=help_text(say("Grades cloud labs: a rubric, evidence from Azure, a report for every student.")),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="bareme")
def bareme() -> None:
    """Only the group; each verb does its own work."""
