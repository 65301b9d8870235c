"""What went wrong with a student, and what to do about it, in sentences. Each advice is given once."""

from collections import Counter
from collections.abc import Iterator

from bareme.azure.credentials.sign_in_errors import NO_TOKEN, SignInError, is_sign_in, sign_in_again, told
from bareme.azure.http.errors import GONE, NO_TAGGED_GROUP, SEVERAL_TAGGED_GROUPS, UNTRUSTED
from bareme.azure.settings import Target
from bareme.evidence import Collection, Reading, Source, Status
from bareme.evidence.words import source_name, why_unread
from bareme.reference.arm import dig_text, fold
from bareme.text.message import Message, say

_NETWORK = frozenset({"TimedOut", "NoConnection", "ConnectionLost"})
_OTHER_TENANT = frozenset({"InvalidAuthenticationTokenTenant", NO_TOKEN})
_STALE = frozenset({"ExpiredAuthenticationToken", "InvalidAuthenticationToken", "AuthenticationFailed"})
_NOT_AZURE = say("What answers is not Azure Resource Manager: check --arm-endpoint, and proxies that want a sign-in.")


def was_read(collection: Collection) -> bool:
    """Whether anything at all was read."""
    return any(reading.status.was_read for reading in collection.sources.values())


def problems(collection: Collection) -> Iterator[Message]:
    """One sentence for each way of failing, with the sources it struck."""
    struck: dict[tuple[Status, str], list[Message | str]] = {}
    for name, status, error in collection.unread:
        struck.setdefault((status, error), []).append(source_name(name))
    for (status, error), sources in struck.items():
        which: Message | tuple[Message | str, ...] = tuple(sources)
        if len(sources) == len(collection.sources):
            which = say("everything")
        yield say("{problem} ({code}): {sources}", problem=_problem(status), code=error, sources=which)


def advice(collection: Collection, target: Target) -> list[Message]:
    """What to do, most useful first."""
    found = (_advice(reading, target) for reading in collection.sources.values())
    return list(dict.fromkeys(message for message in found if message is not None))


def told_unread(collection: Collection) -> Message:
    """Why nothing at all was read, and what to do about it."""
    target = Target("", collection.subscription_id, collection.resource_group)
    reasons = Counter((one.status, one.error) for one in collection.sources.values())
    (status, error), _ = reasons.most_common(1)[0]
    said = say("Nothing could be read: {why}.", why=why_unread(status, error))
    remedies = advice(collection, target)
    return say("{problem} {advice}", problem=said, advice=remedies[0]) if remedies else said


def state_of(collection: Collection) -> str:
    """What the subscription says of itself: `Enabled`, `Warned`, `PastDue`, `Disabled`; empty where it was not read."""
    reading = collection.sources.get(Source.SUBSCRIPTION)
    return (dig_text(reading.items[0], "state") or "") if reading and reading.items else ""


def notes(state: str) -> Iterator[Message]:
    """What a subscription's state means: what Azure refuses then is not the student's doing."""
    if fold(state) not in {"", "enabled"}:
        yield say(
            "the subscription is {state}: Azure refuses changes, and stops machines itself (credit used up, or unpaid)",
            state=state,
        )


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
    if is_sign_in(code):
        return told(SignInError((code,)), target.tenant_id)[1]
    if code in _STALE:
        return say("The sign-in is no longer accepted. {advice}", advice=sign_in_again())
    if code.startswith("HTTP "):
        return _NOT_AZURE
    if "disallowed" in fold(code) or "policy" in fold(code):
        return say(
            "A policy of the organisation forbids it ({code}): no role helps, its administrator must allow it.",
            code=code,
        )
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
    if code in {NO_TAGGED_GROUP, SEVERAL_TAGGED_GROUPS}:
        return _of_tag(code, target)
    if code in _NETWORK:
        return say("Azure does not answer: check the network and --arm-endpoint, then run the same command again.")
    if code == "Deadline":
        return say("The time was over: run the same command again; “bareme collect --deadline” gives it more seconds.")
    if code == UNTRUSTED:
        return say(
            "The certificate of what answers could not be verified: check the network, and give a proxy's certificate "
            "authority in REQUESTS_CA_BUNDLE."
        )
    return _NOT_AZURE if code in {"NotAPage", "HTTP 404", "HTTP 407"} else None


def _of_tag(code: str, target: Target) -> Message:
    tag = target.tag or ""
    if code == NO_TAGGED_GROUP:
        return say("No resource group has the tag {tag}: set it, or fill the roster's resource_group column.", tag=tag)
    return say("Several resource groups have the tag {tag}: leave it on one, or fill resource_group.", tag=tag)
