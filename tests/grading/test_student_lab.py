"""Whose evidence lies at a path: one student's, or a class's, a folder for each."""

from pathlib import Path

import pytest

from bareme.errors import EvidenceError
from bareme.evidence import write_collection
from bareme.grading.evaluate import Evaluator, Job
from bareme.grading.student_lab import StudentLab, oneself, student_labs
from bareme.roster import Scope
from bareme.rubric import Rubric
from bareme.simulator import Subscription
from tests.labs import subscription_of


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two students' folders; the first one's own holds an evidence file."""
    for number, name in enumerate(("E2", "E1")):
        write_collection(tmp_path / name, Subscription(subscription_of(number)).collect())
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    return tmp_path


def labs(tp2: Rubric, place: Path, repo: Path | None = None) -> list[StudentLab]:
    return list(student_labs(Evaluator(tp2, {}), Job(oneself(Scope("")), place, repo=repo)))


def test_a_folder_of_folders_is_a_class(tp2: Rubric, place: Path) -> None:
    found = labs(tp2, place)
    assert [(one.name, one.job.student.id, one.job.evidence, one.job.repo) for one in found] == [
        (name, name, place / name, place / name) for name in ("E1", "E2")
    ]
    assert all(one.lab.readable for one in found)


@pytest.mark.parametrize("given", [True, False])
def test_a_folder_of_files_is_one_student_s(tp2: Rubric, place: Path, given: bool) -> None:
    repo = place / "repo" if given else None
    (one,) = labs(tp2, place / "E1", repo)
    assert (one.name, one.job.evidence, one.job.repo) == (None, place / "E1", repo or place / "E1")


def test_beside_a_file_nothing_is_looked_for(tp2: Rubric, place: Path) -> None:
    file = next((place / "E1").iterdir())
    (one,) = labs(tp2, file)
    assert (one.name, one.job.repo, one.lab.readable) == (None, None, True)


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_where_there_is_no_evidence_it_is_told(tp2: Rubric, place: Path, name: str) -> None:
    (place / "E1" / "empty").mkdir()
    found = labs(tp2, place / "E1" / name)
    if name == "empty":
        assert found == []
    else:
        with pytest.raises(EvidenceError, match="holds no evidence file"):
            _ = found[0].lab
