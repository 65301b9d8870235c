"""Storage accounts: where they are, how they copy what they hold, and who gets in."""

from bareme import Finding, Lab, Region, Source, StorageAccount, check, every, met, region, say, unmet

from .disk_types import Copies, described, known_copies
from .good_faith import region_slip

ACCOUNTS = (Source.STORAGE_ACCOUNTS, Source.ACTIVITY_LOG)
NO_ACCOUNT = say("no storage account was ever made")


@check("storage.region", reads=ACCOUNTS, slips=("region",))
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


@check("storage.redundancy", reads=ACCOUNTS)
def copies(lab: Lab, *, redundancies: tuple[Copies, ...]) -> Finding:
    """Every storage account copies what it holds as is asked for."""
    expected = say("storage accounts with {copies}", copies=redundancies)

    def judge(account: StorageAccount) -> Finding:
        own = known_copies(account.sku.value)
        found = say("{account}: {copies}", account=account.name, copies=described(own))
        return met(expected, found, account.sku) if own.name in redundancies else unmet(expected, found, account.sku)

    return every(expected, lab.storage_accounts, judge, NO_ACCOUNT)


@check("storage.durability", reads=ACCOUNTS)
def durability(lab: Lab, *, nines: int) -> Finding:
    """Every storage account keeps what it holds with the durability asked for."""
    expected = say("a durability of {nines} nines", nines=nines)

    def judge(account: StorageAccount) -> Finding:
        own = known_copies(account.sku.value)
        found = say("{account}: {copies}", account=account.name, copies=described(own))
        return met(expected, found, account.sku) if own.nines >= nines else unmet(expected, found, account.sku)

    return every(expected, lab.storage_accounts, judge, NO_ACCOUNT)


@check("storage.secure_transfer", reads=ACCOUNTS)
def secure_transfer(lab: Lab) -> Finding:
    """Every storage account accepts encrypted connections only, with TLS 1.2 or later."""
    expected = say("HTTPS only, TLS 1.2 at least")

    def judge(account: StorageAccount) -> Finding:
        only, tls = account.https_only, account.minimum_tls
        found = say("{account}: {tls}", account=account.name, tls=tls.value)
        if not only.value:
            return unmet(expected, say("{account}: accepts HTTP", account=account.name), only)
        return met(expected, found, only, tls) if tls.value not in {"tls1_0", "tls1_1"} else unmet(expected, found, tls)

    return every(expected, lab.storage_accounts, judge, NO_ACCOUNT)


@check("storage.no_anonymous_access", reads=ACCOUNTS)
def no_anonymous_access(lab: Lab) -> Finding:
    """No storage account lets its containers be opened to anybody."""
    expected = say("anonymous access to blobs is off")

    def judge(account: StorageAccount) -> Finding:
        own = account.public_blobs
        if own.value:
            return unmet(expected, say("{account}: anonymous access is allowed", account=account.name), own)
        return met(expected, say("{account}: anonymous access is off", account=account.name), own)

    return every(expected, lab.storage_accounts, judge, NO_ACCOUNT)
