"""A rubric of one's own goes along in a lab repository, as its students may have it."""

import os
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.checking.catalogue import catalogue
from bareme.content import bundled_rubrics, rubric_path
from bareme.evidence import write_collection
from bareme.grading.students_copy import students_copy
from bareme.rubric import Rubric, load_rubric
from bareme.rubric.dump import as_yaml
from bareme.rubric.load import lint_rubric
from tests.labs import SUBSCRIPTION, lab_done

OWN = """\
schema: bareme/rubric/v1
id: mine
title: {fr: "Le mien", en: "Mine"}
scale: 4
parameters: {region: francecentral, machine: {name: "VM1.*", os: windows}}
window: {start: 2026-11-16}
substitutes:
  - {parameter: region, value: westeurope, students: [E007], reason: "Région refusée à Nadia"}
waivers:
  - {criterion: A-2, students: [E009], reason: "Malade"}
  - {criterion: A-3, reason: "Panne"}
sections:
  - id: A
    title: A
    criteria:
      - {id: A-1, title: Région, points: 1.25, check: vm.region, with: {machine: "${machine}", region: "${region}"},
         hint: "Choisissez France Central", reveal: false}
      - {id: A-2, title: Pourquoi, points: 2, question: "Pourquoi ?", answer: {expected: "SECRET"}}
      - {id: A-3, title: Non, points: 0.75, question: "NO ?"}  # SECRET
"""


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(OWN, encoding="utf-8")
    assert main(["init", "-r", "mine.yaml", "lab", "-q", "--lang", "en"]) == 0
    for collection in lab_done():
        write_collection(tmp_path / "lab/evidence", collection)
    monkeypatch.chdir(tmp_path / "lab")
    return tmp_path / "lab"


def test_the_repository_can_be_checked_as_it_is(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "lint", "rubric.yaml", "--lang", "en"]) == 0
    assert main(["check", "-r", "rubric.yaml", "--evidence", "evidence", "--repo", ".", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "was changed" not in said.err
    for file in (".github/workflows/bareme.yml", ".gitlab-ci.yml", "azure-pipelines.yml", "README.md"):
        text = (lab / file).read_text(encoding="utf-8")
        assert ("rubric.yaml" in text, "mine.yaml" in text) == (True, False), file


def test_what_only_the_teacher_sees_stays_with_him(lab: Path) -> None:
    text = (lab / "rubric.yaml").read_text(encoding="utf-8")
    assert [word for word in ("SECRET", "Nadia", "E007", "Malade", "E009", "Choisissez") if word in text] == []
    assert "Panne" in text


def test_a_copy_that_was_changed_says_so(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = lab / "rubric.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("points: 1.25", "points: 3"), encoding="utf-8")
    main(["check", "-r", "rubric.yaml", "--evidence", "evidence", "--lang", "en"])
    assert "was changed since it was made" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(("changed", "told"), [(False, False), (True, True)])
def test_grading_tells_a_copy_of_another_version(lab: Path, changed: bool, told: bool) -> None:
    os.chdir(lab.parent)
    if changed:
        Path("mine.yaml").write_text(OWN.replace("0.75", "1"), encoding="utf-8")
    Path("roster.csv").write_text(f"id,subscription_id\nlab,{SUBSCRIPTION}\n", encoding="utf-8")
    words = ["grade", "roster.csv", "-r", "mine.yaml", "--offline", "--repos", ".", "--out", "out", "--workers", "0"]
    assert main([*words, "--evidence", str(_evidence(lab)), "--lang", "en", "-q"]) == 0
    page = next(Path("out/students").glob("*.html")).read_text(encoding="utf-8")
    assert ("is of another version" in page) is told


def _evidence(lab: Path) -> Path:
    folder = lab.parent / "ev"
    folder.mkdir()
    (lab / "evidence").rename(folder / "lab")
    return folder


@pytest.mark.parametrize("name", bundled_rubrics())
def test_a_copy_reads_back_as_it_is(name: str, tmp_path: Path) -> None:
    checks = catalogue()
    copy = students_copy(load_rubric(rubric_path(name), checks))
    (tmp_path / "rubric.yaml").write_text(as_yaml(copy), encoding="utf-8")
    assert [one for one in lint_rubric(tmp_path / "rubric.yaml", checks) if one.level == "error"] == []
    assert _content(load_rubric(tmp_path / "rubric.yaml", checks)) == _content(copy)


def _content(rubric: Rubric) -> dict[str, object]:
    return rubric.model_dump(mode="json", exclude={"file", "sha256", "lines"})
