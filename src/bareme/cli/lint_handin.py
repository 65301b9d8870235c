"""`bareme check --lint`: what is wrong with answers and scripts, before anything is graded."""

from pathlib import Path

import click

from bareme.cli.check_options import CheckOptions
from bareme.cli.json_output import print_json
from bareme.errors import ExitCode
from bareme.files.problem import Problem
from bareme.files.report_target import STANDARD_OUTPUT
from bareme.grading.problems import problems
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
        print_json([_plain(one, asked) for one in found])
    else:
        for one in found:
            click.echo(asked.speech.tell(one.told))
    if not found and asked.for_people:
        click.echo(asked.speech.tell(say("Nothing wrong with the answers and scripts.")))
    return ExitCode.USAGE if any(one.level == "error" for one in found) else ExitCode.DONE


def _plain(one: Problem, asked: CheckOptions) -> dict[str, object]:
    return {
        "file": one.file or None,
        "line": one.line or None,
        "column": one.column or None,
        "level": one.level,
        "message": asked.speech.tell(one.message),
    }
