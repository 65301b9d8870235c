"""What the scripts mean to make, held against what was made, and by which tool. Pure."""

from dataclasses import dataclass

from bareme.lab import AvailabilitySet, Lab, VirtualMachine
from bareme.lab.provenance import Maker, Tool, maker
from bareme.scripts.intent import Intent
from bareme.timeline import Proof

_COMMAND_LINE = {Tool.CLI, Tool.CLOUD_SHELL}


@dataclass(frozen=True, slots=True)
class MadeMachine:
    """A machine that was in a set, who made it, and whether a script names it."""

    machine: VirtualMachine
    maker: Maker
    is_named: bool


@dataclass(frozen=True, slots=True)
class MadeSet:
    """A set, who made it, and whether a script names it."""

    group: AvailabilitySet
    maker: Maker
    is_named: bool


@dataclass(frozen=True, slots=True)
class Execution:
    """The two sides of `script.azure_cli`: what was handed in, and what took place."""

    intent: Intent
    machines: tuple[MadeMachine, ...]
    sets: tuple[MadeSet, ...]

    @property
    def by_cli(self) -> tuple[MadeMachine, ...]:
        """The machines made on the command line."""
        return tuple(one for one in self.machines if one.maker.tool in _COMMAND_LINE)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The records that show it."""
        makers = [*(one.maker for one in self.by_cli), *(one.maker for one in self.sets)]
        return tuple(one.proof for one in makers if one.proof and one.tool in _COMMAND_LINE)

    @property
    def tools(self) -> tuple[Tool, ...]:
        """Every tool that made a machine of a set, in order."""
        return tuple(dict.fromkeys(one.maker.tool for one in self.machines))

    @property
    def has_set(self) -> bool:
        """Whether a script makes a set, or uses one that there was."""
        used = {one.availability_set.casefold() for one in self.intent.machines if one.availability_set}
        return bool(self.intent.availability_sets) or any(one.group.name.casefold() in used for one in self.sets)

    def is_written(self, count: int) -> bool:
        """Whether the scripts make a set and this many machines in it."""
        return self.has_set and self.intent.in_a_set >= count

    def was_run(self, count: int) -> bool:
        """Whether this many machines of a set were made on the command line."""
        return len(self.by_cli) >= count

    @property
    def is_otherwise(self) -> bool:
        """Whether another tool than the Azure CLI was used instead: Bicep, Terraform, ARM, PowerShell."""
        made = {Tool.TEMPLATE, Tool.POWERSHELL} & set(self.tools)
        return bool(made or self.intent.others)


def compare_with_lab(intent: Intent, lab: Lab) -> Execution:
    """What the lab shows of it."""
    members = [vm for vm in lab.vms if vm.availability_set]
    machines = tuple(
        MadeMachine(vm, maker(vm, lab), any(one.fits(vm.name) for one in intent.machines)) for vm in members
    )
    named = {one.name.casefold() for one in intent.availability_sets}
    sets = tuple(MadeSet(one, maker(one, lab), one.name.casefold() in named) for one in lab.availability_sets)
    return Execution(intent, machines, sets)
