"""The shape of the project: arrows that point inward, no circle, every check documented and in a rubric or a test."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import bareme
from bareme import __all__ as public
from bareme.checking import api
from bareme.checking.catalogue import Catalogue
from bareme.rubric.schema import json_schema

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path: Path) -> set[str]:
    """Everything of ours that a file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
    return found


def resolved(names: set[str], known: set[str]) -> set[str]:
    """The modules behind the imported names: `bareme.rubric.Rubric` is in `bareme.rubric`."""
    return {name if name in known else name.rpartition(".")[0] for name in names} & known


def graph() -> dict[str, set[str]]:
    known = {name for name, _ in modules()}
    return {name: resolved(imported(path), known) - {name} for name, path in modules()}


def test_no_module_imports_itself_around_a_corner() -> None:
    TopologicalSorter(graph()).prepare()


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of `pyproject.toml`, held against the code under a root."""
    path = os.pathsep.join([str(root / "src"), str(root)])
    program = Path(sys.executable).with_name("lint-imports")
    words = [str(program), "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    return subprocess.run(
        words, cwd=root, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )


def test_arrows_point_one_way() -> None:
    outcome = lint_imports(ROOT)
    assert outcome.returncode == 0, outcome.stdout


PLANTED = {
    "src/bareme/scripts/read.py": "from bareme.azure import Target",
    "src/bareme/export/model.py": "from bareme.cli import output",
    "src/bareme/azure/readers/lists.py": "import rich",
    "src/bareme/evidence/chain.py": "from azure.core import exceptions",
}


def test_a_planted_arrow_is_seen(tmp_path: Path) -> None:
    for folder in ("src", "checks"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file, arrow in PLANTED.items():
        place = tmp_path / file
        place.write_text(f"{place.read_text(encoding='utf-8')}\n{arrow}\n", encoding="utf-8")
    told = " ".join(lint_imports(tmp_path).stdout.split())
    seen = ["bareme.scripts.read -> bareme.azure", "bareme.export.model -> bareme.cli",
            "bareme.azure.readers.lists -> rich", "bareme.evidence.chain -> azure"]  # fmt: skip
    assert [one for one in seen if one not in told] == []


CHECK_FILES = [*sorted((ROOT / "checks").glob("*.py")), *sorted((ROOT / "docs/examples").rglob("*.py"))]


@pytest.mark.parametrize("path", CHECK_FILES, ids=lambda path: path.stem)
def test_checks_import_only_the_public_names(path: Path) -> None:
    known = {f"bareme.{name}" for name in public}
    assert {name for name in imported(path) if name.partition(".")[0] == "bareme"} - known == set()


def test_the_public_names_are_there_and_needed() -> None:
    assert sorted(public) == sorted({*api.__all__, "__version__"})
    assert [name for name in public if getattr(bareme, name, None) is None] == []


@pytest.mark.parametrize("path", CHECK_FILES, ids=lambda path: path.stem)
def test_checks_import_nothing_that_reads_or_writes(path: Path) -> None:
    forbidden = {"os", "pathlib", "subprocess", "socket", "requests", "random", "time", "io", "sys"}
    assert {name.partition(".")[0] for name in imported(path)} & (forbidden | {"azure"}) == set()


def test_every_check_says_what_a_student_reads(checks: Catalogue) -> None:
    assert [check.name for check in checks.values() if not check.summary.endswith(".")] == []
    without = [check.name for check in checks.values() if not check.reads and not check.types]
    assert [name for name in without if not name.startswith("answer.")] == []


def test_the_rubric_schema_is_up_to_date(checks: Catalogue) -> None:
    written = json.loads((ROOT / "rubrics" / "rubric.schema.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(json_schema(checks))), "run: make docs"
