"""Changes one thing at a time in what decides a grade, and tells which changes no test notices.

`make mutants` tries a sample (`SAMPLE=120`, `SEED=…` for the same one again), `make mutants SAMPLE=0` every change. The
changes are cosmic-ray's, which works on the syntax and keeps the rest of a file as it is. Each is tried in a copy of
the project by the tests that run the changed line, or any line of the file where it stands in no function. What
survives is printed with its place, and the exit code is 1 where fewer than 95 of a hundred were noticed. A change that
can alter no verdict is not tried: in an annotation, in a message, in what is only remembered, and those that
`mutants-equal.toml` lists with the reason.
"""

import argparse
import ast
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]
ROOMS = ("checks", "src/bareme/timeline", "src/bareme/lab", "src/bareme/conditions", "src/bareme/checking",
         "src/bareme/grading", "src/bareme/marks")  # fmt: skip
"""What decides a grade."""
ONLY_TELLS = {"checkpoints", "commands", "next_steps", "own_names", "problems", "refused", "remaining_points",
              "remarks", "students_copy", "told", "withheld"}  # fmt: skip
"""Files of these rooms that advise and tell, and decide nothing."""
TESTS = (
    *("tests/checks", "tests/conditions", "tests/evidence", "tests/grading", "tests/lab", "tests/marks"),
    "tests/timeline",
    *("tests/rubric", "tests/prove", "tests/results", "tests/suspicion", "tests/submission", "tests/marking"),
    "tests/cli/test_own_word.py",
)
"""The tests that are there to notice: those beside what decides, and those of its nearest users."""
STATED = "tests/docs/test_reference.py::test_the_pages_say_what_the_code_says[en]"
"""The test that notices what the reference tells: which parameters a check has, and what stands where none is given."""
QUICK = ("-m", "not slow")
"""Without the tests that start processes, whose lines nobody counts."""
GOAL = 0.95
WORKERS = 2
FIRST = 60
"""Tests of a line that are tried before all of them."""
_TYPES_ONLY = "BitOr"
"""`X | None` in an annotation: a change that changes nothing."""
_NEED_MORE = ("VariableReplacer", "VariableInserter")
"""Operators that must be told a variable."""
_MESSAGES = {"Message", "Value"}
"""What a function returns that only tells."""
_SHARES = {
    "ALL": {ast.GtE: ast.Eq, ast.Lt: ast.NotEq},
    "NOTHING": {ast.LtE: ast.Eq, ast.Gt: ast.NotEq},
}
"""No share is more than all or less than nothing: what tells the same of one that is held against them."""
_TEXTS = {"fold", "region", "canonical", "type_of", "resource_type", "resource_name", "basis_of"}
"""Functions that give a text."""
_ASSERTED = {"zip": "strict", "ConfigDict": "frozen"}
"""Calls, and the keyword of each that only asserts."""
_IDENTITY = {ast.Is: ast.Eq, ast.IsNot: ast.NotEq}
"""What tells the same of what there is one of, and of short texts."""
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_COPIED = ("src", "checks", "rubrics", "reports", "tests", "conftest.py", "pyproject.toml", "docs", "tools")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: an operator at one of its places in a file."""

    file: str
    operator: str
    occurrence: int
    code: str
    line: int
    before: str
    after: str

    @property
    def lines(self) -> tuple[int, int]:
        """The lines whose tests may notice it: in a function its own, else all of the file."""
        functions = (one for one in ast.walk(ast.parse(self.code)) if isinstance(one, ast.FunctionDef))
        is_inside = any(one.body[0].lineno <= self.line <= (one.end_lineno or 0) for one in functions)
        return (self.line, self.line) if is_inside else (1, sys.maxsize)


class Verdict(ast.NodeTransformer):
    """What of a program can alter a verdict: no annotation, no message, no list of names, nothing remembered.

    Nor does what only asserts: that two lists are of one length, that a value is never changed. What there is one of
    is the same as what is equal to it. Which of two messages is told, and how a function words the one it returns, is
    in a message.
    """

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if _is_named(node.returns, *_MESSAGES):
            node.body = [ast.Pass()]
        node.returns = None
        node.decorator_list = [one for one in node.decorator_list if not _is_decorator(one, "cache", "lru_cache")]
        return self.generic_visit(node)

    def visit_arguments(self, node: ast.arguments) -> ast.AST:
        """Whether an argument may be given with or without its name: every check's and every field's is."""
        node.args = [*node.posonlyargs, *node.args, *node.kwonlyargs]
        node.defaults = [*node.defaults, *(one for one in node.kw_defaults if one is not None)]
        node.posonlyargs, node.kwonlyargs, node.kw_defaults = [], [], []
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """A dataclass without fields of its own is none the less one of its base."""
        node.keywords = [one for one in node.keywords if one.arg != "frozen"]
        if not any(isinstance(one, ast.AnnAssign) for one in node.body):
            node.decorator_list = [one for one in node.decorator_list if not _is_decorator(one, "dataclass")]
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        return None if _is_named(node.targets[0], "__all__") else self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        if len(node.ops) == 1:
            own = _IDENTITY.get(type(node.ops[0]), type(node.ops[0]))
            bound = node.comparators[0]
            node.ops = [_SHARES.get(bound.id, {}).get(own, own)() if isinstance(bound, ast.Name) else own()]
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        return ast.Constant("said") if _says(node.body) and _says(node.orelse) else self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        return ast.Constant("said") if _says(node.values[-1]) else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if _is_named(node.func, "dataclass", "lru_cache", "TypeVar"):
            node.keywords = []
        if isinstance(node.func, ast.Name) and node.func.id in _ASSERTED:
            node.keywords = [one for one in node.keywords if one.arg != _ASSERTED[node.func.id]]
        return ast.Constant("said") if _says(node) else self.generic_visit(node)


def _ordered_words(code: str) -> int:
    """How often words are put in an order: nobody writes `status >= "succeeded"`."""
    compared = (one for one in ast.walk(ast.parse(code)) if isinstance(one, ast.Compare))
    return sum(isinstance(one.ops[0], _ORDER) and any(map(_is_word, (one.left, *one.comparators))) for one in compared)


def _is_word(node: ast.AST) -> bool:
    """A text, `None`, the member of an enumeration, or what a function gives that gives texts."""
    if isinstance(node, ast.Call):
        return _is_named(node.func, *_TEXTS)
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, str | bool)
    return isinstance(node, ast.Attribute) and node.attr.isupper()


def _is_decorator(node: ast.AST, *names: str) -> bool:
    """Whether a decorator is one of these, called or not."""
    return _is_named(node.func if isinstance(node, ast.Call) else node, *names)


def _says(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _is_named(node.func, "say")


def _is_named(node: ast.AST | None, *names: str) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _judging(code: str) -> str | None:
    """What of a program can alter a verdict, as text; `None` of what is no program."""
    try:
        return ast.dump(Verdict().visit(ast.parse(code)))
    except SyntaxError:
        return None


def mutants(file: Path, operator: str, equal: frozenset[tuple[str, str, str]]) -> list[Mutant]:
    """Every change that an operator makes in a file and that can alter a verdict."""
    code, name = file.read_text(encoding="utf-8"), str(file.relative_to(ROOT))
    before, ordered, found, occurrence = _judging(code), _ordered_words(code), [], 0
    while (changed := mutate_code(code, get_operator(operator)(), occurrence)) is not None:
        if _judging(changed) not in {None, before} and _ordered_words(changed) == ordered:
            pairs = list(zip(code.splitlines(), changed.splitlines(), strict=False))
            line = next((number for number, (one, other) in enumerate(pairs, 1) if one != other), 1)
            own, other = (text.strip() for text in pairs[line - 1])
            if (name, own, other) not in equal:
                found.append(Mutant(name, operator, occurrence, changed, line, own, other))
        occurrence += 1
    return found


def known_equal() -> frozenset[tuple[str, str, str]]:
    """The changes that alter nothing, as file, line before and line after."""
    listed = tomllib.loads((ROOT / "tools" / "mutants-equal.toml").read_text(encoding="utf-8"))
    return frozenset((one["file"], one["before"], one["after"]) for one in listed["equal"])


def chosen(files: Sequence[Path], most: int, seed: int) -> list[Mutant]:
    """A sample of changes, one of an operator in a file; all where `most` is 0."""
    equal = known_equal()
    operators = [one for one in operator_names() if _TYPES_ONLY not in one and not one.endswith(_NEED_MORE)]
    chance, pairs = random.Random(seed), [(file, one) for file in files for one in operators]  # noqa: S311 - a sample
    if not most:
        return [mutant for pair in pairs for mutant in mutants(*pair, equal)]
    chance.shuffle(pairs)
    found = ((own, chance.choice(own)) for pair in pairs if (own := mutants(*pair, equal)))
    return [mutant for _, mutant in islice(found, most)]


def copies(number: int) -> list[Path]:
    """So many copies of the project, to be changed one at a time."""
    folders = [ROOT / "build" / "mutants" / f"copy{one}" for one in range(number)]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in _COPIED:
            own = ROOT / name
            if own.is_dir():
                shutil.copytree(own, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(own, folder / name)
    return folders


_TESTS_OF = """
    select distinct context.context from arc
    join file on file.id = arc.file_id join context on context.id = arc.context_id
    where file.path = ? and arc.tono between ? and ?
