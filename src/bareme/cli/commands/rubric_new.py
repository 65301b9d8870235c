"""`bareme rubric new FILE`: a commented rubric to start from."""

import re
from pathlib import Path
from textwrap import wrap

import click

from bareme.checking.catalogue import catalogue
from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import lang_option, speech_of
from bareme.cli.output import console, tell
from bareme.content import rubric_path
from bareme.errors import ExitCode, UsageError
from bareme.prove import drafted, example_in
from bareme.report.jinja_environment import plain_environment
from bareme.rubric.dump import as_yaml
from bareme.text.language import Speech
from bareme.text.message import say


@click.command("new", help=help_text(say("Write a commented rubric to start from")))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--copy", "source", metavar="R", help=help_text(say("Copy this rubric, to change it.")))
@click.option(
    "--from",
    "example",
    metavar="EVIDENCE",
    type=click.Path(path_type=Path),
    help=help_text(say("Draft it from an example of the lab: a folder of evidence, or a file.")),
)
@json_option
@lang_option
def command(file: Path, source: str | None, example: Path | None, lang: str | None, *, as_json: bool) -> int:
    """Write a rubric that passes lint; nothing is overwritten."""
    speech = speech_of(lang)
    if file.exists():
        raise UsageError(say("{path} exists already; give another name.", path=str(file)))
    if source and example:
        raise UsageError(say("Give --copy or --from, not both."))
    if example:
        content = _of_example(file, example, speech)
    else:
        content = rubric_path(source).read_bytes() if source else _commented(file, speech)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if as_json:
        print_json({"written": [str(file)]})
    else:
        tell(console(), speech, say("Next: bareme rubric lint {path}", path=str(file)))
    return ExitCode.DONE


def _commented(file: Path, speech: Speech) -> bytes:
    """The commented rubric, called after its file."""
    text = plain_environment(speech).get_template("rubric.yaml.j2").render(id=_identifier(file))
    return f"{text}\n".encode()


def _of_example(file: Path, example: Path, speech: Speech) -> bytes:
    """What an example of the lab meets, to be pruned and weighted."""
    drawn = drafted(_identifier(file), example_in(example), catalogue())
    told = say(
        "Drafted from {example}: everything the checks found there, a point each. Take out what is not asked for, give"
        " the others their points, write titles and hints.",
        example=example.name,
    )
    lines = ["yaml-language-server: $schema=rubric.schema.json", *wrap(speech.tell(told), 110)]
    return ("".join(f"# {line}\n" for line in lines) + as_yaml(drawn)).encode()


def _identifier(file: Path) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", file.stem).strip("-_0123456789") or "my-lab"
