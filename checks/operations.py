"""What was done and how things were deployed, by conditions that a rubric writes in YAML."""

from decimal import Decimal
from typing import Literal

from bareme import (
    Deployed,
    DeploymentMode,
    DeploymentTool,
    Done,
    Finding,
    Lab,
    OperationGlob,
    Plains,
    ResourceType,
    Scalar,
    Selection,
    Source,
    ToolName,
    check,
    deployments,
    matching,
    met,
    partial,
    say,
    unmet,
)

MANY = 20


@check("operation", reads=(Source.ACTIVITY_LOG,))
def operation(  # noqa: PLR0913 - the words of a condition
    lab: Lab,
    *,
    name: OperationGlob,
    on: Selection | None = None,
    outcome: Literal["done", "refused"] = "done",
    code: str = "",
    tool: ToolName | None = None,
    times: int = 1,
    after: Done | None = None,
) -> Finding:
    """An operation was done, or was refused."""
    asked = Done.model_validate({"name": name, "on": on, "outcome": outcome, "code": code, "tool": tool})
    found = list(matching(asked, lab))
    expected = say("{name}, {n} times", name=name, n=times) if times > 1 else say("{name}", name=name)
    if after is not None:
        first = next(matching(after, lab), None)
        expected = say("{what}, after {other}", what=expected, other=after.name)
        if first is None:
            return unmet(expected, say("{name} was never done", name=after.name))
        found = [one for one in found if one.time > first.time]
    if not found:
        return unmet(expected, say("the log does not show it"))
    seen = say("{n} times, first {time}", n=len(found), time=found[0].time)
    proofs = [one.proof for one in found[:MANY]]
    if len(found) >= times:
        return met(expected, seen, *proofs)
    return partial(Decimal(len(found)) / times, expected, seen, *proofs, remark=say("not as often as asked for"))


@check("deployment", reads=(Source.DEPLOYMENTS, Source.ACTIVITY_LOG))
def deployment(  # noqa: PLR0913 - the words of a condition
    lab: Lab,
    *,
    name: str = "",
    mode: DeploymentMode | None = None,
    parameters: dict[str, Scalar] | None = None,
    makes: ResourceType | None = None,
    by: DeploymentTool | None = None,
    where: Plains = (),
) -> Finding:
    """A template was deployed, as asked for."""
    asked = Deployed(name, mode, parameters, makes or "", by, where)
    wanted = (
        *((say("{mode} mode", mode=mode),) if mode else ()),
        *(say("parameter {name}: {value}", name=key, value=str(value)) for key, value in (parameters or {}).items()),
        *((say("it makes {type}", type=makes),) if makes else ()),
        *((say("made with: {tool}", tool=by),) if by else ()),
    )
    named = say("a deployment named {name}", name=name) if name else say("a deployment")
    expected = say("{what}: {conditions}", what=named, conditions=wanted) if wanted else named
    found = deployments(asked, lab)
    if not found:
        return unmet(expected, say("no deployment of that name succeeded") if name else say("no deployment succeeded"))
    best = found[0]
    total = len(wanted) + len(where)
    seen = (
        say("{name}: {facts}", name=best.name, facts=best.differences)
        if best.differences
        else say("{name}", name=best.name)
    )
    if not best.differences:
        return met(expected, seen, best.proof)
    share = Decimal(total - len(best.differences)) / total
    if share > 0:
        return partial(share, expected, seen, best.proof, remark=say("otherwise than asked for: {differences}",
                                                                     differences=best.differences))  # fmt: skip
    return unmet(expected, seen, best.proof)
