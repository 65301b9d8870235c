"""What a student may do to an export that is not his own, or not true: a few lines each, as a forger writes them."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from bareme.evidence import Collection
from bareme.evidence.collection import from_wire, to_wire
from bareme.reference.arm import instant

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")


def retold(one: Collection, change: Callable[[str], str]) -> Collection:
    """The collection whose JSON text was changed."""
    return replace(from_wire({**json.loads(change(json.dumps(to_wire(one)))), "sha256": ""}), sha256="")


def copied(one: Collection, subscription: str, hours: float = 26) -> Collection:
    """A friend's, every id mapped to another, all times shifted, resources renamed, the subscription one's own."""

    def mapped(found: re.Match[str]) -> str:
        return subscription if found[0] == one.subscription_id else str(uuid5(NAMESPACE_URL, subscription + found[0]))

    def shifted(found: re.Match[str]) -> str:
        moment = instant(found[0])
        return (moment + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment else found[0]

    def change(text: str) -> str:
        renamed = re.sub(r"(?i)rg-tp2", "rg-mine", text)
        renamed = re.sub(r"sha256:[0-9a-f]{16}", "sha256:00112233aabbccdd", renamed)
        return _TIME.sub(shifted, _GUID.sub(mapped, renamed))

    return retold(one, change)


def succeeded(one: Collection) -> Collection:
    """One's own, every failure made a success."""
    return retold(one, lambda text: text.replace('"Failed"', '"Succeeded"'))
