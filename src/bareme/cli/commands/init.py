"""`bareme init`: a lab repository."""

from pathlib import Path

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, rubric_option, speech_of
from bareme.text.message import say


@click.command("init", help=help_text(say("Start a lab repository: answers file, folders, workflow")))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@rubric_option
@json_option
@common
def command(folder: Path, rubric: str, content: Path | None, lang: str | None, **flags: bool) -> int:
    """Write what is not there yet."""
    from bareme.checking.catalogue import catalogue  # noqa: PLC0415 - the same
    from bareme.cli.output import console, tell  # noqa: PLC0415 - only needed here
    from bareme.content import rubric_path  # noqa: PLC0415 - the same
    from bareme.report.lab_repository import write_repository  # noqa: PLC0415 - the same
    from bareme.rubric import load_rubric  # noqa: PLC0415 - the same

    speech = speech_of(lang)
    found = load_rubric(rubric_path(rubric), catalogue(content))
    files = write_repository(folder, found, rubric, speech)
    if flags["as_json"]:
        print_json({"written": [str(file) for file in files]})
    elif not flags["quiet"]:
        out = console()
        for file in files:
            tell(out, speech, say("written: {path}", path=str(file)))
        tell(out, speech, say("Next: read {path}", path=str(folder / "README.md")))
    return 0
