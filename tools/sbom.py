"""`make sbom`: the locked dependencies and the wheel as CycloneDX JSON, checked against CycloneDX's own schema.

Run by the Python of the environment that holds `cyclonedx-bom`: `python tools/sbom.py WHEEL OUT`.
"""

import hashlib
import json
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def dependencies() -> dict[str, Any]:
    """The bill of materials of `requirements.lock`, hashes and all."""
    words = [
        "requirements",
        "requirements.lock",
        "--pyproject",
        "pyproject.toml",
        "--output-reproducible",
        "--sv",
        "1.6",
    ]
    command = [sys.executable, "-W", "ignore::UserWarning", "-m", "cyclonedx_py", *words]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    bill: dict[str, Any] = json.loads(done.stdout)
    return bill


def with_wheel(bill: dict[str, Any], wheel: Path) -> dict[str, Any]:
    """The bill, its subject the wheel: version and hash as built."""
    name, version = wheel.name.split("-")[:2]
    digest = {"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}
    own = {"version": version, "hashes": [digest], "purl": f"pkg:pypi/{name}@{version}"}
    subject = {**bill["metadata"]["component"], **own}
    refs = [one["bom-ref"] for one in bill["components"] if canonicalize_name(one["name"]) in wanted(wheel)]
    needs = {"ref": subject["bom-ref"], "dependsOn": sorted(refs)}
    others = [one for one in bill["dependencies"] if one["ref"] != subject["bom-ref"]]
    return {**bill, "metadata": {**bill["metadata"], "component": subject}, "dependencies": [needs, *others]}


def wanted(wheel: Path) -> set[str]:
    """What the wheel itself asks for; the rest of the lock is for its extras, its tests, or asked for by these."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        told = message_from_bytes(archive.read(name)).get_all("Requires-Dist") or []
    asked = map(Requirement, told)
    return {canonicalize_name(one.name) for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})}


def main(wheel: Path, out: Path) -> int:
    """Write the bill if it is a valid one."""
    bill = with_wheel(dependencies(), wheel)
    text = json.dumps(bill, indent=1) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        print(f"not valid CycloneDX 1.6: {wrong}", file=sys.stderr)
        return 1
    out.write_text(text, encoding="utf-8")
    print(f"{out}: {len(bill['components'])} locked dependencies and {wheel.name}, valid CycloneDX 1.6")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
