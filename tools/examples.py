"""Writes the example students of the bundled rubrics anew: `python tools/examples.py`, then `bareme rubric prove`.

The simulator is deterministic: what is written changes only with the stories.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from bareme.evidence import Collection, write_collection
from bareme.simulator import Subscription
from bareme.simulator.compliance import GROUP, SCRIPT, Service, deploy
from bareme.simulator.ids import guid
from bareme.simulator.storage_lab import Accounts, storage_lab

sys.path.insert(0, str(Path(__file__).parents[1]))

import tools.stories

RUBRICS = Path(__file__).parents[1] / "rubrics"

SERVICES = {
    "good": Service(),
    "one-zone-left-on": Service(zones=("1",), stop="power_off", ssh_from="*", tidy=False, cautious=False),
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
    for story in stories():
        for told in story.examples():
            written(RUBRICS / f"{story.RUBRIC}.examples" / told.name, told.collections)


def stories() -> Iterator[Any]:
    """The modules of `tools/stories` that tell examples: each has `RUBRIC` and `examples()`."""
    for found in walk_packages(tools.stories.__path__, "tools.stories."):
        module = import_module(found.name)
        if hasattr(module, "examples"):
            yield module


def written(place: Path, collections: Sequence[Collection]) -> None:
    """The evidence of one example, in place of what was there."""
    for old in place.glob("*.json.gz"):
        old.unlink()
    shutil.rmtree(place / "scripts", ignore_errors=True)
    for collection in collections:
        write_collection(place, collection)


if __name__ == "__main__":
    main()
