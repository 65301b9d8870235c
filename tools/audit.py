"""`make audit`: known weaknesses of the locked dependencies, and an honest answer where nobody could be asked.

`pip-audit` ends well when the advisory service knows none of the packages, as behind a mirror. Here that is a failure.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
WEAK, UNKNOWN = 1, 3


def asked() -> list[dict[str, Any]] | None:
    """The dependencies as `pip-audit` tells them; `None` where it told nothing."""
    words = ["-m", "pip_audit", "--requirement", "requirements.lock", "--disable-pip", "--require-hashes"]
    command = [sys.executable, *words, "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(done.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    return found


def main() -> int:
    """Tell, and end with 0 only when every package was looked up and none is weak."""
    found = asked()
    if not found:
        print("NOT AUDITED: the advisory service did not answer. Nothing is known about any package.")
        return UNKNOWN
    weak = [(one["name"], one["version"], weakness) for one in found for weakness in one.get("vulns", ())]
    skipped = [one["name"] for one in found if "skip_reason" in one]
    for name, version, weakness in weak:
        print(f"{name} {version}: {weakness['id']}, fixed in {', '.join(weakness['fix_versions']) or 'nothing yet'}")
    if skipped:
        print(f"NOT AUDITED: {len(skipped)} of {len(found)} packages are unknown to the service that was asked:")
        print(f"  {', '.join(skipped[:8])}{' …' if len(skipped) > 8 else ''}")
        print("Nothing is known about these. Ask where the public index of Python packages can be reached.")
    if weak:
        return WEAK
    if skipped:
        return UNKNOWN
    print(f"{len(found)} packages looked up, no known weakness")
    return 0


if __name__ == "__main__":
    sys.exit(main())
