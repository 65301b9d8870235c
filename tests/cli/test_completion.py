"""Shells complete verbs, options and the names of rubrics."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bareme.__main__ import main


@pytest.mark.parametrize(
    ("shell", "sign"), [("bash", "complete -o nosort"), ("zsh", "#compdef bareme"), ("fish", "complete --no-files")]
)
def test_a_script_for_each_shell(shell: str, sign: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert sign in capsys.readouterr().out


def test_another_shell_is_told_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "tcsh"]) == 2
    assert "fish" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("bareme gr", ["plain,grade"]),
        ("bareme check --evi", ["plain,--evidence"]),
        ("bareme check --rubric tp", ["plain,tp2-vm", "file,tp"]),
        ("bareme rubric lin", ["plain,lint"]),
        ("bareme export run --to moodle-g", ["plain,moodle-gradebook"]),
    ],
)
def test_what_bash_is_offered(line: str, offered: list[str], tmp_path: Path) -> None:
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1), "_BAREME_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-c", "from bareme.__main__ import main; main([])"],
        env={**os.environ, **words}, capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.split() == offered, done.stderr
