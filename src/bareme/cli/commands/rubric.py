"""`bareme rubric`: writing, checking and documenting rubrics."""

import click

from bareme.cli.lazy_group import LazyGroup, help_text
from bareme.text.message import say

_VERBS = {
    "lint": say("Tell everything that is wrong with rubrics, with file, line and column"),
    "show": say("Show a rubric: criteria, points, checks"),
    "schema": say("Print the JSON Schema of rubrics, for editors"),
    "list": say("List the rubrics that come with bareme"),
    "checks": say("Print the catalogue of checks as Markdown"),
    "new": say("Write a commented rubric to start from"),
    "prices": say("Put today's list prices of a region into a rubric"),
    "try": say("Show what a criterion, or a path in resources, gives on evidence at hand"),
    "prove": say("Prove that every criterion can be lost, and only by a change of what it checks"),
}


@click.group(
    "rubric",
    cls=LazyGroup,
    verbs=_VERBS,
    prefix="rubric_",
    help=help_text(say("Write, check and document rubrics")),
)
def command() -> None:
    """Only the group."""
