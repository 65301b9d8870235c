"""A check of a teacher's own whose parameters no rubric can set is refused in a sentence, with its line."""

from pathlib import Path

import pytest

from bareme.checking.catalogue import catalogue
from bareme.errors import UsageError

OWN = """from bareme import Finding, Lab, check, met, say


@check("own.one", reads=())
def one({signature}) -> Finding:
    \"\"\"Something.\"\"\"
    return met(say("a"), say("b"))
"""


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        ("lab: Lab, *, count", "the parameter “count” needs a type"),
        ("lab: Lab, count: int", "“count” must stand after a *"),
        ("lab: Lab, *counts: int", "“counts” must stand after a *"),
        ("lab: Lab, *, count: 'Nothing'", "Nothing"),
        ("", "lab, is missing"),
    ],
)
def test_parameters_that_no_rubric_can_set(tmp_path: Path, signature: str, said: str) -> None:
    (tmp_path / "own.py").write_text(OWN.replace("{signature}", signature), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        catalogue(tmp_path)
    assert said in str(caught.value)
    assert "own.py:4: " in str(caught.value)


def test_parameters_that_a_rubric_can_set(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(OWN.replace("{signature}", "lab: Lab, *, count: int = 1"), encoding="utf-8")
    assert "own.one" in catalogue(tmp_path)
