"""What editors and git hooks read: it says what the tests and the files themselves say."""

import configparser
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bareme.rubric.load import looks_like_rubric

ROOT = Path(__file__).parents[2]
OURS = ("src", "checks", "tests", "docs", "rubrics", "reports", "bench", "fuzz", "tools", ".github", ".ci")
KINDS = {".py", ".md", ".yaml", ".yml", ".toml", ".j2", ".css", ".js", ".po", ".ini", ""}


def hooks() -> dict[str, dict[str, Any]]:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for repository in config["repos"] for hook in repository["hooks"]}


def editor(path: Path) -> dict[str, str]:
    """What `.editorconfig` says of a file: later sections win."""
    config = configparser.ConfigParser()
    text = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    config.read_string("[root]\n" + text)
    said: dict[str, str] = {}
    for section in config.sections()[1:]:
        patterns = [section]
        if braces := re.fullmatch(r"(.*)\{(.*)\}(.*)", section):
            patterns = [f"{braces[1]}{one}{braces[3]}" for one in braces[2].split(",")]
        if any(fnmatch(path.name, pattern) for pattern in patterns):
            said |= dict(config[section])
    return said


def files() -> list[Path]:
    inside = [path for folder in OURS for path in (ROOT / folder).rglob("*")]
    every = [*inside, *ROOT.glob("*")]
    return sorted(path for path in every if path.is_file() and path.suffix in KINDS and "__pycache__" not in path.parts)


def faults(path: Path) -> list[str]:
    """Where a file is not what `.editorconfig` asks for."""
    said, text = editor(path), path.read_bytes().decode(editor(path)["charset"])
    asked = {
        "line ends": said["end_of_line"] == "lf" and "\r" in text,
        "no last line end": said["insert_final_newline"] == "true" and text != "" and not text.endswith("\n"),
        "trailing blanks": said["trim_trailing_whitespace"] == "true" and re.search(r"(?m)[ \t]+$", text),
        "tabs": said["indent_style"] == "space" and re.search(r"(?m)^ *\t", text),
        "blanks for tabs": said["indent_style"] == "tab" and re.search(r"(?m)^ {4}(?!\s*-)\S", text),
    }
    return [f"{path.relative_to(ROOT)}: {fault}" for fault, is_one in asked.items() if is_one]


def test_files_are_what_editors_are_told() -> None:
    assert [fault for path in files() for fault in faults(path)] == []


def test_the_editor_breaks_lines_where_ruff_does() -> None:
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    assert editor(Path("x.py"))["max_line_length"] == str(ruff["line-length"])
    assert (editor(Path("x.yml"))["indent_size"], editor(Path("Makefile"))["indent_style"]) == ("2", "tab")


def test_our_own_hook_is_the_one_we_publish() -> None:
    published, _ = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    own = hooks()[published["id"]]
    assert own["entry"] == f".venv/bin/{published['entry']}"
    assert {key: own[key] for key in ("name", "types")} == {key: published[key] for key in ("name", "types")}


def test_our_own_hook_sees_the_bundled_rubrics_and_only_rubrics() -> None:
    files = [*ROOT.glob("rubrics/**/*.y*ml"), *ROOT.glob(".github/**/*.yml")]
    assert {path for path in files if looks_like_rubric(path)} == {
        path for path in ROOT.glob("rubrics/**/*.yaml") if path.name != "expected.yaml"
    }


@pytest.mark.parametrize(("hook", "target"), [("ruff-check", "lint"), ("ruff-format", "lint"), ("mypy", "types")])
def test_a_hook_asks_what_make_asks(hook: str, target: str) -> None:
    tool, *words = hooks()[hook]["entry"].removeprefix(".venv/bin/").split()
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(rf"(?m)^{target}:.*\n((?:\t.*\n)+)", make)
    assert f"$(BIN)/{' '.join([tool, *(word for word in words if not word.startswith('--'))])}" in recipe
    assert hooks()[hook]["language"] == "system"


def test_the_action_installs_what_was_tested() -> None:
    """`action.lock` is the part of `requirements.lock` that the program needs, hashes and all."""
    done = subprocess.run([sys.executable, "tools/action_lock.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run: python tools/action_lock.py"
    text = (ROOT / "action.lock").read_text(encoding="utf-8")
    named = {line.partition("==")[0] for line in text.splitlines() if "==" in line and not line.startswith(("#", " "))}
    assert {"azure-identity", "jinja2", "pytest", "msal"} <= named
    assert named & {"selenium", "mypy", "ruff", "pytest-xdist"} == set()
    assert text.count("--hash=") >= len(named)
