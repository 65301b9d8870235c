"""Changes one thing at a time in what decides a grade, and tells which changes no test notices.

`make mutants` tries a sample (`SAMPLE=120`, `SEED=…` for the same one again), `make mutants SAMPLE=0` every change. The
changes are cosmic-ray's, which works on the syntax and keeps the rest of a file as it is; each is tried in a copy of
the project, the tests of its own room first. What survives is printed with its place, and the exit code is 1 where
fewer than 95 of a hundred were noticed.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]
ROOMS = {
    "checks": ("tests/checks",),
    "src/bareme/timeline": ("tests/timeline",),
    "src/bareme/lab": ("tests/timeline", "tests/checks"),
    "src/bareme/conditions": ("tests/conditions",),
    "src/bareme/grading": ("tests/grading",),
    "src/bareme/marks": ("tests/marks",),
}
"""What decides a grade, and the tests that are nearest to it."""
REST = ("tests/checks", "tests/timeline", "tests/conditions", "tests/grading", "tests/evidence", "tests/marks")
GOAL = 0.95
WORKERS = 2
_TYPES_ONLY = "BitOr"
"""`X | None` in an annotation: a change that changes nothing."""
_NEED_MORE = ("VariableReplacer", "VariableInserter")
"""Operators that must be told a variable."""
_COPIED = ("src", "checks", "rubrics", "reports", "tests", "conftest.py", "pyproject.toml", "docs", "tools")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: an operator at one of its places in a file."""

    file: str
    operator: str
    occurrence: int
    code: str
    line: int


def mutants(file: Path, operator: str) -> list[Mutant]:
    """Every change that an operator makes in a file and that leaves another program."""
    code = file.read_text(encoding="utf-8")
    before, found, occurrence = _dumped(code), [], 0
    while (changed := mutate_code(code, get_operator(operator)(), occurrence)) is not None:
        if _dumped(changed) not in {None, before}:
            pairs = zip(code.splitlines(), changed.splitlines(), strict=False)
            line = next((number for number, (one, other) in enumerate(pairs, 1) if one != other), 0)
            found.append(Mutant(str(file.relative_to(ROOT)), operator, occurrence, changed, line))
        occurrence += 1
    return found


def chosen(files: Sequence[Path], most: int, seed: int) -> list[Mutant]:
    """A sample of changes, one of an operator in a file; all where `most` is 0."""
    operators = [one for one in operator_names() if _TYPES_ONLY not in one and not one.endswith(_NEED_MORE)]
    chance, pairs = random.Random(seed), [(file, one) for file in files for one in operators]  # noqa: S311 - a sample
    if not most:
        return [mutant for pair in pairs for mutant in mutants(*pair)]
    chance.shuffle(pairs)
    found = ((own, chance.choice(own)) for pair in pairs if (own := mutants(*pair)))
    return [mutant for _, mutant in islice(found, most)]


def _dumped(code: str) -> str | None:
    """The program as a tree; `None` of what is no program."""
    try:
        return ast.dump(ast.parse(code))
    except SyntaxError:
        return None


def copies(number: int) -> "SimpleQueue[Path]":
    """So many copies of the project, to be changed one at a time."""
    free: SimpleQueue[Path] = SimpleQueue()
    for one in range(number):
        folder = ROOT / "build" / "mutants" / f"copy{one}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in _COPIED:
            own = ROOT / name
            if own.is_dir():
                shutil.copytree(own, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(own, folder / name)
        free.put(folder)
    return free


def is_noticed(mutant: Mutant, folder: Path, python: str) -> bool:
    """Whether a test fails in a copy with this change."""
    file = folder / mutant.file
    before = file.read_text(encoding="utf-8")
    file.write_text(mutant.code, encoding="utf-8")
    try:
        own = next(tests for room, tests in ROOMS.items() if mutant.file.startswith(f"{room}/"))
        others = tuple(one for one in REST if one not in own)
        return not (passes(own, folder, python) and passes(others, folder, python))
    finally:
        file.write_text(before, encoding="utf-8")


def passes(tests: tuple[str, ...], folder: Path, python: str) -> bool:
    """Whether these tests pass in a copy; one that does not end is a failure."""
    words = [python, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=1"]
    environment = {**os.environ, "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*words, *tests], cwd=folder, env=environment, capture_output=True, timeout=600, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Try a sample, and tell what survived."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=120, help="how many changes; 0 for all")
    options.add_argument("--seed", type=int, default=None, help="of the sample; another one each time")
    options.add_argument("--python", default=sys.executable, help="the interpreter that has the project's tests")
    options.add_argument("--only", default="", help="files whose path holds this")
    asked = options.parse_args()
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")) if asked.only in str(file)]
    tries = chosen(files, asked.sample, seed)
    print(f"{len(tries)} changes in {len(files)} files; the same again: SEED={seed}", flush=True)
    began, free = monotonic(), copies(WORKERS)

    def tried(mutant: Mutant) -> bool:
        folder = free.get()
        try:
            return is_noticed(mutant, folder, asked.python)
        finally:
            free.put(folder)

    noticed: Counter[str] = Counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        for mutant, was_noticed in zip(tries, pool.map(tried, tries), strict=True):
            noticed[mutant.file] += was_noticed
            if not was_noticed:
                source = (ROOT / mutant.file).read_text(encoding="utf-8").splitlines()
                line = source[mutant.line - 1].strip() if mutant.line else ""
                print(f"{mutant.file}:{mutant.line}: {mutant.operator} is not noticed: {line}", flush=True)
    total = sum(noticed.values())
    for file, number in sorted(Counter(one.file for one in tries).items()):
        print(f"{noticed[file]:4d} of {number:4d}  {file}")
    print(f"{total} of {len(tries)} were noticed ({total / max(len(tries), 1):.0%}), {monotonic() - began:.0f} s")
    return 0 if total >= GOAL * len(tries) else 1


if __name__ == "__main__":
    sys.exit(main())
