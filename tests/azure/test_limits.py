"""What the machine does not give while Azure is read is told as what it is, and is no student's trouble."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.azure.arm_server import ArmServer
from tests.azure.world import SUB


@pytest.mark.slow
def test_too_many_open_files_end_the_collection_with_one_sentence(signed_in: ArmServer, tmp_path: Path) -> None:
    words = (
        f"{sys.executable} -m bareme collect --subscription {SUB} --arm-endpoint {signed_in.url} --evidence e --lang en"
    )
    told = set()
    for files in (15, 23, 39):
        done = subprocess.run(
            ["/bin/bash", "-c", f"ulimit -n {files}; exec {words}"],
            cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if "too many files are open" in done.stderr:
            told.add(done.returncode)
        assert "Please report" not in done.stderr, done.stderr
        assert done.returncode in {0, 3}, done.stderr
    assert told == {3}
