"""The shape of the project: arrows that point inward, no circle, every check documented and in a rubric or a test."""

import ast
import json
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.rubric.describe import checks_page
from bareme.rubric.schema import json_schema

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"

LAYERS = [
    (
        "bareme.text.message",
        "bareme.errors",
        "bareme.reference.arm",
        "bareme.timeline.missing",
        "bareme.version",
        "bareme.files.atomic",
        "bareme.files.bounded",
        "bareme.classrun.shard",
        "bareme.reference",
        "bareme.reference.sla",
        "bareme.text.sanitize",
        "bareme.reference.name_pattern",
    ),
    ("bareme.evidence", "bareme.files"),
    ("bareme.submission", "bareme.grading.ownership"),
    ("bareme.timeline",),
    ("bareme.lab",),
    ("bareme.checking.finding", "bareme.checking.check"),
    ("bareme.content", "bareme.rubric", "bareme.text.language", "bareme.text.rendering"),
    ("bareme.grading.assess", "bareme.grading.grade", "bareme.grading.lab_events", "bareme.suspicion"),
    (
        "bareme.grading.record",
        "bareme.grading.withheld",
        "bareme.grading.remaining_points",
        "bareme.grading.checkpoints",
    ),
    ("bareme.grading.evaluate", "bareme.classrun.jobs", "bareme.grading.student_lab", "bareme.results.ledger"),
    (
        "bareme.plugin.settings",
        "bareme.plugin.items",
        "bareme.plugin.hookspecs",
        "bareme.plugin",
        "bareme.plugin.guarded_run",
    ),
    ("bareme.azure",),
    (
        "bareme.results.results_json",
        "bareme.results.grades_csv",
        "bareme.results.junit",
        "bareme.report",
        "bareme.integrity",
        "bareme.classrun.grade_class",
        "bareme.classrun.merge",
        "bareme.classrun.engine",
        "bareme.privacy",
        "bareme.privacy.forget",
    ),
    ("bareme.cli", "bareme.cli.commands.github", "bareme.__main__"),
]
"""From the inside outward: a module imports its own layer and those above it in this list."""


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


def test_arrows_point_inward() -> None:
    layer = {name: number for number, names in enumerate(LAYERS) for name in names}

    def level(module: str) -> int | None:
        return next((layer[name] for name in (module, module.rpartition(".")[0], "") if name in layer), None)

    wrong = [
        f"{module} → {target}"
        for module, targets in graph().items()
        for target in targets
        if (own := level(module)) is not None and (other := level(target)) is not None and other > own
    ]
    assert wrong == []


def test_only_the_azure_package_knows_the_azure_sdk() -> None:
    users = {name for name, path in modules() if any(one.startswith("azure.") for one in imported(path))}
    assert {name for name in users if not name.startswith("bareme.azure")} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "checks").glob("*.py")), ids=lambda path: path.stem)
def test_checks_import_nothing_that_reads_or_writes(path: Path) -> None:
    forbidden = {"os", "pathlib", "subprocess", "socket", "requests", "random", "time", "io", "sys"}
    assert {name.partition(".")[0] for name in imported(path)} & (forbidden | {"azure"}) == set()


def test_every_check_says_what_a_student_reads(checks: Catalogue) -> None:
    assert [check.name for check in checks.values() if not check.summary.endswith(".")] == []
    without = [check.name for check in checks.values() if not check.reads]
    assert [name for name in without if not name.startswith("answer.")] == []


def test_the_page_of_checks_is_up_to_date(checks: Catalogue) -> None:
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == checks_page(checks), "run: make docs"


def test_the_rubric_schema_is_up_to_date(checks: Catalogue) -> None:
    written = json.loads((ROOT / "rubrics" / "rubric.schema.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(json_schema(checks))), "run: make docs"
