"""Deployments of templates, by Azure's history of them: which, how, with what parameters, what they made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bareme.conditions.compare import like, same
from bareme.conditions.judge import judged
from bareme.conditions.model import Plain, Scalar
from bareme.evidence import Source
from bareme.lab import Lab
from bareme.lab.provenance import TOLD, Tool, deployed_by
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold, instant, resource_name
from bareme.reference.resource_types import canonical, type_of
from bareme.text.message import Message, say
from bareme.timeline import Outcome, Proof
from bareme.timeline.missing import Missing
from bareme.timeline.record import Record

Mode = Literal["incremental", "complete"]
DeploymentTool = Literal["template", "portal", "cli"]
_TOOLS = {"template": Tool.TEMPLATE, "portal": Tool.PORTAL, "cli": Tool.CLI}


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment, as a condition names it."""

    name: str = ""
    mode: Mode | None = None
    parameters: Mapping[str, Scalar] | None = None
    makes: str = ""
    """A resource type that it made something of."""
    by: DeploymentTool | None = None
    where: tuple[Plain, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A deployment that succeeded, what is otherwise than asked for, and its proof."""

    name: str
    differences: tuple[Message, ...]
    proof: Proof


def deployments(asked: Deployed, lab: Lab) -> list[Match]:
    """The deployments of the name asked for that succeeded, those with the fewest differences first.

    Raises:
        Missing: the log shows one whose record is gone with its resource group.
    """
    found = [_match(asked, one, lab) for one in lab.history.deployments if _is_meant(asked, one)]
    if not found:
        _refuse_lost(asked, lab)
    return sorted(found, key=lambda one: len(one.differences))


def _is_meant(asked: Deployed, wire: Wire) -> bool:
    succeeded = fold(dig(wire, "properties", "provisioningState")) == "succeeded"
    return succeeded and (not asked.name or like(dig_text(wire, "name") or "", asked.name))


def _match(asked: Deployed, wire: Wire, lab: Lab) -> Match:
    name, identifier = dig_text(wire, "name") or "", fold(dig(wire, "id"))
    detail = say("deployment {name}", name=name)
    moment = instant(dig(wire, "properties", "timestamp"))
    proof = Proof(Source.DEPLOYMENTS, identifier, moment, detail, identifier)
    return Match(name, tuple(_differences(asked, wire, Record(wire, whole=True, proof=proof), lab)), proof)


def _differences(asked: Deployed, wire: Wire, record: Record, lab: Lab) -> Iterator[Message]:
    mode = fold(dig(wire, "properties", "mode"))
    if asked.mode and mode != asked.mode:
        yield say("mode {mode}", mode=mode or "?")
    for name, wanted in (asked.parameters or {}).items():
        value = _parameter(wire, name)
        if not same(value, wanted, fold(name)):
            yield say("parameter {name}: {value}", name=name, value=str(value) if value is not None else say("nothing"))
    if asked.makes and not any(type_of(fold(dig(one, "id"))) == canonical(asked.makes) for one in _made(wire)):
        yield say("nothing of type {type}", type=asked.makes)
    if asked.by and deployed_by(dig_text(wire, "name") or "") is not _TOOLS[asked.by]:
        yield say("made with: {tool}", tool=TOLD[deployed_by(dig_text(wire, "name") or "")])
    for condition in asked.where:
        if judged(condition, record, lab).truth is not True:
            yield say("{path} is otherwise", path=condition.path or "")


def _parameter(wire: Wire, name: str) -> Any:
    parameters = dig(wire, "properties", "parameters")
    pairs = parameters.items() if isinstance(parameters, dict) else ()
    return next((dig(value, "value") for key, value in pairs if fold(key) == fold(name)), None)


def _made(wire: Wire) -> list[Any]:
    return dig_list(wire, "properties", "outputResources")


def _refuse_lost(asked: Deployed, lab: Lab) -> None:
    for one in lab.history.operations:
        is_one = one.name == "microsoft.resources/deployments/write" and one.outcome is Outcome.DONE
        if is_one and (not asked.name or like(resource_name(one.resource_id), asked.name)):
            raise Missing(say("the record of the deployment {name} is gone with its resource group",
                              name=resource_name(one.resource_id)))  # fmt: skip
