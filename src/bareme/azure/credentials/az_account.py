"""The subscription that `az` is set to, read where `az` keeps it; never the first of a list."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bareme.errors import AccessError
from bareme.reference.arm import dig_list, dig_text, fold
from bareme.text.message import Message, say

_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Account:
    """One subscription that `az` knows."""

    subscription_id: str
    name: str = ""
    tenant_id: str | None = None
    current: bool = False


def accounts() -> list[Account]:
    """The subscriptions of `azureProfile.json` (Azure CLI, "Manage Azure subscriptions"), empty without one."""
    try:
        profile = json.loads(_profile().read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return []
    found = (_account(entry, current=bool(entry.get("isDefault"))) for entry in _entries(profile))
    return [account for account in found if account is not None]


def why_none() -> tuple[Message, Message]:
    """Why `az` has no current subscription, and what to do."""
    if shutil.which("az") is None:
        return say("Which subscription? None is named, and “az”, the Azure CLI, is not installed."), how_to_get_az()
    profile = _profile()
    if not accounts() and profile.exists() and profile.stat().st_size:
        return say("What “az” keeps of its sign-in cannot be read ({file}).", file=str(profile)), say(
            "Run “az account clear”, then “az login”."
        )
    if not accounts():
        return say("“az” is not signed in, and no subscription is named."), say(
            "Run “az login”, then the same command again; or give --subscription ID."
        )
    return say("Which subscription? None is named, and “az” has no current one."), say(
        "Choose with “az account set --subscription ID”, or give --subscription ID or a roster."
    )


def how_to_get_az() -> Message:
    """How the Azure CLI is installed on this system ("How to install the Azure CLI"), or done without."""
    ways = {
        "win32": say("winget install --exact --id Microsoft.AzureCLI"),
        "darwin": say("brew install azure-cli"),
    }
    way = ways.get(sys.platform, say("see https://aka.ms/azcli for your distribution"))
    return say(
        "Install it ({way}), open a new terminal and run “az login”; or use Cloud Shell (https://shell.azure.com), "
        "where it is ready.",
        way=way,
    )


def current_account() -> Account | None:
    """The one that `az account show` shows; `az` itself is asked when it keeps its profile elsewhere.

    Raises:
        AccessError: `az` gives no answer.
    """
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
        return _account(json.loads(_output([az, "account", "show", "--output", "json"])), current=True)
    except subprocess.TimeoutExpired as error:
        raise AccessError(
            say("“az” gave no answer in {n} seconds, and was ended.", n=_SECONDS),
            say("Run “az account show” to see what holds it up (a proxy, an extension); or give --subscription ID."),
        ) from error
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _output(words: list[str]) -> bytes:
    """What a command prints; one that hangs is ended with all that it began."""
    with subprocess.Popen(  # noqa: S603 - a fixed command, found on the user's own PATH
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Windows passes it over
    ) as process:
        try:
            shown, _ = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            if sys.platform != "win32":
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return shown


def _profile() -> Path:
    folder = Path(os.environ.get("AZURE_CONFIG_DIR") or Path.home() / ".azure")
    return folder / "azureProfile.json"


def _entries(profile: object) -> list[dict[str, Any]]:
    return [entry for entry in dig_list(profile, "subscriptions") if isinstance(entry, dict)]


def _account(entry: object, *, current: bool) -> Account | None:
    found = dig_text(entry, "id")
    if found is None:
        return None
    return Account(found, dig_text(entry, "name") or "", dig_text(entry, "tenantId"), current)
