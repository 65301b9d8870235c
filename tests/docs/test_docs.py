"""The pages keep their word: commands exist, examples work, links lead somewhere, the two languages say the same."""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import yaml

from bareme.__main__ import main
from bareme.checking.catalogue import Catalogue
from bareme.cli.main import bareme
from bareme.rubric.load import lint_rubric

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "LISEZMOI.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
WRITTEN_BY_CODE = {"checks.md"}
TWINS = [
    ("README.md", "LISEZMOI.md"), ("docs/teacher.md", "docs/enseignant.md"),
    ("docs/student.md", "docs/etudiant.md"), ("docs/ci.md", "docs/ic.md"),
]  # fmt: skip
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]


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
    while isinstance(command, click.Group) and rest:
        found = command.get_command(context, rest[0])
        assert found, f"no such command: bareme {' '.join(words)}"
        command, context, rest = found, click.Context(found, parent=context, info_name=rest[0]), rest[1:]
    return command, context, rest


@pytest.mark.parametrize("page", NAMES)
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
    for roster in ("roster.csv", "liste.csv"):
        shutil.copy(demo / "roster.csv", tmp_path / roster)
    shutil.copytree(demo / "evidence", tmp_path / "evidence")
    for evidence in ("evidence", "my-lab.examples/good"):
        shutil.copytree(demo / "evidence" / "E001", tmp_path / evidence, dirs_exist_ok=True)
    for folder in ("repos", "depots"):
        (tmp_path / folder / "E001").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def is_offline(words: list[str]) -> bool:
    verb = words[0]
    wanted = {"grade": "--offline", "check": "--evidence", "collect": "--script"}
    if verb == "export":
        return "--worksheet" not in words
    if verb in {"access", "import"} or "--scheduler" in words:
        return False
    return verb not in wanted or wanted[verb] in words


@pytest.mark.slow
@pytest.mark.parametrize("page", [name for name in NAMES if any(map(is_offline, commands(name)))])
def test_what_needs_no_azure_works(desk: Path, page: str) -> None:
    for words in filter(is_offline, commands(page)):
        assert main(words) == 0, words


@pytest.mark.parametrize("page", NAMES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text):
        assert target.startswith("https://") or ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("page", [name for name in NAMES if Path(name).name not in WRITTEN_BY_CODE])
def test_yaml_is_yaml(page: str) -> None:
    for block in blocks(page, "yaml"):
        assert yaml.safe_load(block)


def test_the_rubric_shown_is_valid(tmp_path: Path, checks: Catalogue) -> None:
    rubric, exceptions, *_ = blocks("docs/rubric.md", "yaml")
    (tmp_path / "my-lab.yaml").write_text(rubric + exceptions, encoding="utf-8")
    assert lint_rubric(tmp_path / "my-lab.yaml", checks) == []


@pytest.mark.parametrize(("english", "french"), TWINS)
def test_twins_have_the_same_form(english: str, french: str) -> None:
    forms = []
    for page in (english, french):
        text = (ROOT / page).read_text(encoding="utf-8")
        verbs = [[word for word in words if re.match(r"-|[a-z]+$", word)][:1] for words in commands(page)]
        forms.append((verbs, len(re.findall(r"(?m)^##? ", text)), len(re.findall(r"(?m)^\| ", text))))
    assert forms[0] == forms[1]


@pytest.mark.parametrize("page", ["docs/ci.md", "docs/ic.md"])
def test_inputs_and_outputs_of_the_action_are_told(page: str) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    text = (ROOT / page).read_text(encoding="utf-8")
    for name in (*action["inputs"], *action["outputs"]):
        assert f"`{name}`" in text
