"""Writes `action.lock`: of `requirements.lock` what the program itself needs, hashes and all, for the GitHub action.

`python tools/action_lock.py` writes it; `--check` only tells whether it is up to date.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"(?m)^(?P<name>[A-Za-z0-9][\w.-]*)==(?:.*\n)(?:    .*\n)*")
_PARENT = re.compile(r"(?m)^    # (?:via |  )(?P<name>[\w.-]+)")
HEAD = "# Of requirements.lock what bareme itself needs: tools/action_lock.py writes it, `make lock` calls that.\n"


def action_lock() -> str:
    """The blocks of everything that a dependency of the program needs, in the order of the whole lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    blocks = {canonicalize_name(one["name"]): one[0] for one in _BLOCK.finditer(_lock())}
    parents = {name: {canonicalize_name(one) for one in _PARENT.findall(block)} for name, block in blocks.items()}
    needed = {canonicalize_name(Requirement(one).name) for one in project["dependencies"]}
    while more := {name for name in blocks if name not in needed and parents[name] & needed}:
        needed |= more
    return HEAD + "".join(block for name, block in blocks.items() if name in needed)


def _lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def main() -> int:
    """Write the file, or with `--check` only compare."""
    place = ROOT / "action.lock"
    if "--check" in sys.argv:
        return int(not place.is_file() or place.read_text(encoding="utf-8") != action_lock())
    place.write_text(action_lock(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
