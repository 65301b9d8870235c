"""The values of a roster's line."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of Azure that is a student's: a subscription, or one resource group of a shared one."""

    subscription_id: str
    tenant_id: str | None = None
    resource_group: str | None = None
    tag: str | None = None
    """`name=value`, where the student's resource group is the one that bears this tag."""

    def __str__(self) -> str:
        if self.resource_group:
            return f"{self.subscription_id}/{self.resource_group}"
        return f"{self.subscription_id} ({self.tag})" if self.tag else self.subscription_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One line of the roster."""

    id: str
    scope: Scope
    line: int
    slug: str = ""
    """Names this student's files: unique in the roster also without case, safe on every system."""
    last_name: str = ""
    first_name: str = ""
    email: str = ""
    group: str = ""
    github: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """The other columns, by their header."""

    @property
    def name(self) -> str:
        """First and last name; the id where the roster has no names."""
        return f"{self.first_name} {self.last_name}".strip() or self.id
