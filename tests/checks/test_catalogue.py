"""Which checks a folder has."""

from pathlib import Path

import pytest

from bareme.checking.catalogue import catalogue, load_checks
from bareme.errors import UsageError

CHECK = """from bareme import Finding, Lab, check, met, say


@check("own.one", reads=())
def one(lab: Lab) -> Finding:
    "One."
    return met(say("a"), say("b"))
"""


@pytest.mark.parametrize("names", [("first", "second"), ("second", "first")], ids=" then ".join)
def test_a_check_that_another_module_takes_in_is_one_check(tmp_path: Path, names: tuple[str, str]) -> None:
    where, user = names
    folder = tmp_path / f"own_{where}"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / f"{where}.py").write_text(CHECK, encoding="utf-8")
    (folder / f"{user}.py").write_text(f"from .{where} import one\n\n__all__ = ['one']\n", encoding="utf-8")
    assert list(load_checks(folder)) == ["own.one"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import nothing_of_this_name", "one.py cannot be imported: ModuleNotFoundError"),
        ("1 / 0", "one.py cannot be imported: ZeroDivisionError"),
        ("def", "one.py cannot be imported: SyntaxError"),
        (CHECK + CHECK.replace("def one", "def other"), "two checks are called own.one."),
        (CHECK.replace("lab: Lab", ""), "one.py:4: the check own.one: "),
        (CHECK.replace("lab: Lab", "lab: Lab, *, n: 'Unknown'"), "one.py:4: the check own.one: "),
        (CHECK.replace("own.one", "vm.deleted"), "These checks exist already: vm.deleted."),
    ],
)
def test_checks_that_cannot_be_used_are_told_with_their_place(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "one.py").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        catalogue(tmp_path)
    assert told in str(caught.value)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder of checks"):
        load_checks(tmp_path / "none")


def test_the_shipped_checks_and_a_teacher_s_own(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "one.py").write_text(CHECK, encoding="utf-8")
    (tmp_path / "two.py").write_text(CHECK.replace("own.one", "own.two"), encoding="utf-8")
    assert set(catalogue(tmp_path)) - set(catalogue()) == {"own.one"}
