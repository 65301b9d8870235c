"""The targets of a command: the students of a roster, or one subscription."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bareme.azure.credentials.az_account import Account, current_account, named_account, why_none
from bareme.azure.settings import Target
from bareme.errors import AccessError, RosterError, UsageError
from bareme.reference.arm import fold
from bareme.roster import Roster, RosterOptions, Student, load_roster
from bareme.text.message import Message, say

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Choice:
    """The targets of a command, and how they were chosen."""

    targets: tuple[Target, ...]
    told: tuple[Message, ...]
    """What the user must know: which subscription, what was odd in the roster."""
    whole_class: bool = False


def choose(roster: Path | None, options: RosterOptions) -> Choice:
    """The targets of `[ROSTER | --subscription ID]`.

    With a roster, the options serve the rows that have no scope of their own, and the resource group may be a
    pattern such as `rg-tp2-{student_id}`.

    Raises:
        RosterError: the roster cannot be used.
        UsageError: no subscription is named and `az` has no current one.
    """
    if roster is None:
        return _one(options.subscription_id, options.resource_group_pattern)
    found = load_roster(roster, options)
    targets = tuple(target_of(one) for one in found.students if one.scope.subscription_id)
    if not targets:
        raise RosterError(
            say("{file}: nobody has a subscription", file=str(roster)),
            say("Fill in “subscription_id”, or give one subscription for the whole class, “--subscription ID”."),
        )
    return Choice(targets, (*found.warnings, *_without(found)), whole_class=True)


def _without(roster: Roster) -> Iterator[Message]:
    ids = tuple(one.id for one in roster.students if not one.scope.subscription_id)
    if ids:
        yield say("No subscription yet, and not read: {ids}", ids=(*ids[:20], "…") if len(ids) > 20 else ids)


def target_of(student: Student) -> Target:
    """What is collected for a student of a roster."""
    scope = student.scope
    return Target(student.slug, scope.subscription_id, scope.resource_group, scope.tenant_id, scope.tag)


def _one(subscription: str | None, resource_group: str | None) -> Choice:
    account, how = _account(subscription)
    if not _ID.fullmatch(account.subscription_id):
        raise UsageError(
            say("“{text}” is neither the id nor the name of a subscription that “az” knows", text=subscription or ""),
            say("“az account list --output table” shows both."),
        )
    target = Target(account.subscription_id, account.subscription_id, resource_group, _foreign_tenant(account))
    return Choice((target,), (how,))


def _account(subscription: str | None) -> tuple[Account, Message]:
    if subscription:
        account = named_account(subscription)
        return account, say(
            "Subscription {id} ({how})", id=account.subscription_id, how=say("named on the command line")
        )
    named = os.environ.get("AZURE_SUBSCRIPTION_ID")
    if named:
        return named_account(named), say("Subscription {id} ({how})", id=named, how=say("from AZURE_SUBSCRIPTION_ID"))
    current = current_account()
    if current is None:
        raise UsageError(*why_none())
    how = say("{name}, the current one of “az”", name=current.name or "az")
    return current, say("Subscription {id} ({how})", id=current.subscription_id, how=how)


def _foreign_tenant(account: Account) -> str | None:
    """The tenant of a subscription that is not the current one: `az` gives tokens for the current one's tenant."""
    try:
        current = current_account() if account.tenant_id else None
    except AccessError:  # an `az` that hangs holds up nobody who says which subscription is meant
        current = None
    same = current is None or fold(current.tenant_id) == fold(account.tenant_id)
    return None if same else account.tenant_id
