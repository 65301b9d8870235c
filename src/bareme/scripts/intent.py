"""What scripts mean to make: availability sets, and machines in them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bareme.scripts.model import HOLE, AzCommand, OtherTool, Script

_SET = ("vm", "availability-set", "create")
_MACHINE = ("vm", "create")


@dataclass(frozen=True, slots=True)
class MachineIntent:
    """An `az vm create`; names are empty where the command does not say, `HOLE` where only a run would tell."""

    name: str
    availability_set: str
    count: int
    line: int
    script: str


@dataclass(frozen=True, slots=True)
class Intent:
    """All that the scripts of one student mean to make."""

    availability_sets: tuple[str, ...]
    """By name."""
    machines: tuple[MachineIntent, ...]
    others: tuple[OtherTool, ...] = ()

    @property
    def in_a_set(self) -> int:
        """How many machines are made in the set that gets most of them."""
        counts: Counter[str] = Counter()
        for one in self.machines:
            if one.availability_set:
                counts[one.availability_set] += one.count
        return max(counts.values(), default=0)


def intended(scripts: Iterable[Script]) -> Intent:
    """What these scripts, one after the other, mean to make; what two files make alike is made once."""
    read = list(scripts)
    sets = (_last(one.value("name")) for script in read for one in script.commands if one.group == _SET)
    machines = (_machine(one, script.name) for script in read for one in script.commands if one.group == _MACHINE)
    return Intent(
        tuple(dict.fromkeys(sets)),
        tuple(_once(dict.fromkeys(machines))),
        tuple(other for script in read for other in script.others),
    )


def _machine(command: AzCommand, script: str) -> MachineIntent:
    held = _last(command.value("availability-set"))
    return MachineIntent(command.value("name"), held, command.count, command.line, script)


def _once(machines: Iterable[MachineIntent]) -> Iterator[MachineIntent]:
    """A machine of one name in one set exists once, though a draft and the final script both make it."""
    seen: dict[tuple[str, str], str] = {}
    for one in machines:
        key = (one.name.casefold(), one.availability_set.casefold())
        if HOLE in one.name or not one.name or seen.setdefault(key, one.script) == one.script:
            yield one


def _last(name: str) -> str:
    """A name, also where the whole resource id is given."""
    return name.rstrip("/").rpartition("/")[2]
