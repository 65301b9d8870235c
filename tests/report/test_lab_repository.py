"""`bareme init`: what the services that read its files ask of them, in both languages and for every bundled rubric."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.content import bundled_rubrics
from bareme.rubric import Rubric
from bareme.submission import load_submission
from tests.schemas import complaints

ROOT = Path(__file__).parents[2]
SCHEMAS = {
    ".github/workflows/bareme.yml": ("vendor.github-workflows",),
    ".gitlab-ci.yml": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
    "azure-pipelines.yml": ("vendor.azure-pipelines", "--regex-variant", "nonunicode"),
}
Made = Callable[[str, str], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(rubric: str, lang: str) -> Path:
        assert main(["init", "-r", rubric, str(tmp_path / "lab"), "--lang", lang, "-q"]) == 0
        return tmp_path / "lab"

    return make


@pytest.mark.parametrize("file", SCHEMAS)
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("rubric", bundled_rubrics())
def test_workflows_are_what_the_services_ask_for(made: Made, rubric: str, lang: str, file: str) -> None:
    assert complaints(made(rubric, lang) / file, *SCHEMAS[file]) == ""


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
