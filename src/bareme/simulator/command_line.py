"""Azure CLI: `az vm availability-set create`, `az vm create`."""

from bareme.evidence import Source
from bareme.simulator.events import Call, Tool
from bareme.simulator.ids import letters
from bareme.simulator.machines import Machines, Order
from bareme.simulator.shapes import sets
from bareme.simulator.shapes.network import remote_access


class CommandLine(Machines):
    """What the student's script does."""

    def cli_availability_set(
        self,
        name: str = "avset-tp2",
        *,
        fault_domains: int = 2,
        update_domains: int = 5,
        location: str = "francecentral",
    ) -> str:
        """`az vm availability-set create`; returns the id."""
        self.ensure_group(location=location)
        set_id = self.id_of("Microsoft.Compute/availabilitySets", name)
        wire = sets.availability_set(set_id, location, fault_domains, update_domains)
        with self.deploying(f"av_set_deploy_{letters(32, set_id, self.now)}", {}, Tool.CLI):
            self._write(wire, synchronous=True)
        return set_id

    def cli_create_vm(  # noqa: PLR0913 - the options of the command
        self,
        name: str,
        *,
        image: str = "Ubuntu2204",
        size: str = "Standard_B1s",
        availability_set: str | None = None,
        location: str = "francecentral",
        storage: str = "Premium_LRS",
        zone: str | None = None,
        data_disks_gb: tuple[int, ...] = (),
        security: str = "TrustedLaunch",
        allow_from: str = "*",
    ) -> str:
        """`az vm create`; returns the name."""
        self.ensure_group(location=location)
        chosen = self.image(image)
        set_id = self.find(Source.AVAILABILITY_SETS, availability_set)["id"] if availability_set else None
        order = Order(
            name=name,
            location=location,
            size=size,
            image=chosen,
            os_disk=storage,
            os_disk_delete="Detach",
            nic=f"{name}VMNic",
            network=self._network_at(location, name),
            security_group=f"{name}NSG",
            address=f"{name}PublicIP",
            zone=zone,
            availability_set=set_id,
            security=security,
            data_disks_gb=data_disks_gb,
        )
        parameters = {"adminPassword": None} if chosen.os == "Windows" else {}
        with self.deploying(f"vm_deploy_{letters(32, name, self.now)}", parameters, Tool.CLI):
            self.ensure_network(order, remote_access(chosen.os, allow_from, portal=False))
            self.create(order)
        return name

    def _network_at(self, location: str, vm: str) -> str:
        """The command line uses the network that the region has in this resource group, before making one."""
        here = (one for one in self.each(Source.VIRTUAL_NETWORKS) if one["location"] == location)
        return next((one["name"] for one in here), f"{vm}VNET")

    def _write(self, wire: dict[str, object], *, synchronous: bool) -> None:
        operation, resource_id = f"{wire['type']}/write", str(wire["id"])
        self.call(Call(operation=operation, resource_id=resource_id, body=wire, created=True, synchronous=synchronous))
        self.put(wire)
