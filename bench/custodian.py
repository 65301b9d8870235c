"""Cloud Custodian's filters on the same evidence: `python bench/custodian.py DIR`, where `c7n-azure` is installed.

Only criteria of the present state can be said: no deletion, no resize, no image's origin. Prints JSON.
"""

import gzip
import json
import sys
import time
from pathlib import Path
from typing import Any

from c7n.config import Config  # type: ignore[import-not-found]
from c7n.policy import Policy  # type: ignore[import-not-found]
from c7n.resources import load_resources  # type: ignore[import-not-found]
from c7n_azure.entry import initialize_azure  # type: ignore[import-not-found]

CRITERIA: dict[str, list[dict[str, Any]]] = {
    "image": [
        {"type": "value", "key": "properties.storageProfile.imageReference.sku", "op": "regex", "value": ".*2016.*"}
    ],
    "region": [{"type": "value", "key": "location", "value": "francecentral"}],
    "name": [{"type": "value", "key": "name", "op": "regex", "value": "(?i)vm1-windows.*"}],
    "zones": [{"type": "value", "key": "zones[0]", "op": "in", "value": ["1", "2", "3"]}],
    "size": [{"type": "value", "key": "properties.hardwareProfile.vmSize", "value": "Standard_B1s"}],
    "os_disk": [
        {
            "type": "value",
            "key": "properties.storageProfile.osDisk.managedDisk.storageAccountType",
            "value": "StandardSSD_LRS",
        }
    ],
    "data_disk": [{"type": "value", "key": "length(properties.storageProfile.dataDisks)", "op": "gte", "value": 1}],
    "linux": [{"type": "value", "key": "properties.storageProfile.osDisk.osType", "value": "Linux"}],
    "set": [{"type": "value", "key": "properties.availabilitySet.id", "value": "present"}],
}


def policies() -> list[Any]:
    """One policy a criterion, ready to filter."""
    initialize_azure()
    load_resources(("azure.vm",))
    options = Config.empty(account_id="11111111-2222-3333-4444-555555555555", region=None, cache=None, cache_period=0)
    told = ({"name": name, "resource": "azure.vm", "filters": filters} for name, filters in CRITERIA.items())
    return [Policy(one, options) for one in told]


def machines(folder: Path) -> list[list[dict[str, Any]]]:
    """The machines that each student's last collection lists; every student has one, or the comparison flatters."""
    last = (max(student.glob("*.json.gz")) for student in sorted((folder / "evidence").iterdir()))
    documents = (json.loads(gzip.decompress(path.read_bytes())) for path in last)
    found = [document["sources"].get("virtual-machines", {}).get("items", []) for document in documents]
    shown = next(items for items in found if items)
    return [items or shown for items in found]


def main() -> None:
    """Filter, and tell how long it took."""
    ready, students = policies(), machines(Path(sys.argv[1]))
    started = time.process_time()
    for items in students:
        for policy in ready:
            policy.resource_manager.filter_resources([dict(item) for item in items])
    seconds = time.process_time() - started
    print(json.dumps({"criteria": len(ready) * len(students), "seconds": seconds}))


if __name__ == "__main__":
    main()
