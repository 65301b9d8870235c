"""Why there is nothing to grade, told with what lies beside it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bareme.grading.evaluate import without_evidence
from bareme.grading.student_lab import oneself
from bareme.roster import Scope
from bareme.submission import NOTHING
from bareme.suspicion import HandIn

NONE_YET = "no subscription yet: the roster names none, and nothing was handed in that tells it"
NOT_COLLECTED = "no evidence was collected for this student"


@pytest.mark.parametrize(
    ("name", "beside", "told"),
    [
        ("42", ["0042"], "there is evidence under “0042”, but none under “42”: a spreadsheet may have taken the zeros"),
        ("0042", ["42", "43"], "there is evidence under “42”, but none under “0042”"),
        ("42", ["43", "420", "E042"], NOT_COLLECTED),
        ("42", ["41", "0007"], NOT_COLLECTED),
        ("42", ["42"], NOT_COLLECTED),
        ("E42", ["E042"], NOT_COLLECTED),
        ("42", [], NOT_COLLECTED),
    ],
)
def test_zeros_that_a_spreadsheet_has_taken(tmp_path: Path, name: str, beside: list[str], told: str) -> None:
    for folder in beside:
        (tmp_path / folder).mkdir()
    student = replace(oneself(Scope("00000000-0000-0000-0000-0000000000aa")), id=name)
    assert str(without_evidence(HandIn(name, (), (), NOTHING), student, tmp_path / name)).startswith(told)


def test_nobody_told_which_subscription(tmp_path: Path) -> None:
    nobody = oneself(Scope(""))
    assert str(without_evidence(HandIn("me", (), (), NOTHING), nobody, tmp_path / "me")) == NONE_YET
