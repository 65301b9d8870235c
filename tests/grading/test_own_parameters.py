"""What is a student's own goes into the criteria that ask for it, and into no other's."""

from dataclasses import replace
from pathlib import Path

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.grading.evaluate import Evaluator
from bareme.grading.student_lab import oneself
from bareme.roster import Scope
from bareme.rubric import load_rubric

RUBRIC = """\
schema: bareme/rubric/v1
id: own
title: own
parameters: {{region: francecentral}}
sections:
  - id: A
    title: a
    criteria:
      - {{id: A-1, title: t, points: 20, check: region.allowed, with: {{regions: [{region}]}}}}
"""


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ('"${student.group}"', {"ana": "westeurope", "bob": "eastus"}),
        ('"${region}"', {"ana": "francecentral", "bob": "francecentral"}),
        ("francecentral", {"ana": "francecentral", "bob": "francecentral"}),
    ],
)
def test_each_is_asked_for_his_own(tmp_path: Path, checks: Catalogue, written: str, asked: dict[str, str]) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(RUBRIC.format(region=written), encoding="utf-8")
    evaluator = Evaluator(load_rubric(file, checks), checks)
    groups = {"ana": "westeurope", "bob": "eastus"}
    students = {name: replace(oneself(Scope("s")), id=name, group=group) for name, group in groups.items()}
    found = {name: evaluator.tasks_for(one)[0].values["regions"] for name, one in students.items()}
    assert found == {name: (region,) for name, region in asked.items()}
