"""Rubrics and catalogues with one thing wrong."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bareme import Finding, Lab, Missing, Source, met, say, unmet
from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check
from bareme.prove import Bench
from bareme.rubric import Rubric

EXPECTED = say("expected")


def always(lab: Lab, **_: Any) -> Finding:
    """It is always met."""
    return met(EXPECTED, say("found"))


def never(lab: Lab, **_: Any) -> Finding:
    """It is never met."""
    return unmet(EXPECTED, say("nothing"))


def looks_at_the_region(lab: Lab, **_: Any) -> Finding:
    """It calls itself a check of the name, and looks at the region."""
    places = {vm.location.value for vm in lab.vms}
    return met(EXPECTED, say("found")) if places == {"francecentral"} else unmet(EXPECTED, say("elsewhere"))


def believes_a_silent_list(lab: Lab, **_: Any) -> Finding:
    """It takes a list that could not be read for an empty one."""
    try:
        alerts = lab.resources(Source.METRIC_ALERTS)
    except Missing:
        alerts = ()
    return met(EXPECTED, say("found")) if alerts else unmet(EXPECTED, say("none"))


def with_check(rubric: Rubric, checks: Catalogue, name: str, function: Any) -> Bench:
    """The rubric's criteria of one check, judged by another function that reads nothing it owns to."""
    broken = Check(name, function, (), looks_at=checks[name].looks_at)
    sections = [
        {**section.model_dump(by_alias=True), "criteria": kept}
        for section in rubric.sections
        if (kept := [_bare(one.model_dump(by_alias=True)) for one in section.criteria if one.check == name])
    ]
    cut = Rubric.model_validate({**rubric.model_dump(by_alias=True), "sections": sections})
    return Bench(cut, {**checks, name: broken})


def _bare(criterion: Mapping[str, Any]) -> dict[str, Any]:
    """A criterion without the parameters of the check it had."""
    return {**criterion, "with": {}, "needs": [], "evidence": []}


def renamed(bench: Bench, old: str, new: str, looks_at: tuple[str, ...] = ()) -> Bench:
    """The same check under another name, as a teacher's own; it says where it looks, or not."""
    wire = bench.rubric.model_dump(by_alias=True)
    for section in wire["sections"]:
        for criterion in section["criteria"]:
            criterion["check"] = new if criterion["check"] == old else criterion["check"]
    check = replace(bench.catalogue[old], name=new, looks_at=looks_at)
    return Bench(Rubric.model_validate(wire), {**bench.catalogue, new: check})
