"""`bareme rubric new FILE`: a commented rubric to start from."""

import re
from pathlib import Path

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import lang_option, speech_of
from bareme.cli.output import console, tell
from bareme.content import rubric_path
from bareme.errors import ExitCode, UsageError
from bareme.report.jinja_environment import plain_environment
from bareme.text.language import Speech
from bareme.text.message import say


@click.command("new", help=help_text(say("Write a commented rubric to start from")))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--copy", "source", metavar="R", help=help_text(say("Copy this rubric, to change it.")))
@json_option
@lang_option
def command(file: Path, source: str | None, lang: str | None, *, as_json: bool) -> int:
    """Write a rubric that passes lint; nothing is overwritten."""
    speech = speech_of(lang)
    if file.exists():
        raise UsageError(say("{path} exists already; give another name.", path=str(file)))
    content = rubric_path(source).read_bytes() if source else _drafted(file, speech)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if as_json:
        print_json({"written": [str(file)]})
    else:
        tell(console(), speech, say("Next: bareme rubric lint {path}", path=str(file)))
    return ExitCode.DONE


def _drafted(file: Path, speech: Speech) -> bytes:
    """The commented rubric, called after its file."""
    identifier = re.sub(r"[^A-Za-z0-9_-]+", "-", file.stem).strip("-_0123456789") or "my-lab"
    text = plain_environment(speech).get_template("rubric.yaml.j2").render(id=identifier)
    return f"{text}\n".encode()
