"""A lab on storage: two accounts, each for its purpose."""

from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.subscription import Subscription

PRIVATE, ARCHIVE = "sttp3prive01", "sttp3archive01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """How the accounts are made; the defaults are perfect."""

    location: str = "francecentral"
    copies: str = "Standard_GZRS"
    safe: bool = True


def storage_lab(azure: Subscription, accounts: Accounts | None = None) -> list[Collection]:
    """Make the accounts, and collect on the next day."""
    wanted = accounts or Accounts()
    for name in (PRIVATE, ARCHIVE):
        azure.storage_account(name, sku=wanted.copies, location=wanted.location, safe=wanted.safe)
        azure.wait(minutes=15)
    azure.wait(days=1)
    return [azure.collect("final")]
