"""What went wrong with a student, and what to do about it, in sentences. Each advice is given once."""

from collections.abc import Iterable, Iterator

from bareme.azure.http.errors import GONE
from bareme.azure.readers.tagged import NONE, SEVERAL
from bareme.azure.settings import Target
from bareme.evidence import Collection, Reading, Status
from bareme.reference.arm import fold
from bareme.text.message import Message, say

_NETWORK = frozenset({"TimedOut", "NoConnection", "ConnectionLost"})
_OTHER_TENANT = frozenset({"InvalidAuthenticationTokenTenant", "NoToken"})
_STALE = frozenset({"ExpiredAuthenticationToken", "InvalidAuthenticationToken", "AuthenticationFailed"})


def was_read(collection: Collection) -> bool:
    """Whether anything at all was read."""
    return any(reading.status.was_read for reading in collection.sources.values())


def problems(collection: Collection) -> Iterator[Message]:
    """One sentence for each way of failing, with the sources it struck."""
    struck: dict[tuple[Status, str], list[str]] = {}
    for source, reading in collection.sources.items():
        if not reading.status.was_read:
            struck.setdefault((reading.status, reading.error), []).append(source.value)
    for (status, error), sources in struck.items():
        which: Message | tuple[str, ...] = tuple(sources)
        if len(sources) == len(collection.sources):
            which = say("everything")
        yield say("{problem} ({code}): {sources}", problem=_problem(status), code=error, sources=which)


def advice(collection: Collection, target: Target) -> list[Message]:
    """What to do, most useful first."""
    found = (_advice(reading, target) for reading in collection.sources.values())
    return list(dict.fromkeys(message for message in found if message is not None))


def once(messages: Iterable[Message]) -> list[Message]:
    """Each message once, in the order of first appearance."""
    return list(dict.fromkeys(messages))


def _problem(status: Status) -> Message:
    if status is Status.DENIED:
        return say("Azure refused")
    return say("Azure asked to wait longer than we may") if status is Status.THROTTLED else say("could not be read")


def _advice(reading: Reading, target: Target) -> Message | None:
    if reading.status.was_read:
        return None
    if reading.status is Status.THROTTLED:
        return say("Run the same command again in half an hour: Azure limits requests by subscription.")
    return _of_denial(reading.error, target) if reading.status is Status.DENIED else _of_failure(reading.error, target)


def _of_denial(code: str, target: Target) -> Message:
    if code in _OTHER_TENANT:
        return say(
            "Subscription {id} is in another tenant than the credential: run “az login --tenant TENANT”, "
            "or fill the tenant_id column of the roster.",
            id=target.subscription_id,
        )
    if code in _STALE:
        return say("The sign-in is no longer accepted: run “az login”, then the same command again.")
    return say(
        "Reader is missing. The subscription's owner runs: az role assignment create --assignee YOUR-ACCOUNT "
        "--role Reader --scope /subscriptions/{id}",
        id=target.subscription_id,
    )


def _of_failure(code: str, target: Target) -> Message | None:
    if fold(code) in GONE:
        return say(
            "Subscription {id} does not exist, or this account sees nothing of it: compare with “az account list”.",
            id=target.subscription_id,
        )
    if code in {NONE, SEVERAL}:
        return _of_tag(code, target)
    if code in _NETWORK:
        return say("Azure does not answer: check the network and --arm-endpoint, then run the same command again.")
    if code == "Deadline":
        return say("The time for this student was over: run the same command again, or give --deadline more seconds.")
    if code in {"NotAPage", "HTTP 404"}:
        return say("What answers is not Azure Resource Manager: check --arm-endpoint, and proxies that want a sign-in.")
    return None


def _of_tag(code: str, target: Target) -> Message:
    tag = target.tag or ""
    if code == NONE:
        return say("No resource group has the tag {tag}: set it, or fill the roster's resource_group column.", tag=tag)
    return say("Several resource groups have the tag {tag}: leave it on one, or fill resource_group.", tag=tag)
