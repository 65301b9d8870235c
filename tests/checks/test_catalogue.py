"""Which checks a folder has."""

from pathlib import Path

import pytest

from bareme.checking.catalogue import load_checks

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
