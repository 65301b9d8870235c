"""`bareme rubric prove`, and the examples beside a rubric."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bareme.cli.commands.rubric_prove import command
from bareme.content import bundled_rubrics
from bareme.errors import UsageError
from bareme.evidence import write_collection
from bareme.prove import good_example
from bareme.rubric import Rubric
from bareme.simulator import Plan, Subscription, do_lab

RUBRIC = """\
schema: bareme/rubric/v1
id: own-lab
title: Own lab
parameters:
  machine: {name: "vm1.*", os: windows}
sections:
  - id: A
    title: A
    criteria:
      - {id: A1, title: Region, points: 1, check: vm.region, with: {machine: "${machine}", region: REGION}}
      - {id: A2, title: Judged, points: 1, question: Why?}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A rubric of one's own with a good student, one abroad, and one with nothing declared."""
    file = tmp_path / "own-lab.yaml"
    file.write_text(RUBRIC.replace("REGION", "francecentral"), encoding="utf-8")
    for collection in do_lab(Subscription("g"), checkpoints=False):
        write_collection(tmp_path / "own-lab.examples" / "good", collection)
    abroad = tmp_path / "own-lab.examples" / "abroad"
    for collection in do_lab(Subscription("a"), Plan(location="westeurope"), checkpoints=False):
        write_collection(abroad, collection)
    (abroad / "expected.yaml").write_text("A1: unmet\nA2: pending\n", encoding="utf-8")
    return file


def run(*words: str) -> int:
    code: int = command.main([*words, "--lang", "en"], standalone_mode=False)
    return code


def proven(capsys: pytest.CaptureFixture[str], file: Path) -> tuple[int, Any]:
    code = run(str(file), "--json")
    return code, json.loads(capsys.readouterr().out)


def test_the_bundled_rubric(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tp2-vm") == 0
    told = capsys.readouterr().out
    assert "E1-02  vm.region" in told
    assert "Every criterion can be lost" in told


@pytest.mark.parametrize("rubric", [name for name in bundled_rubrics() if name != "tp2-vm"])
def test_every_other_bundled_rubric(capsys: pytest.CaptureFixture[str], rubric: str) -> None:
    code = run(rubric, "--json")
    found = json.loads(capsys.readouterr().out)
    assert (code, found["problems"]) == (0, [])
    assert len(found["examples"]) >= (2 if "/" in rubric else 1), "a good student, and those who err as students do"
    assert all(one["falls_by"] for one in found["criteria"])


def test_a_rubric_of_ones_own_with_examples(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = proven(capsys, own)
    assert (code, found["problems"], found["examples"]) == (0, [], ["abroad"])
    assert found["criteria"] == [
        {
            "id": "A1",
            "check": "vm.region",
            "good": "met",
            "falls_by": [{"mutation": "other-region", "outcome": "unmet"}],
        }
    ]


def test_an_example_that_gets_something_else_is_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own.parent / "own-lab.examples" / "abroad" / "expected.yaml").write_text("A1: met\n", encoding="utf-8")
    assert run(str(own), "--quiet") == 2
    assert "A1: the example “abroad” gets not met, met is declared" in capsys.readouterr().out


def test_a_criterion_the_good_student_does_not_meet(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.write_text(RUBRIC.replace("REGION", "southindia"), encoding="utf-8")
    code, found = proven(capsys, own)
    assert (code, [one["flaw"] for one in found["problems"]]) == (2, ["not-met"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A9: met", "there is no criterion A9"),
        ("A1: perfect", "one of"),
        ("", "is expected"),
        ("A1: [", "expected.yaml"),
    ],
)
def test_a_wrong_list_of_outcomes_is_told(own: Path, text: str, told: str) -> None:
    (own.parent / "own-lab.examples" / "abroad" / "expected.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        run(str(own))


def test_a_rubric_without_a_good_student_is_told_where_to_put_one(own: Path) -> None:
    shutil.rmtree(own.parent / "own-lab.examples")
    with pytest.raises(UsageError, match="no good student") as error:
        run(str(own))
    assert "own-lab.examples" in str(error.value.advice)


def test_a_copy_of_the_bundled_rubric_keeps_its_good_student(tmp_path: Path, tp2: Rubric) -> None:
    assert good_example(tp2, tmp_path / "copie.yaml").submission.scripts
