"""What is left and what it costs, as a short table: taken from the sentence in which a check tells it."""

import re
from decimal import Decimal
from typing import Any

from bareme.report.scales import Linear

SENTENCE = "about {total} {currency} a month ({each})"
_GENERATED = re.compile(r"_[0-9a-f]{32}$")
"""What Azure puts behind the names of disks that it makes itself."""


def costs(found: Any) -> dict[str, Any] | None:
    """Total, currency and items of a kept message, dearest first; `None` where it tells no costs."""
    told = found if found and found["text"] == SENTENCE else (found or {}).get("values", {}).get("known")
    if not isinstance(told, dict) or told.get("text") != SENTENCE:
        return None
    items = [one["values"] for one in told["values"]["each"]]
    prices = [Decimal(one["price"]["number"]) for one in items]
    scale = Linear(0, float(max(prices, default=1)))
    rows = [
        {"name": one["name"], "short": _GENERATED.sub("", one["name"]), "price": price, "at": scale.at(price)}
        for one, price in zip(items, prices, strict=True)
    ]
    lacking = found["values"].get("lacking") if told is not found else None
    total = Decimal(told["values"]["total"]["number"])
    return {"total": total, "currency": told["values"]["currency"], "rows": rows, "lacking": lacking}
