"""The pages keep their word: commands exist, examples work, links lead somewhere, the two languages say the same."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from bareme.checking.catalogue import Catalogue
from bareme.cli.main import bareme
from bareme.files.located_yaml import Tree
from bareme.rubric.load import lint_rubric
from bareme.rubric.schema import json_schema

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted(ROOT.glob("docs/en/**/*.md")),
    *sorted(ROOT.glob("docs/fr/**/*.md")),
    *FORMS,
]
WRITTEN_BY_CODE = "<!-- "
"""How the pages of the reference begin that `test_reference.py` holds against the code."""
NAMED_BY_USERS = {"roster.csv", "liste.csv"}
KEY = re.compile(r"--[a-z-]+$|[A-Z]+_[A-Z_]+$|[\w-]+\.(json|csv|html|sqlite|pem)$")
TARGET = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
BY_HAND = [
    name for page, name in zip(PAGES, NAMES, strict=True) if not page.read_text("utf-8").startswith(WRITTEN_BY_CODE)
]
ENGLISH = [name for name in BY_HAND if name.startswith("docs/en/")]
TWINS = [("README.md", "LISEZMOI.md"), *((name, name.replace("docs/en/", "docs/fr/")) for name in ENGLISH)]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"(?ms)^ *```{language}\n(.*?)^ *```", (ROOT / page).read_text(encoding="utf-8"))


def commands(page: str) -> Iterator[list[str]]:
    """The words of every `bareme …` line, without comments and redirections."""
    for block in blocks(page, "(?:sh|text)"):
        for line in block.replace("\\\n", " ").splitlines():
            if line.lstrip().startswith("bareme "):
                words = shlex.split(line, comments=True)
                yield words[1 : words.index(">") if ">" in words else None]


def mentioned(page: str) -> Iterator[list[str]]:
    """The words of every `bareme …` inside a sentence or a table; those with an ellipsis are no commands."""
    text = re.sub(r"(?ms)^ *```.*?^ *```", "", (ROOT / page).read_text(encoding="utf-8"))
    for span in re.findall(r"`bareme ([^`]+)`", text):
        if "…" not in span:
            yield shlex.split(span)


def meant(words: list[str]) -> tuple[click.Command, click.Context, list[str]]:
    command: click.Command = bareme
    context, rest = click.Context(bareme, info_name="bareme"), words
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest[0])
        assert found, f"no such command: bareme {' '.join(words)}"
        command, context, rest = found, click.Context(found, parent=context, info_name=rest[0]), rest[1:]
    return command, context, rest


@pytest.mark.parametrize("page", BY_HAND)
def test_every_command_can_be_called_as_shown(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in commands(page):
        for name in words:
            if name.endswith((".zip", ".json", ".csv")):
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).touch()
        command, _, rest = meant(words)
        if "-h" not in rest:
            command.make_context(words[-1], rest)


@pytest.mark.parametrize("page", NAMES)
def test_every_command_in_a_sentence_exists_with_its_options(page: str) -> None:
    for words in mentioned(page):
        command, context, rest = meant(words)
        value = ["x"] if rest and rest[-1].startswith("-") else []
        command.make_parser(context).parse_args(rest + value)


@pytest.mark.parametrize("page", [name for name in NAMES if not name.startswith("docs/")])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in TARGET.findall(text):
        assert target.startswith("https://") or ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("page", BY_HAND)
def test_yaml_is_yaml(page: str) -> None:
    for block in blocks(page, "yaml"):
        assert yaml.safe_load(block)


@pytest.mark.parametrize("page", ["docs/en/howto/write-a-rubric.md", "docs/fr/howto/write-a-rubric.md"])
def test_the_rubric_shown_is_valid(tmp_path: Path, checks: Catalogue, page: str) -> None:
    rubric, exceptions, *_ = blocks(page, "yaml")
    (tmp_path / "my-lab.yaml").write_text(rubric + exceptions, encoding="utf-8")
    assert lint_rubric(tmp_path / "my-lab.yaml", checks) == []
    assert list(Draft7Validator(json_schema(checks)).iter_errors(Tree(rubric + exceptions).data)) == []


@dataclass(frozen=True)
class Form:
    """What a page and its translation have in common, in the order of the page."""

    headings: list[str]
    blocks: list[str]
    commands: list[list[str]]
    columns: list[int]
    items: list[str]
    keys: list[set[str]]
    numbers: list[str]
    links: list[str]

    @classmethod
    def of(cls, page: str) -> "Form":
        text = (ROOT / page).read_text(encoding="utf-8")
        fenced, prose = r"(?ms)^ *```(\w*)\n.*?^ *```", re.sub(r"(?ms)^ *```.*?^ *```", "", text)
        return cls(
            headings=re.findall(r"(?m)^(#+) ", prose),
            blocks=re.findall(fenced, text),
            commands=[[words[0], *(word for word in words if re.match(r"-\D", word))] for words in commands(page)],
            columns=[row.count("|") for row in prose.splitlines() if row.startswith("|")],
            items=re.findall(r"(?m)^ *(-|\d+\.) ", prose),
            keys=[options(part) for part in re.split(r"(?m)^#+ ", prose)],
            numbers=[word for block in blocks(page, "csv|yaml") for word in re.findall(r"\b\d[\d.:TZ-]*", block)],
            links=[from_root(page, target) for target in TARGET.findall(prose)],
        )


def options(prose: str) -> set[str]:
    """The options, variables and file names of a section that are the same word in every language."""
    words = {word for span in re.findall(r"`([^`]+)`", prose) for word in span.split()}
    return {word for word in words - NAMED_BY_USERS if re.match(KEY, word)}


def from_root(page: str, target: str) -> str:
    """The target of a link as the page's twin would name it, were it there."""
    if "://" in target:
        return target
    path = os.path.relpath((ROOT / page).parent / target, ROOT)
    return path.replace("/fr/", "/en/").replace("LISEZMOI.md", "README.md")


@pytest.mark.parametrize(("english", "french"), TWINS)
def test_twins_have_the_same_form(english: str, french: str) -> None:
    assert Form.of(english) == Form.of(french)


def test_french_pages_are_set_as_french_is_printed() -> None:
    words = [sys.executable, str(ROOT / "tools" / "pages.py"), "--check"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("page", ["docs/en/reference/github-action.md", "docs/fr/reference/github-action.md"])
def test_inputs_and_outputs_of_the_action_are_told(page: str) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    text = (ROOT / page).read_text(encoding="utf-8")
    for name in (*action["inputs"], *action["outputs"]):
        assert f"`{name}`" in text
