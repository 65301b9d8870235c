"""`bareme init`: a lab repository."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, rubric_option, speech_of
from bareme.text.message import say

_PLATFORMS = ("github", "classroom", "gitlab", "azure", "jenkins", "forgejo")


@click.command("init", help=help_text(say("Start a lab repository: answers file, folders, workflow")))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@rubric_option
@click.option(
    "--ci", "platforms", multiple=True, type=click.Choice(_PLATFORMS),
    help=help_text(say("The service that checks every push; may be given several times.")),
)  # fmt: skip
@click.option(
    "--install", "spec", metavar="SPEC", default="",
    help=help_text(say("What pip installs there: a name in an index, a wheel, a Git address.")),
)  # fmt: skip
@click.option(
    "--student", metavar="ID",
    help=help_text(say("Whose repository it is: the number that Azure signs for him stands in it.")),
)  # fmt: skip
@json_option
@common
def command(folder: Path, rubric: str, content: Path | None, lang: str | None, **options: Any) -> int:
    """Write what is not there yet."""
    from bareme.checking.catalogue import catalogue  # noqa: PLC0415 - the same
    from bareme.cli.output import console, tell  # noqa: PLC0415 - only needed here
    from bareme.content import rubric_path  # noqa: PLC0415 - the same
    from bareme.report.ci_files import USUAL, Services  # noqa: PLC0415 - the same
    from bareme.report.lab_repository import Asked, write_repository  # noqa: PLC0415 - the same
    from bareme.rubric import load_rubric  # noqa: PLC0415 - the same

    speech = speech_of(lang)
    found = load_rubric(rubric_path(rubric), catalogue(content))
    services = Services(options["platforms"] or USUAL, options["spec"])
    number = _number(options["student"], found.id) if options["student"] and found.attest else ""
    made = write_repository(folder, found, Asked(rubric, services, number), speech)
    began = _begin_repository(folder)
    if options["as_json"]:
        print_json({"written": list(map(str, made.written)), "kept": list(map(str, made.kept)), "git": began})
    elif not options["quiet"]:
        out = console()
        for file in made.written:
            tell(out, speech, say("written: {path}", path=str(file)))
        for file in made.kept:
            tell(out, speech, say("already there, kept: {path}", path=str(file)))
        if content is not None:
            told = say(
                "The checks in {path} do not go along: whoever checks there gives --content too.", path=str(content)
            )
            tell(out, speech, told)
        if began:
            tell(out, speech, say("A Git repository was started in {path}.", path=str(folder)))
        tell(out, speech, say("Next: read {path}", path=str(folder / "README.md")))
    return 0


def _begin_repository(folder: Path) -> bool:
    """`git init`, where there is no repository around it and there is a git."""
    git = shutil.which("git")
    if git is None or any((place / ".git").exists() for place in (folder.resolve(), *folder.resolve().parents)):
        return False
    done = subprocess.run([git, "init", "--quiet", str(folder)], check=False)  # noqa: S603 - no shell, git itself
    return done.returncode == 0


def _number(student: str, lab: str) -> str:
    from bareme.attestation.number import number_of  # noqa: PLC0415 - only where machines are attested
    from bareme.keys.collection_key import collection_key  # noqa: PLC0415 - the same

    key = collection_key()
    return number_of(key, student, lab) if key else ""
