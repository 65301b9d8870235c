"""Writes a lab repository; what is there already is never overwritten."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bareme.content import bundled_rubrics
from bareme.errors import UsageError
from bareme.grading.students_copy import FILE as COPY
from bareme.grading.students_copy import students_copy
from bareme.report.ci_files import Services, ci_files
from bareme.report.forms.docx_form import docx_form
from bareme.report.forms.expected_kind import example_file, expected_kind
from bareme.report.forms.markdown_form import markdown_form
from bareme.report.forms.odt_form import odt_form
from bareme.report.forms.outline import outline
from bareme.report.jinja_environment import plain_environment
from bareme.rubric import Rubric
from bareme.rubric.dump import as_yaml
from bareme.text.language import Language, Speech
from bareme.text.message import say

_KEPT = ("scripts", "evidence", "captures")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a repository is made with."""

    name: str
    """What the rubric is called on the command line."""
    services: Services
    number: str = ""
    """What the student has his machines attested with, where the repository is one student's."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was written into a repository, and what was there already."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_repository(folder: Path, rubric: Rubric, asked: Asked, speech: Speech) -> Made:
    """Write what is not there yet; a rubric that is not bundled goes along as the students' copy.

    Raises:
        UsageError: the place is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(say("{path} is a file; give a folder.", path=str(folder)))
    name, texts = asked.name, {}
    if name not in bundled_rubrics():
        name, texts = COPY, {COPY: as_yaml(students_copy(rubric))}
    texts |= _texts(rubric, replace(asked, name=name), speech) | ci_files(rubric, name, speech, asked.services)
    files = {path: text.encode() for path, text in texts.items()} | _forms(rubric, speech)
    is_new = {folder / path: _new(folder / path, content) for path, content in files.items()}
    for place in _KEPT:
        _new(folder / place / ".gitkeep", b"")
    written = tuple(path for path, new in is_new.items() if new)
    return Made(written, tuple(path for path, new in is_new.items() if not new))


def _texts(rubric: Rubric, asked: Asked, speech: Speech) -> dict[str, str]:
    env = plain_environment(speech)
    french = speech.language is Language.FRENCH
    values: dict[str, Any] = {
        "kind": expected_kind,
        "example": example_file,
        "rubric": rubric,
        "name": asked.name,
        "number": asked.number,
        "answers": "reponses.yaml" if french else "answers.yaml",
    }

    def text(template: str) -> str:
        return env.get_template(f"labrepo/{template}").render(values).rstrip() + "\n"

    pages = {str(values["answers"]): "answers.yaml.j2", "README.md": f"readme.{speech.language.value}.md.j2"}
    return {path: text(template) for path, template in pages.items()} | {".gitignore": "rapport/\nreport/\n*.html\n"}


def _forms(rubric: Rubric, speech: Speech) -> dict[str, bytes]:
    """The report form for those who do not like YAML: read back as the answers file is."""
    form = outline(rubric, speech)
    folder, name = ("formulaire", "rapport") if speech.language is Language.FRENCH else ("form", "report")
    written = {
        "docx": docx_form(form, speech.language.value),
        "odt": odt_form(form),
        "md": markdown_form(form).encode(),
    }
    return {f"{folder}/{name}.{suffix}": content for suffix, content in written.items()} if form.sections else {}


def _new(path: Path, content: bytes) -> bool:
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True