"""
"""From the data file of coverage.py, which notes from which line to which one a test goes."""


@dataclass(frozen=True, slots=True)
class Project:
    """A copy of the project, and the interpreter that has its tests."""

    folder: Path
    python: str

    def measure(self) -> None:
        """Run all tests, and keep which of them runs which line."""
        self._run("pytest", "-q", "-n", str(WORKERS), "--cov", "--cov-context=test", "--cov-report=", *QUICK, *TESTS)

    def tests_of(self, mutant: Mutant) -> Sequence[str]:
        """The tests that run what was changed, as they were measured; all where none does."""
        with closing(sqlite3.connect(self.folder / "build" / "coverage" / "data")) as base:
            found = base.execute(_TESTS_OF, (str(self.folder / mutant.file), *mutant.lines)).fetchall()
        tests = {context.rpartition("|")[0] for (context,) in found if context.endswith("|run")}
        is_outside = mutant.lines != (mutant.line, mutant.line)
        return [*([STATED] if is_outside else []), *sorted(tests)] if tests else TESTS

    def notices(self, mutant: Mutant, tests: Sequence[str]) -> bool:
        """Whether a test fails with this change."""
        file = self.folder / mutant.file
        before = file.read_text(encoding="utf-8")
        file.write_text(mutant.code, encoding="utf-8")
        some = tests[:: len(tests) // FIRST + 1]
        try:
            return not (self._passes(some) and (some == tests or self._passes(tests)))
        finally:
            file.write_text(before, encoding="utf-8")

    def _passes(self, tests: Sequence[str]) -> bool:
        """Whether these tests pass; one that does not end is a failure."""
        words = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=1", *QUICK)
        try:
            return self._run("pytest", *words, *tests) == 0
        except subprocess.TimeoutExpired:
            return False

    def _run(self, module: str, *words: str) -> int:
        path = f"{self.folder / 'src'}{os.pathsep}{self.folder}"
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [self.python, "-m", module, *words],
            cwd=self.folder, env=environment, capture_output=True, timeout=600, check=False,
        )  # fmt: skip
        return done.returncode


def main() -> int:
    """Try a sample, and tell what survived."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=120, help="how many changes; 0 for all")
    options.add_argument("--seed", type=int, default=None, help="of the sample; another one each time")
    options.add_argument("--python", default=sys.executable, help="the interpreter that has the project's tests")
    options.add_argument("--only", default="", help="files whose path has this regular expression")
    asked = options.parse_args()
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    files = [
        file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))
        if re.search(asked.only, str(file.relative_to(ROOT))) and file.stem not in ONLY_TELLS
    ]  # fmt: skip
    began, tries = monotonic(), chosen(files, asked.sample, seed)
    print(f"{len(tries)} changes in {len(files)} files; the same again: SEED={seed}", flush=True)
    projects, free = [Project(folder, asked.python) for folder in copies(WORKERS)], SimpleQueue[Project]()
    projects[0].measure()
    for one in projects:
        free.put(one)

    def tried(mutant: Mutant) -> bool:
        project = free.get()
        try:
            return project.notices(mutant, projects[0].tests_of(mutant))
        finally:
            free.put(project)

    noticed: Counter[str] = Counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        for number, (mutant, was_noticed) in enumerate(zip(tries, pool.map(tried, tries), strict=True), 1):
            noticed[mutant.file] += was_noticed
            if not was_noticed:
                place = f"{number} of {len(tries)}, {mutant.file}:{mutant.line}"
                print(f"{place}: not noticed\n  - {mutant.before}\n  + {mutant.after}", flush=True)
    total = sum(noticed.values())
    for file, number in sorted(Counter(one.file for one in tries).items()):
        print(f"{noticed[file]:4d} of {number:4d}  {file}")
    print(f"{total} of {len(tries)} were noticed ({total / max(len(tries), 1):.0%}), {monotonic() - began:.0f} s")
    return 0 if total >= GOAL * len(tries) else 1


if __name__ == "__main__":
    sys.exit(main())
