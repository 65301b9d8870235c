"""Writes the example students of the bundled rubrics anew: `python tools/examples.py`, then `bareme rubric prove`.

The simulator is deterministic: what is written changes only with the stories.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from bareme.evidence import Collection, write_collection
from bareme.simulator import Subscription
from bareme.simulator.compliance import GROUP, SCRIPT, Service, deploy
from bareme.simulator.ids import guid
from bareme.simulator.network_lab import GROUP as NETWORK_GROUP
from bareme.simulator.network_lab import Networks, network_lab
from bareme.simulator.storage_lab import Accounts, storage_lab

RUBRICS = Path(__file__).parents[1] / "rubrics"

SERVICES = {
    "good": Service(),
    "one-zone-left-on": Service(zones=("1",), stop="power_off", ssh_from="*", tidy=False, cautious=False),
}
NETWORKS = {
    "good": Networks(),
    "half-peered": Networks(is_peered_back=False, is_guarded=False),
    "open-and-left": Networks(ssh_from="*", next_hop="10.0.9.9", has_gateway=False, tidy=False),
}
ACCOUNTS = {"good": Accounts(), "local-and-open": Accounts(copies="Standard_LRS", safe=False)}


def main() -> None:
    """Every example, its evidence replaced; `expected.yaml` stays as it is."""
    for name, service in SERVICES.items():
        place = RUBRICS / "chapter2-compliance.examples" / name
        written(place, deploy(Subscription(guid("example", name), group=GROUP), service))
        (place / "scripts").mkdir(exist_ok=True)
        (place / "scripts" / "deploy.sh").write_text(SCRIPT, encoding="utf-8")
    for name, accounts in ACCOUNTS.items():
        place = RUBRICS / "storage-lab.examples" / name
        written(place, storage_lab(Subscription(guid("example", name), group="rg-tp3"), accounts))
    for name, networks in NETWORKS.items():
        place = RUBRICS / "network-lab.examples" / name
        written(place, network_lab(Subscription(guid("example", name), group=NETWORK_GROUP), networks))


def written(place: Path, collections: Sequence[Collection]) -> None:
    """The evidence of one example, in place of what was there."""
    for old in place.glob("*.json.gz"):
        old.unlink()
    shutil.rmtree(place / "scripts", ignore_errors=True)
    for collection in collections:
        write_collection(place, collection)


if __name__ == "__main__":
    main()
