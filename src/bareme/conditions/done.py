"""What was done, by the activity log: an operation on some resource, how it ended, with which tool."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bareme.conditions.compare import like
from bareme.conditions.judge import is_chosen
from bareme.conditions.model import Selection
from bareme.lab import Lab
from bareme.lab.provenance import Tool, application
from bareme.reference.arm import fold
from bareme.reference.resource_types import type_of
from bareme.text.message import say
from bareme.timeline import Operation, Outcome
from bareme.timeline.missing import Missing

OperationGlob = Annotated[str, StringConstraints(min_length=3, max_length=200)]
"""An operation's name or a glob: `Microsoft.Web/sites/restart/action`, `*/virtualNetworkPeerings/write`."""
ToolName = Literal["portal", "cli", "powershell", "cloud-shell"]
_TOOLS = {"portal": Tool.PORTAL, "cli": Tool.CLI, "powershell": Tool.POWERSHELL, "cloud-shell": Tool.CLOUD_SHELL}
_OUTCOMES = {"done": Outcome.DONE, "refused": Outcome.FAILED}


class Done(BaseModel):
    """An operation, as a condition names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: OperationGlob = Field(description="Its name or a glob: Microsoft.Web/sites/restart/action.")
    on: Selection | None = Field(None, description="The resource it was done to.")
    outcome: Literal["done", "refused"] = Field("done", description="How it ended.")
    code: str = Field("", max_length=100, description="Azure's error code of a refusal, or a glob.")
    tool: ToolName | None = Field(None, description="With what it was done.")


def matching(asked: Done, lab: Lab) -> Iterator[Operation]:
    """The operations that are meant, oldest first.

    Raises:
        Missing: one of them may be it, and the log does not tell by which tool it was done.
    """
    for operation in lab.history.operations:
        if _is_meant(asked, operation) and _is_by(asked.tool, operation):
            yield operation


def _is_meant(asked: Done, operation: Operation) -> bool:
    if operation.outcome is not _OUTCOMES[asked.outcome] or not like(operation.name, asked.name):
        return False
    if asked.code and not any(like(one, asked.code) for one in (operation.error, *(r.code for r in operation.reasons))):
        return False
    return asked.on is None or _is_on(asked.on, operation.resource_id)


def _is_on(selection: Selection, resource_id: str) -> bool:
    return type_of(fold(resource_id)) == selection.folded and is_chosen(resource_id, selection)


def _is_by(tool: str | None, operation: Operation) -> bool:
    if tool is None:
        return True
    own = application(operation)
    if own is Tool.UNKNOWN:
        raise Missing(say("the log does not tell with which tool {operation} was done", operation=operation.name))
    return own is _TOOLS[tool]
