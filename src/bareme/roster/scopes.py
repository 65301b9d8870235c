"""Which part of Azure is whose."""

import re
from collections.abc import Mapping
from uuid import UUID

from bareme.text.message import Message, say

_GUID = re.compile(r"(?:/subscriptions/)?\{?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\}?/?", re.IGNORECASE)
_ANY_GUID = re.compile(
    r"(subscriptions/|subscriptionId[=:/]\W?)?\b([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\b", re.IGNORECASE
)
_DOMAIN = re.compile(r"(?=.{4,253}\Z)[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z]{2,63}", re.IGNORECASE)
_GROUP = re.compile(r"[\w().-]{0,89}[\w()-]")
_TAG = re.compile(r"[^<>%&\\?/=]{1,512}")
"""Without `=`, which stands between name and value here."""
_VARIABLE = re.compile(r"\{(\w*)\}")

VARIABLES = ("student_id", "last_name", "first_name", "email", "group", "github")


def guid(text: str) -> str | None:
    """The GUID in a cell, in lower case, whatever stands around it: braces, a portal's address, a name.

    Of several the one that is called a subscription's.
    """
    found = _GUID.fullmatch(text)
    if found:
        return str(UUID(found[1]))
    marked = {(bool(one[1]), str(UUID(one[2]))) for one in _ANY_GUID.finditer(text)}
    named = {one for is_named, one in marked if is_named} or {one for _, one in marked}
    return named.pop() if len(named) == 1 else None


def tenant(text: str) -> str | None:
    """A tenant: its GUID, or one of its domains."""
    return guid(text) or (text.casefold() if _DOMAIN.fullmatch(text) else None)


def group_problem(name: str) -> Message | None:
    """What is wrong with a resource group's name: 90 letters, digits and `_ - . ( )`, and no dot at the end."""
    if _GROUP.fullmatch(name):
        return None
    return say("“{name}” cannot be the name of a resource group", name=name)


def pattern_problem(pattern: str) -> Message | None:
    """What is wrong with a pattern such as `rg-tp2-{student_id}`, whoever the student is."""
    unknown = next((name for name in _VARIABLE.findall(pattern) if name not in VARIABLES), None)
    if unknown is not None:
        return say(
            "the resource group pattern “{pattern}” has an unknown “{name}”; known are: {known}",
            pattern=pattern,
            name=unknown,
            known=VARIABLES,
        )
    if re.search(r"[{}]", _VARIABLE.sub("", pattern)):
        return say("the resource group pattern “{pattern}” has a brace too many", pattern=pattern)
    return None


def tag_problem(name: str | None) -> Message | None:
    """What is wrong with a tag's name (Azure Resource Manager, "Use tags to organize your Azure resources")."""
    if name is None or _TAG.fullmatch(name):
        return None
    return say("“{name}” cannot be the name of a tag", name=name)


def filled_in(pattern: str, values: Mapping[str, str]) -> str | Message:
    """The resource group of one student, or what he lacks for it."""
    empty = next((name for name in _VARIABLE.findall(pattern) if not values.get(name)), None)
    if empty is not None:
        return say("no “{name}”, which the resource group pattern “{pattern}” needs", name=empty, pattern=pattern)
    return _VARIABLE.sub(lambda found: values[found[1]], pattern)
