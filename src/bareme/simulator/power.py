"""Starting, stopping in its three ways, and generalizing."""

from typing import Any

from bareme.evidence import Source
from bareme.reference.arm import fold
from bareme.simulator.events import Call, Refusal
from bareme.simulator.shapes.machine import Runtime
from bareme.simulator.world import World

_GENERALIZED = Refusal(
    "OperationNotAllowed",
    "Operation 'start' is not allowed on a VM that is generalized.",
)


class Power(World):
    """The power of one machine."""

    def power_of(self, vm: str) -> str:
        """Its power state: `running`, `stopped`, `deallocated`."""
        return self._machine_of(vm)[1].power

    def start(self, vm: str) -> None:
        """Start; a generalized machine can never start again."""
        wire, runtime = self._machine_of(vm)
        refusal = _GENERALIZED if runtime.generalized else None
        self._act(wire, "start", refusal)
        if refusal is None:
            runtime.power = "running"

    def deallocate(self, vm: str) -> None:
        """The portal's Stop, `az vm deallocate`: no longer billed."""
        wire, runtime = self._machine_of(vm)
        self._act(wire, "deallocate")
        runtime.power = "deallocated"

    def power_off(self, vm: str) -> None:
        """`az vm stop`: stopped, and billed all the same."""
        wire, runtime = self._machine_of(vm)
        self._act(wire, "powerOff")
        runtime.power = "stopped"

    def shut_down_inside(self, vm: str) -> None:
        """Shut down from inside the guest: only Resource Health notices."""
        wire, runtime = self._machine_of(vm)
        for what in ("Activated", "Updated"):
            operation = f"Microsoft.Resourcehealth/healthevent/{what}/action"
            call = Call(operation=operation, resource_id=wire["id"], synchronous=True, category="ResourceHealth")
            self.call(call)
            self.log[-1]["properties"] |= {
                "title": "Virtual machine stopped",
                "cause": "UserInitiated",
                "currentHealthStatus": "Unavailable",
                "previousHealthStatus": "Available",
            }
            self.log.pop(-2)
        runtime.power = "stopped"

    def generalize(self, vm: str) -> None:
        """Mark as generalized, after sysprep; answered at once."""
        wire, runtime = self._machine_of(vm)
        operation = "Microsoft.Compute/virtualMachines/generalize/action"
        self.call(Call(operation=operation, resource_id=wire["id"], synchronous=True))
        runtime.generalized = True

    def _machine_of(self, vm: str) -> tuple[dict[str, Any], Runtime]:
        wire = self.find(Source.VIRTUAL_MACHINES, vm)
        return wire, self.runtimes[fold(wire["id"])]

    def _act(self, vm: dict[str, Any], action: str, refusal: Refusal | None = None) -> None:
        operation = f"Microsoft.Compute/virtualMachines/{action}/action"
        self.call(Call(operation=operation, resource_id=vm["id"], refusal=refusal))
