"""What scripts mean to make: availability sets, machines in them, scale sets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from bareme.scripts.model import HOLE, AzCommand, OtherTool, Script
from bareme.scripts.numbers import whole

_WINDOWS = re.compile(r"win|windows", re.IGNORECASE)
_LINUX = re.compile(
    r"ubuntu|debian|rhel|redhat|red-hat|sles|suse|centos|alma|rocky|oracle-?linux|flatcar|azurelinux|mariner|kali|fedora",
    re.IGNORECASE,
)
_DEFAULT_INSTANCES = 2
"""What `az vmss create` makes where nothing is said."""


@dataclass(frozen=True, slots=True)
class SetIntent:
    """An `az vm availability-set create`."""

    name: str
    line: int
    script: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineIntent:
    """An `az vm create`; texts are empty where the command does not say, `HOLE` where only a run would tell."""

    name: str
    size: str
    image: str
    availability_set: str
    os: str
    """`windows`, `linux`, or empty where the image does not tell."""
    location: str
    count: int
    line: int
    script: str

    def fits(self, name: str) -> bool:
        """Whether a machine of this name may be of this command; `--count` adds numbers to the name."""
        pattern = self.name.casefold().replace("[", "[[]").replace(HOLE, "*")
        tail = "[0-9]*" if self.count > 1 else ""
        return fnmatchcase(name.casefold(), pattern + tail) if pattern.strip("*") else False


@dataclass(frozen=True, slots=True)
class ScaleSetIntent:
    """An `az vmss create`."""

    name: str
    instances: int
    line: int
    script: str


@dataclass(frozen=True, slots=True)
class Intent:
    """All that the scripts of one student mean to make."""

    availability_sets: tuple[SetIntent, ...]
    machines: tuple[MachineIntent, ...]
    scale_sets: tuple[ScaleSetIntent, ...]
    others: tuple[OtherTool, ...] = ()

    @property
    def in_a_set(self) -> int:
        """How many machines are made in the set that gets most of them."""
        counts: Counter[str] = Counter()
        for one in self.machines:
            if one.availability_set:
                counts[_last(one.availability_set)] += one.count
        return max(counts.values(), default=0)

    @property
    def systems(self) -> frozenset[str]:
        """The operating systems of the machines made in a set, as far as their images tell."""
        return frozenset(one.os for one in self.machines if one.availability_set and one.os)

    @property
    def configurations(self) -> int:
        """How many different sizes and images the machines made in a set have."""
        return len({(one.size.casefold(), one.image.casefold()) for one in self.machines if one.availability_set})


def intended(scripts: Iterable[Script]) -> Intent:
    """What these scripts, one after the other, mean to make; what two files make alike is made once."""
    read = list(scripts)
    found = list(dict.fromkeys(one for script in read for one in _of(script)))
    machines = [one for one in found if isinstance(one, MachineIntent)]
    return Intent(
        tuple(one for one in found if isinstance(one, SetIntent)),
        tuple(_once(machines)),
        tuple(one for one in found if isinstance(one, ScaleSetIntent)),
        tuple(other for script in read for other in script.others),
    )


def _of(script: Script) -> Iterator[SetIntent | MachineIntent | ScaleSetIntent]:
    defaults: dict[str, str] = {}
    for command in script.commands:
        match command.group:
            case ("configure",) | ("config", "set", *_):
                defaults |= _defaults(command)
            case ("vm", "availability-set", "create"):
                yield SetIntent(_last(command.value("name")), command.line, script.name)
            case ("vm", "create"):
                yield _machine(command, script.name, defaults)
            case ("vmss", "create"):
                number = whole(command.value("instance-count"))
                instances = _DEFAULT_INSTANCES if number is None else number
                yield ScaleSetIntent(command.value("name"), instances, command.line, script.name)


def _machine(command: AzCommand, script: str, defaults: dict[str, str]) -> MachineIntent:
    image = command.value("image")
    return MachineIntent(
        name=command.value("name"),
        size=command.value("size"),
        image=image,
        availability_set=_last(command.value("availability-set")),
        os=command.value("os-type").casefold() or _system(image),
        location=command.value("location") or defaults.get("location", ""),
        count=command.count,
        line=command.line,
        script=script,
    )


def _once(machines: list[MachineIntent]) -> Iterator[MachineIntent]:
    """A machine of one name in one set exists once, though a draft and the final script both make it."""
    seen: dict[tuple[str, str], str] = {}
    for one in machines:
        key = (one.name.casefold(), _last(one.availability_set).casefold())
        if HOLE in one.name or not one.name or seen.setdefault(key, one.script) == one.script:
            yield one


def _defaults(command: AzCommand) -> dict[str, str]:
    """`az configure --defaults location=…`, `az config set defaults.location=…`."""
    words = (*command.options.get("defaults", ()), *command.group[2:])
    pairs = (word.removeprefix("defaults.").partition("=") for word in words)
    return {name: value for name, _, value in pairs}


def _system(image: str) -> str:
    if _LINUX.search(image):
        return "linux"
    return "windows" if _WINDOWS.search(image) else ""


def _last(name: str) -> str:
    """A name, also where the whole resource id is given."""
    return name.rstrip("/").rpartition("/")[2]
