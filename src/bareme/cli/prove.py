"""`bareme rubric prove R`: whether every criterion can be lost, and only by what it checks."""

from pathlib import Path

import click

from bareme.cli.jsonout import json_option, print_json
from bareme.cli.main import help_text
from bareme.cli.options import common, speech_of
from bareme.errors import ExitCode
from bareme.message import say


@click.command(
    "prove", help=help_text(say("Prove that every criterion can be lost, and only by a change of what it checks"))
)
@click.argument("rubric", metavar="R")
@json_option
@click.option(
    "--content", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help=help_text(say("A folder with checks of your own.")),
)  # fmt: skip
@common
def prove_command(rubric: str, content: Path | None, lang: str | None, *, as_json: bool, **flags: bool) -> int:
    """Mutate a good student's work, one thing at a time."""
    from bareme.cli.proveshow import show  # noqa: PLC0415 - rich only for the table
    from bareme.content import catalogue, rubric_path  # noqa: PLC0415 - the same
    from bareme.prove import MUTATIONS, Bench, examples_of, good_example, prove  # noqa: PLC0415 - the simulator only here
    from bareme.prove.told import to_wire  # noqa: PLC0415 - the same
    from bareme.rubric import load_rubric  # noqa: PLC0415 - the same

    file, checks = rubric_path(rubric), catalogue(content)
    loaded = load_rubric(file, checks)
    examples = tuple(examples_of(loaded, file))
    proven = prove(Bench(loaded, checks), good_example(loaded, file), MUTATIONS, examples)
    if as_json:
        print_json(to_wire(proven))
    else:
        show(proven, speech_of(lang), quiet=flags["quiet"])
    return ExitCode.USAGE if proven.problems else ExitCode.DONE
