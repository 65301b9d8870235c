"""The pages keep their word: commands exist, examples work, links lead somewhere, the two languages say the same."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from bareme.__main__ import main
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
WRITTEN_BY_HAND = {"lecture.md"}
"""Pages of the reference that are not written from the code (`test_reference.py` holds those that are)."""
NAMED_BY_USERS = {"roster.csv", "liste.csv"}
KEY = re.compile(r"--[a-z-]+$|[A-Z]+_[A-Z_]+$|[\w-]+\.(json|csv|html|sqlite|pem)$")
TARGET = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
BY_HAND = [name for name in NAMES if "/reference/" not in name or Path(name).name in WRITTEN_BY_HAND]
ENGLISH = [name for name in BY_HAND if name.startswith("docs/en/")]
TWINS = [("README.md", "LISEZMOI.md"), *((name, name.replace("docs/en/", "docs/fr/")) for name in ENGLISH)]
OTHER = {french: english for english, french in TWINS}
FRENCH = {*OTHER, *(name for name in NAMES if name.startswith("docs/fr/"))}


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"(?ms)^ *```{language}\n(.*?)^ *```", (ROOT / page).read_text(encoding="utf-8"))


def commands(page: str) -> Iterator[list[str]]:
    """The words of every `bareme …` line, without comments and redirections."""
    for block in blocks(page, "sh"):
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


@pytest.fixture(scope="module")
def demo(demo_run: Callable[[str], Path]) -> Path:
    return demo_run("fr")


@pytest.fixture
def desk(demo: Path, tmp_path: Path, own_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the commands of the pages find what they speak of."""
    for run in ("run", "run-before", "notes", "notes-avant"):
        shutil.copytree(demo, tmp_path / run)
    for roster in ("roster.csv", "liste.csv", "participants.csv"):
        shutil.copy(demo / "roster.csv", tmp_path / roster)
    shutil.copytree(demo / "evidence", tmp_path / "evidence")
    for evidence in ("evidence", "my-lab.examples/good", "mon-tp.examples/good"):
        shutil.copytree(demo / "evidence" / "E001", tmp_path / evidence, dirs_exist_ok=True)
    for download in ("TP2-download.zip", "TP2-remises.zip"):
        with zipfile.ZipFile(tmp_path / download, "w") as archive:
            for file in (demo / "evidence" / "E001").iterdir():
                archive.write(file, f"Salma El Amrani_7_assignsubmission_file_/{file.name}")
    for folder in ("repos", "depots"):
        (tmp_path / folder / "E001").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def is_offline(words: list[str]) -> bool:
    verb = words[0]
    wanted = {"grade": "--offline", "check": "--evidence", "collect": "--script"}
    if verb == "export":
        return "--worksheet" not in words
    if verb == "import":
        return "--roster" in words
    if (
        verb in {"access", "invite", "mark", "watch"} or "--scheduler" in words or words[:2] == ["rubric", "prices"]
    ):  # what asks Azure, or serves until it is ended
        return False
    return verb not in wanted or wanted[verb] in words


@pytest.mark.slow
# The French pages show the same commands: that is a test of its own.
@pytest.mark.parametrize(
    "page", [name for name in NAMES if name not in FRENCH and any(map(is_offline, commands(name)))]
)
def test_what_needs_no_azure_works(desk: Path, page: str) -> None:
    for words in filter(is_offline, commands(page)):
        assert main(words) == 0, words


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
            commands=[[word for word in words if re.match(r"-\D|[a-z]+$", word)][:1] for words in commands(page)],
            columns=[row.count("|") for row in prose.splitlines() if row.startswith("|")],
            items=re.findall(r"(?m)^ *(-|\d+\.) ", prose),
            keys=[options(part) for part in re.split(r"(?m)^#+ ", prose)],
            numbers=[word for block in blocks(page, "csv|yaml") for word in re.findall(r"\b\d[\d.:TZ-]*", block)],
            links=[
                OTHER.get(target, target.replace("docs/fr/", "docs/en/"))
                for target in map(partial(from_root, page), TARGET.findall(prose))
            ],
        )


def options(prose: str) -> set[str]:
    """The options, variables and file names of a section that are the same word in every language."""
    words = {word for span in re.findall(r"`([^`]+)`", prose) for word in span.split()}
    return {word for word in words - NAMED_BY_USERS if re.match(KEY, word)}


def from_root(page: str, target: str) -> str:
    """The target of a link as the page's twin would name it, were it there."""
    if "://" in target:
        return target
    return os.path.relpath((ROOT / page).parent / target, ROOT).replace("pictures/fr/", "pictures/en/")


@pytest.mark.parametrize(("english", "french"), TWINS)
def test_twins_have_the_same_form(english: str, french: str) -> None:
    assert Form.of(english) == Form.of(french)


def test_french_pages_are_set_as_french_is_printed() -> None:
    words = [sys.executable, str(ROOT / "tools" / "pages.py"), "--check"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("page", ["docs/en/howto/continuous-integration.md", "docs/fr/howto/continuous-integration.md"])
def test_inputs_and_outputs_of_the_action_are_told(page: str) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    text = (ROOT / page).read_text(encoding="utf-8")
    for name in (*action["inputs"], *action["outputs"]):
        assert f"`{name}`" in text
