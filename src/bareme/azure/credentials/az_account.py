"""The subscription that `az` is set to, read where `az` keeps it; never the first of a list."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bareme.reference.arm import dig_list, dig_text, fold

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Account:
    """One subscription that `az` knows."""

    subscription_id: str
    name: str = ""
    tenant_id: str | None = None
    current: bool = False


def accounts() -> list[Account]:
    """The subscriptions of `azureProfile.json` (Azure CLI, "Manage Azure subscriptions"), empty without one."""
    folder = Path(os.environ.get("AZURE_CONFIG_DIR") or Path.home() / ".azure")
    try:
        profile = json.loads((folder / "azureProfile.json").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return []
    found = (_account(entry, current=bool(entry.get("isDefault"))) for entry in _entries(profile))
    return [account for account in found if account is not None]


def current_account() -> Account | None:
    """The one that `az account show` shows; `az` itself is asked when it keeps its profile elsewhere."""
    known = [account for account in accounts() if account.current]
    return known[0] if len(known) == 1 else _shown_by_az()


def named_account(text: str) -> Account:
    """The account with this id or name; an id that `az` does not know stands for itself."""
    for account in accounts():
        if fold(text) in {fold(account.subscription_id), fold(account.name)}:
            return account
    return Account(text)


def _shown_by_az() -> Account | None:
    az = shutil.which("az")
    if az is None:
        return None
    try:
        shown = subprocess.run(  # noqa: S603 - a fixed command, found on the user's own PATH
            [az, "account", "show", "--output", "json"],
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        return _account(json.loads(shown.stdout), current=True)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _entries(profile: object) -> list[dict[str, Any]]:
    return [entry for entry in dig_list(profile, "subscriptions") if isinstance(entry, dict)]


def _account(entry: object, *, current: bool) -> Account | None:
    found = dig_text(entry, "id")
    if found is None:
        return None
    return Account(found, dig_text(entry, "name") or "", dig_text(entry, "tenantId"), current)
