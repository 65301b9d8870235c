"""`bareme init`: what the services that read its files ask of them, in both languages and for every bundled rubric."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bareme.__main__ import main
from bareme.checking.catalogue import catalogue
from bareme.content import bundled_rubrics, rubric_path
from bareme.report.ci_files import PLATFORMS, USUAL
from bareme.rubric import Rubric, load_rubric
from bareme.submission import load_submission
from tests.schemas import complaints

ROOT = Path(__file__).parents[2]
SCHEMAS = {
    ".github/workflows/bareme.yml": ("vendor.github-workflows",),
    ".github/workflows/classroom.yml": ("vendor.github-workflows",),
    ".forgejo/workflows/bareme.yml": ("vendor.github-workflows",),
    ".gitlab-ci.yml": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
    "azure-pipelines.yml": ("vendor.azure-pipelines", "--regex-variant", "nonunicode"),
}
Made = Callable[[str, str], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(rubric: str, lang: str) -> Path:
        services = [word for name in PLATFORMS for word in ("--ci", name)]
        assert main(["init", "-r", rubric, str(tmp_path / "lab"), *services, "--lang", lang, "-q"]) == 0
        return tmp_path / "lab"

    return make


@pytest.mark.parametrize("file", SCHEMAS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_workflows_are_what_the_services_ask_for(made: Made, lang: str, file: str) -> None:
    assert complaints(made("tp2-vm", lang) / file, *SCHEMAS[file]) == ""


@pytest.mark.parametrize("rubric", bundled_rubrics())
def test_workflows_differ_by_the_rubric_and_its_threshold_alone(made: Made, rubric: str) -> None:
    text = (made(rubric, "en") / ".github/workflows/bareme.yml").read_text(encoding="utf-8")
    mark = load_rubric(rubric_path(rubric), catalogue()).pass_mark
    assert (f'rubric: "{rubric}"' in text, f'fail-under: "{mark}"' in text) == (True, True)


def test_the_schemas_would_complain(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("on: push\njobs: {one: {steps: 3}}\n", encoding="utf-8")
    assert "steps" in complaints(wrong, "vendor.github-workflows")


def test_the_action_is_what_github_asks_for() -> None:
    assert complaints(ROOT / "action.yml", "vendor.github-actions") == ""


def test_the_answers_file_asks_every_question_and_holds_no_answer(made: Made, tp2: Rubric) -> None:
    lab = made("tp2-vm", "fr")
    text = (lab / "reponses.yaml").read_text(encoding="utf-8")
    assert [one.id for one in tp2.criteria if one.question and f"{one.id}:" not in text] == []
    submission = load_submission(lab)
    assert (list(submission.problems), [one for one in submission.answers.values() if one.text]) == ([], [])


def test_the_readme_names_the_checkpoints_the_rubric_asks_for(made: Made, tp2: Rubric) -> None:
    text = (made("tp2-vm", "en") / "README.md").read_text(encoding="utf-8")
    assert tp2.stages
    assert [one.id for one in tp2.stages if f"--stage {one.id}" not in text] == []


def test_what_is_there_is_never_overwritten(made: Made) -> None:
    lab = made("tp2-vm", "fr")
    (lab / "reponses.yaml").write_text("answers: {}\n", encoding="utf-8")
    assert main(["init", "-r", "tp2-vm", str(lab), "-q"]) == 0
    assert (lab / "reponses.yaml").read_text(encoding="utf-8") == "answers: {}\n"


def run(words: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, input=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_workflows_are_safe(made: Made, lang: str) -> None:
    """As an auditor of workflows reads them: rights, pins, what is put into scripts."""
    places = (made("tp2-vm", lang) / ".github/workflows", ROOT / "action.yml", ROOT / ".github/workflows")
    done = run([tool("zizmor"), "--offline", "--persona", "auditor", *map(str, places)])
    assert done.returncode == 0, done.stdout


def test_scripts_are_what_a_shell_expects(made: Made) -> None:
    lab = made("tp2-vm", "en")
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    found = [one["run"] for one in steps if "run" in one]
    found += yaml.safe_load((lab / ".gitlab-ci.yml").read_text(encoding="utf-8"))["bareme"]["script"]
    jobs = yaml.safe_load((lab / ".forgejo/workflows/bareme.yml").read_text(encoding="utf-8"))["jobs"]
    found += [one["run"] for one in jobs["check"]["steps"] if "run" in one]
    steps = yaml.safe_load((lab / "azure-pipelines.yml").read_text(encoding="utf-8"))["steps"]
    found += [one["script"] for one in steps if "script" in one]
    found += re.findall(r"sh '''(.*?)'''", (lab / "Jenkinsfile").read_text(encoding="utf-8"), re.DOTALL)
    assert len(found) == 9
    for script in found:
        done = subprocess.run(
            [tool("shellcheck"), "-s", "bash", "-"], input=script, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_service_gets_its_file_and_no_other(tmp_path: Path, platform: str) -> None:
    assert (
        main(["init", "-r", "tp2-vm", str(tmp_path), "--ci", platform, "--install", "git+https://x.org/a b", "-q"]) == 0
    )
    assert {name for name, (path, _) in PLATFORMS.items() if (tmp_path / path).exists()} == {platform}
    assert "git+https://x.org/a b" in (tmp_path / PLATFORMS[platform][0]).read_text(encoding="utf-8")


def test_without_a_word_the_usual_three_are_written(tmp_path: Path) -> None:
    assert main(["init", "-r", "tp2-vm", str(tmp_path), "-q"]) == 0
    assert {name for name, (path, _) in PLATFORMS.items() if (tmp_path / path).exists()} == set(USUAL)


def test_a_repository_is_started_once_and_what_is_there_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["init", "-r", "tp2-vm", str(tmp_path / "lab"), "--lang", "en"]
    assert main(words) == 0
    assert "A Git repository was started" in capsys.readouterr().out
    (tmp_path / "lab/answers.yaml").write_text("mine", encoding="utf-8")
    assert main(words) == 0
    said = capsys.readouterr().out
    assert ("already there, kept" in said, "A Git repository" in said) == (True, False)
    assert (tmp_path / "lab/answers.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("words", "code"), [(["--allow-empty"], 0), ([], 3)])
def test_a_first_push_is_not_red_where_the_workflow_says_so(
    made: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], code: int
) -> None:
    monkeypatch.chdir(made("tp2-vm", "en"))
    asked = ["check", "-r", "tp2-vm", "--evidence", "evidence", "--repo", ".", "--fail-under", "10", "--lang", "en"]
    assert main([*asked, *words]) == code
    assert ("Nothing to grade yet" in capsys.readouterr().err) is (code == 0)


def test_each_question_says_what_kind_of_thing_is_expected(tmp_path: Path) -> None:
    assert main(["init", "--rubric", "tp2-vm", str(tmp_path / "lab"), "--lang", "en"]) == 0
    text = (tmp_path / "lab" / "answers.yaml").read_text(encoding="utf-8")
    parts = {part[:5]: part for part in re.split(r"\n  # (?=E\d-\d\d )", text)}
    wanted = {
        "E1-05": "a few words",
        "E1-09": "a number",
        "E1-10": "a picture, in captures/",
        "E2-05": "a script, in scripts/",
    }
    assert {name: f"Expected: {kind}" in parts[name] for name, kind in wanted.items()} == dict.fromkeys(wanted, True)
    assert "[scripts/e2-05.sh]" in parts["E2-05"]
    assert 'name: ""' in text
