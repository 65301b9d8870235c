"""Spoils a JSON document in a few places, as its seed says: what coverage-blind bytes would never reach."""

import copy
import random
from typing import Any

DEEP: Any = "end"
for _ in range(120):
    DEEP = {"properties": [DEEP]}

JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 10**4000, 0.5, -1e300, "", " ", "x" * 5000, "\0", "\ud800", "\u202e\x1b[31m",
    "../../x", "CON", "=cmd()", "<script>", "{0}%s{x}", "${x}", [], {}, [[]], {"id": {}}, {"id": []}, [None], DEEP,
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-20T10:00:00", "2026-13-45", "1e999",
    "/subscriptions//resourceGroups///providers/", "/" * 60, "/providers/Microsoft.Compute/virtualMachines/",
    '{"properties":' * 90, '[{"id":{}}]', '{"properties":{"hardwareProfile":[]}}', "NaN", "Succeeded", "canceled",
    "PowerState/", "PowerState/deallocated", "Standard_", "Standard_D2s_v3",
)  # fmt: skip


def spoiled(document: Any, seed: bytes) -> Any:
    """A copy of the document with up to eight values replaced, taken away, or put where another stood."""
    chance = random.Random(seed)
    made = copy.deepcopy(document)
    for _ in range(chance.randint(1, 8) if made else 0):
        _spoil(made, chance)
    return made


def _spoil(inside: Any, chance: random.Random) -> None:
    """Walk down at random and change what is there."""
    while True:
        key = _key(inside, chance)
        inner = inside[key]
        if isinstance(inner, dict | list) and inner and chance.random() > 0.12:
            inside = inner
            continue
        break
    match chance.randrange(4):
        case 0 if len(inside) > 1:
            del inside[key]
        case 1 if isinstance(inside, list):
            inside.append(copy.deepcopy(inside[_key(inside, chance)]))
        case 2 if isinstance(inside, dict):
            inside[key] = copy.deepcopy(inside[_key(inside, chance)])
        case _:
            inside[key] = copy.deepcopy(chance.choice(JUNK))


def _key(inside: Any, chance: random.Random) -> Any:
    return chance.choice(list(inside)) if isinstance(inside, dict) else chance.randrange(len(inside))
