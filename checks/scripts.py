"""Scripts handed in, read and never run."""

from bareme import (
    HALF,
    Finding,
    Intent,
    Lab,
    Message,
    Missing,
    Source,
    Tool,
    check,
    intended,
    maker,
    met,
    partial,
    read_script,
    say,
    unmet,
)

from .virtual_machines import MACHINES

_COMMAND_LINE = {Tool.CLI, Tool.CLOUD_SHELL}
_OTHERS = {Tool.TEMPLATE, Tool.POWERSHELL}


@check(
    "script.azure_cli",
    reads=(*MACHINES, Source.DEPLOYMENTS, Source.AVAILABILITY_SETS),
    looks_at=(
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
        "scripts",
        "deployments:name",
    ),
)
def azure_cli(lab: Lab, *, count: int = 3) -> Finding:
    """An Azure CLI script creates the availability set and its machines, and it was run."""
    expected = say(
        "a script that makes the set and {count} machines in it, and the record that it was run", count=count
    )
    if not lab.submission.is_read:
        raise Missing(say("no lab repository was handed in"))
    intent = intended(read_script(one.text, one.name) for one in lab.submission.scripts)
    members = [maker(vm, lab) for vm in lab.vms if vm.availability_set]
    makers = [*members, *(maker(one, lab) for one in lab.availability_sets)]
    proofs = [one.proof for one in makers if one.proof and one.tool in _COMMAND_LINE]
    names = tuple(one.name for one in lab.submission.scripts) or say("no script")
    planned, made = intent.in_a_set, sum(one.tool in _COMMAND_LINE for one in members)
    found = say("{scripts}: {n} machines in the script, {made} made with az", scripts=names, n=planned, made=made)
    written, run = planned >= count and _has_set(intent, lab), made >= count
    if written and run:
        return met(expected, found, *proofs)
    if written or run or intent.others or any(one.tool in _OTHERS for one in members):
        return partial(HALF, expected, found, *proofs, remark=_lacking(written=written, run=run))
    return unmet(expected, found, *proofs)


@check(
    "answer.no_secrets",
    reads=(),
    looks_at=("scripts", "scripts:secrets"),
)
def no_secrets(lab: Lab) -> Finding:
    """No script that was handed in holds a password."""
    expected = say("scripts that ask for the password")
    if not lab.submission.is_read or not lab.submission.scripts:
        raise Missing(say("no script was handed in"))
    read = [(file.name, note) for file in lab.submission.scripts for note in read_script(file.text, file.name).secrets]
    if read:
        places = tuple(f"{name}:{note.line}" for name, note in read)
        remark = say("change the password, and let az ask for it: the history of a repository keeps it")
        return unmet(expected, say("a password in {places}", places=places), remark=remark)
    return met(expected, say("no password in {scripts}", scripts=tuple(one.name for one in lab.submission.scripts)))


def _has_set(intent: Intent, lab: Lab) -> bool:
    """Whether a script makes a set, or uses one that there was."""
    used = {one.availability_set.casefold() for one in intent.machines if one.availability_set}
    return bool(intent.availability_sets) or any(one.name.casefold() in used for one in lab.availability_sets)


def _lacking(*, written: bool, run: bool) -> Message:
    if written:
        return say("nothing shows that the script was run: the machines were made in another way")
    if run:
        return say("the machines were made with az, but no script that makes them was handed in")
    return say("made with another tool than the Azure CLI")
