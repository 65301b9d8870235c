"""Storage accounts: where they are and how they copy what they hold; the rest of them, conditions say."""

from bareme import Finding, Lab, Region, Source, StorageAccount, check, every, met, region, say, unmet

from .disk_types import Copies, described, known_copies
from .good_faith import region_slip

ACCOUNTS = (Source.STORAGE_ACCOUNTS, Source.ACTIVITY_LOG)
NO_ACCOUNT = say("no storage account was ever made")


@check(
    "storage.region",
    reads=ACCOUNTS,
    slips=("region",),
    looks_at=("Microsoft.Storage/storageAccounts:location", "Microsoft.Storage/storageAccounts:@there"),
)
def place(lab: Lab, *, regions: tuple[Region, ...]) -> Finding:
    """Every storage account is in one of the regions that are allowed."""
    expected = say("storage accounts in one of {regions}", regions=regions)
    wanted = {region(one) for one in regions}

    def judge(account: StorageAccount) -> Finding:
        own = account.location
        found = say("{account}: {region}", account=account.name, region=own.value)
        if own.value in wanted:
            return met(expected, found, own)
        return unmet(expected, found, own, slip=region_slip(own.value))

    return every(expected, lab.storage_accounts, judge, NO_ACCOUNT)


@check(
    "storage.redundancy",
    reads=ACCOUNTS,
    looks_at=("Microsoft.Storage/storageAccounts:@there", "Microsoft.Storage/storageAccounts:sku"),
)
def copies(lab: Lab, *, redundancies: tuple[Copies, ...]) -> Finding:
    """Every storage account copies what it holds as is asked for."""
    expected = say("storage accounts with {copies}", copies=redundancies)

    def judge(account: StorageAccount) -> Finding:
        own = known_copies(account.sku.value)
        found = say("{account}: {copies}", account=account.name, copies=described(own))
        return met(expected, found, account.sku) if own.name in redundancies else unmet(expected, found, account.sku)

    return every(expected, lab.storage_accounts, judge, NO_ACCOUNT)


@check(
    "storage.durability",
    reads=ACCOUNTS,
    looks_at=("Microsoft.Storage/storageAccounts:@there", "Microsoft.Storage/storageAccounts:sku"),
)
def durability(lab: Lab, *, nines: int) -> Finding:
    """Every storage account keeps what it holds with the durability asked for."""
    expected = say("a durability of {nines} nines", nines=nines)

    def judge(account: StorageAccount) -> Finding:
        own = known_copies(account.sku.value)
        found = say("{account}: {copies}", account=account.name, copies=described(own))
        return met(expected, found, account.sku) if own.nines >= nines else unmet(expected, found, account.sku)

    return every(expected, lab.storage_accounts, judge, NO_ACCOUNT)
