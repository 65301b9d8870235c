"""Published schemas of the services that read our files."""

import subprocess
import sys
from pathlib import Path


def complaints(file: Path, schema: str, *options: str) -> str:
    """What a published schema says against a file; empty where it has nothing to say."""
    words = ["-m", "check_jsonschema", "--builtin-schema", schema, *options, str(file)]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr
