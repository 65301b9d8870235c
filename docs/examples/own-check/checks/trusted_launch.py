"""A teacher's own check, beside his rubric: machines made with Trusted Launch.

It imports bareme's public names alone, looks at the lab alone, and says met or unmet; where something it reads could
not be read, bareme turns that into “could not be verified”.
"""

from bareme import Finding, Lab, Source, VirtualMachine, check, dig, every, fold, met, say, unmet


@check("school.trusted_launch", reads=(Source.VIRTUAL_MACHINES, Source.ACTIVITY_LOG))
def trusted_launch(lab: Lab, *, accepted: tuple[str, ...] = ("TrustedLaunch", "ConfidentialVM")) -> Finding:
    """Every virtual machine is made with Trusted Launch."""
    expected = say("one of {types}", types=accepted)
    wanted = {fold(one) for one in accepted}

    def judge(vm: VirtualMachine) -> Finding:
        own = vm.latest(say("security type"), lambda one: _security_type(one.model) if one.whole else None)
        found = say("{vm}: {type}", vm=vm.name, type=own.value)
        return met(expected, found, own) if fold(own.value) in wanted else unmet(expected, found, own)

    return every(expected, lab.vms, judge, say("no machine was ever made"))


def _security_type(model: object) -> str:
    return str(dig(model, "properties", "securityProfile", "securityType") or "Standard")
