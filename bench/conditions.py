"""How long conditions take: `python bench/conditions.py [RESOURCES [CONDITIONS]]`, in milliseconds a student.

The time of reading the evidence is not counted: it is paid once, whatever the rubric asks.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from bareme.checking.catalogue import catalogue
from bareme.evidence import Collection
from bareme.grading.assess import Task, assess, tasks
from bareme.lab import Lab
from bareme.rubric import load_rubric
from bareme.simulator import Subscription

TYPES = ("Microsoft.Web/sites", "Microsoft.KeyVault/vaults", "Microsoft.Cache/redis", "Microsoft.Sql/servers")
ROUNDS = 30
_HEAD = "schema: bareme/rubric/v1\nid: bench\ntitle: bench\nsections:\n- id: A\n  title: A\n  criteria:\n"


def main(resources: int = 200, conditions: int = 15) -> None:
    """Print what building the lives and judging takes."""
    collections, work = evidence(resources), rubric(conditions)
    whole = [timed(lambda: assess(work, Lab.of(collections))) for _ in range(ROUNDS)]
    lab = Lab.of(collections)
    assess(work, lab)
    alone = [timed(lambda: assess(work, lab)) for _ in range(ROUNDS)]
    print(f"{conditions} conditions over {resources} resources: {median(alone):.1f} ms,"
          f" with the lives built anew {median(whole):.1f} ms")  # fmt: skip


def evidence(resources: int) -> list[Collection]:
    """A subscription with so many resources, each changed once."""
    azure = Subscription("00000000-0000-0000-0000-0000000000bb", group="rg-bench")
    for number in range(resources):
        body = {
            "httpsOnly": False,
            "enabled": False,
            "list": [{"name": f"n{i}", "properties": {"value": i}} for i in range(6)],
        }
        made = azure.make(TYPES[number % len(TYPES)], f"r{number}", body, tags={"env": "lab"})
        azure.change(made, {"properties.httpsOnly": True})
    return [azure.collect()]


def rubric(conditions: int) -> tuple[Task, ...]:
    """Criteria of three conditions, none of them met: every resource of a type is held against all of them."""
    inner = "{path: \"properties.list[?name=='n3'].properties.value\", eq: 99}"
    where = (
        "{path: location, eq: francecentral}, {path: tags.env, eq: lab}, {path: properties.enabled, eq: true}",
        "{path: sku.name, exists: false}, {path: location, in: [francecentral, westeurope]}, " + inner,
    )
    criteria = [
        f"  - {{id: C{number}, title: c, points: 1, check: resource, with: {{type: {TYPES[number % len(TYPES)]},"
        f" where: [{where[number % 2]}]}}}}"
        for number in range(conditions // 3)
    ]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bench.yaml"
        file.write_text(_HEAD + "\n".join(criteria), encoding="utf-8")
        checks = catalogue()
        return tasks(load_rubric(file, checks), checks)


def timed(work: object) -> float:
    """Milliseconds."""
    began = process_time()
    work()  # type: ignore[operator]
    return (process_time() - began) * 1000


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
