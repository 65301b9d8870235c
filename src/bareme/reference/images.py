"""Until when a system is supported."""

import re
from datetime import date

from bareme.reference.tables import table


def supported_until(sku: str) -> date | None:
    """The last day of support of a Windows Server image (`2016-datacenter-gensecond`), where it is known."""
    year = re.match(r"\d{4}", sku)
    found = table("images")["support"].get(year[0]) if year else None
    return found if isinstance(found, date) else None
