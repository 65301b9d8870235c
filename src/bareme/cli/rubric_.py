"""`bareme rubric`: writing, checking and documenting rubrics."""

import json
import re
from pathlib import Path

import click

from bareme.cli.jsonout import json_option, print_json
from bareme.cli.main import help_text
from bareme.cli.options import common, lang_option, speech_of
from bareme.cli.prove import prove_command
from bareme.errors import ExitCode
from bareme.message import say

_CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help=help_text(say("A folder with checks of your own.")),
)


@click.group("rubric", help=help_text(say("Write, check and document rubrics")))
def command() -> None:
    """Only the group."""


@command.command("lint", help=help_text(say("Tell everything that is wrong with rubrics, with file, line and column")))
@click.argument("rubrics", nargs=-1, required=True, metavar="R…")
@_CONTENT
@click.option("--sarif", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=help_text(say("Write the problems as SARIF 2.1.0 as well, for code scanning.")))  # fmt: skip
@json_option
@common
def lint(rubrics: tuple[str, ...], content: Path | None, sarif: Path | None, lang: str | None, **flags: bool) -> int:
    """Check rubrics without grading anything."""
    from bareme.cli.lintshow import as_json, show, write_sarif  # noqa: PLC0415 - only needed here
    from bareme.content import catalogue, rubric_path  # noqa: PLC0415 - the same
    from bareme.rubric import lint_rubric  # noqa: PLC0415 - the same

    speech, checks = speech_of(lang), catalogue(content)
    found = {file: lint_rubric(file, checks) for file in map(rubric_path, rubrics)}
    if sarif:
        write_sarif(sarif, found, speech)
    if flags["as_json"]:
        print_json(as_json(found, speech))
    else:
        show(found, speech, quiet=flags["quiet"])
    return ExitCode.USAGE if any(found.values()) else ExitCode.DONE


@command.command("show", help=help_text(say("Show a rubric: criteria, points, checks")))
@click.argument("rubric", metavar="R")
@json_option
@_CONTENT
@lang_option
def show(rubric: str, content: Path | None, lang: str | None, *, as_json: bool) -> int:
    """Print a rubric as a table, or as JSON."""
    from bareme.cli.rubricshow import rubric_table  # noqa: PLC0415 - only needed here
    from bareme.cli.show import console  # noqa: PLC0415 - the same
    from bareme.content import catalogue, rubric_path  # noqa: PLC0415 - the same
    from bareme.rubric import load_rubric  # noqa: PLC0415 - the same

    checks = catalogue(content)
    found = load_rubric(rubric_path(rubric), checks)
    if as_json:
        print_json(found.model_dump(mode="json", by_alias=True))
    else:
        console().print(*rubric_table(found, checks, speech_of(lang)), sep="\n")
    return ExitCode.DONE


@command.command("schema", help=help_text(say("Print the JSON Schema of rubrics, for editors")))
@_CONTENT
def schema(content: Path | None) -> int:
    """Print the schema."""
    from bareme.content import catalogue  # noqa: PLC0415 - only needed here
    from bareme.rubric.schema import json_schema  # noqa: PLC0415 - the same

    click.echo(json.dumps(json_schema(catalogue(content)), indent=1, ensure_ascii=False))
    return ExitCode.DONE


@command.command("checks", help=help_text(say("Print the catalogue of checks as Markdown")))
@_CONTENT
def checks(content: Path | None) -> int:
    """Print the page of all checks."""
    from bareme.content import catalogue  # noqa: PLC0415 - only needed here
    from bareme.rubric.describe import checks_page  # noqa: PLC0415 - the same

    click.echo(checks_page(catalogue(content)), nl=False)
    return ExitCode.DONE


@command.command("new", help=help_text(say("Write a commented rubric to start from")))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@json_option
@lang_option
def new(file: Path, lang: str | None, *, as_json: bool) -> int:
    """Write a rubric that passes lint; nothing is overwritten."""
    from bareme.cli.show import console, tell  # noqa: PLC0415 - only needed here
    from bareme.errors import UsageError  # noqa: PLC0415 - the same
    from bareme.report.environment import plain_environment  # noqa: PLC0415 - the same

    speech = speech_of(lang)
    if file.exists():
        raise UsageError(say("{path} exists already; give another name.", path=str(file)))
    file.parent.mkdir(parents=True, exist_ok=True)
    identifier = re.sub(r"[^A-Za-z0-9_-]+", "-", file.stem).strip("-_0123456789") or "my-lab"
    text = plain_environment(speech).get_template("rubric.yaml.j2").render(id=identifier)
    file.write_text(f"{text}\n", encoding="utf-8")
    if as_json:
        print_json({"written": [str(file)]})
    else:
        tell(console(), speech, say("Next: bareme rubric lint {path}", path=str(file)))
    return ExitCode.DONE


command.add_command(prove_command, "prove")
