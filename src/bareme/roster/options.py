"""What a roster itself does not say: which part of Azure is whose, where its rows have no scope of their own."""

from dataclasses import dataclass

from bareme.errors import UsageError
from bareme.roster.scopes import guid, pattern_problem, tag_problem, tenant
from bareme.text.message import say


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How the rows that lack a scope get one. A row's own subscription and resource group go first."""

    resource_group_pattern: str | None = None
    """Their resource group: `rg-tp2-{student_id}`."""
    subscription_id: str | None = None
    tenant_id: str | None = None
    tag: str | None = None
    """Name of the tag that tells a student's resource group; its value is his id."""
    allow_shared: bool = False
    """Whether several students may have one scope, as pairs do."""
    needs_scope: bool = True
    """Whether it matters whose which scope is: names alone are enough for an export."""

    def check(self) -> None:
        """Find out whether they can be used.

        Raises:
            UsageError: one of them cannot.
        """
        for text, read in ((self.subscription_id, guid), (self.tenant_id, tenant)):
            if text is not None and read(text) is None:
                raise UsageError(say("“{text}” is not a GUID such as 0a1b2c3d-4e5f-6789-abcd-ef0123456789", text=text))
        wrong = pattern_problem(self.resource_group_pattern or "") or tag_problem(self.tag)
        if wrong:
            raise UsageError(wrong)


AS_WRITTEN = RosterOptions()
"""Every row says whose is whose."""
