"""`bareme check --lint`: what is wrong with answers and scripts, before anything is graded."""

from pathlib import Path

import click

from bareme.cli.check_options import CheckOptions
from bareme.cli.json_output import print_json
from bareme.errors import ExitCode
from bareme.files.report_target import STANDARD_OUTPUT
from bareme.grading.problems import problems
from bareme.results.rendering import Teller
from bareme.rubric import Rubric
from bareme.submission import load_submission
from bareme.text.message import say


def lint(asked: CheckOptions, rubric: Rubric) -> int:
    """Tell it.

    Returns:
        The exit code: 2 where something cannot be read or is counted for nothing.
    """
    repo = asked.repo or (None if asked.answers else Path())
    found = list(problems(load_submission(repo, asked.answers, rubric.questions), rubric, repo, None))
    files = asked.files
    if files.sarif or files.code_quality:
        from bareme.cli.problem_files import write_problem_files  # noqa: PLC0415 - only where it is asked for

        write_problem_files(found, repo, asked.speech, files.sarif, files.code_quality)
    if files.json_path == STANDARD_OUTPUT:
        teller = Teller(rubric, asked.speech)
        print_json([teller.problem(one.to_wire()) for one in found])
    else:
        for one in found:
            click.echo(asked.speech.tell(one.told))
    if not found and asked.for_people:
        click.echo(asked.speech.tell(say("Nothing wrong with the answers and scripts.")))
    return ExitCode.USAGE if any(one.level == "error" for one in found) else ExitCode.DONE
