"""Creating machines: what the portal, the command line and scale sets have in common."""

from dataclasses import dataclass
from typing import Any

from bareme.evidence import Source
from bareme.reference.arm import dig_list, dig_text, fold, resource_name
from bareme.simulator.catalog import Image, marketplace
from bareme.simulator.events import Call
from bareme.simulator.ids import digits, guid, letters, stamp
from bareme.simulator.shapes import network
from bareme.simulator.shapes.disk import disk, system_disk
from bareme.simulator.shapes.machine import Machine, Runtime, data_disk, virtual_machine
from bareme.simulator.world import World

VM_WRITE = "Microsoft.Compute/virtualMachines/write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One machine to create."""

    name: str
    location: str
    size: str
    image: Image
    os_disk: str
    os_disk_delete: str
    network: str
    security_group: str
    nic: str = ""
    nic_delete: str = "Detach"
    address: str | None = None
    zone: str | None = None
    availability_set: str | None = None
    scale_set: str | None = None
    security: str = "TrustedLaunch"
    data_disks_gb: tuple[int, ...] = ()
    numbered_disks: bool = False
    """The portal numbers data disks, the command line gives them a hash."""


class Machines(World):
    """Machines and the resources that come with each."""

    def image(self, image: str) -> Image:
        """A marketplace image by SKU or alias, or a captured one by id."""
        if not image.startswith("/"):
            return marketplace(image)
        if image.casefold().startswith(("/sharedgalleries/", "/communitygalleries/")):
            kind = "sharedGalleryImageId" if image.casefold().startswith("/shared") else "communityGalleryImageId"
            return Image({kind: image, "exactVersion": resource_name(image)}, "Windows", "V2", 127)
        wire = self.resources[fold(image)]
        if fold(wire["type"]) == "microsoft.compute/images":
            storage = wire["properties"]["storageProfile"]
            sizes = tuple(each["diskSizeGB"] for each in storage["dataDisks"])
            os_disk = storage["osDisk"]
            generation = wire["properties"]["hyperVGeneration"]
            return Image({"id": image}, os_disk["osType"], generation, os_disk["diskSizeGB"], data_disks_gb=sizes)
        return self._gallery_image(wire)

    def create(self, *orders: Order) -> None:
        """Create machines at the same time, each with its interface, address and disks."""
        for order in orders:
            self._connect(order)
        wires = [virtual_machine(self._machine(order)) for order in orders]
        for wire, order in zip(wires, orders, strict=True):
            self._add_data_disks(wire, order)
        self.call(
            *(Call(operation=VM_WRITE, resource_id=wire["id"], body=_accepted(wire), created=True) for wire in wires),
            seconds=90,
        )
        for wire, order in zip(wires, orders, strict=True):
            self._appear(wire, order)

    def ensure_network(self, order: Order, *rules: dict[str, Any]) -> None:
        """The network and the security group of an order, made unless they are there."""
        vnet_id, group_id = self._network_ids(order)
        made = (
            network.network(vnet_id, order.location),
            network.security_group(group_id, order.location, list(rules)),
        )
        for wire in made:
            if fold(wire["id"]) not in self.resources:
                self.call(Call(operation=f"{wire['type']}/write", resource_id=wire["id"], body=wire, created=True))
                self.put(wire)

    def _network_ids(self, order: Order) -> tuple[str, str]:
        return (
            self.id_of("Microsoft.Network/virtualNetworks", order.network),
            self.id_of("Microsoft.Network/networkSecurityGroups", order.security_group),
        )

    def _connect(self, order: Order) -> None:
        nic_id = self.id_of("Microsoft.Network/networkInterfaces", order.nic)
        machine_id = self.id_of("Microsoft.Compute/virtualMachines", order.name)
        address_id = order.address and self.id_of("Microsoft.Network/publicIPAddresses", order.address)
        if address_id:
            number = f"20.19.{int(digits(2, address_id, 'net'))}.{int(digits(2, address_id))}"
            wire = network.public_address(address_id, order.location, order.zone, nic_id, number)
            self.call(Call(operation=f"{wire['type']}/write", resource_id=address_id, body=wire, created=True))
            self.put(wire)
        vnet_id, group_id = self._network_ids(order)
        connection = network.Connection(machine_id, f"{vnet_id}/subnets/default", group_id, address_id)
        nic = network.interface(nic_id, order.location, connection)
        self.call(Call(operation=f"{nic['type']}/write", resource_id=nic_id, body=nic, created=True, synchronous=True))
        self.put(nic, implied=order.scale_set is not None)

    def _machine(self, order: Order) -> Machine:
        machine_id = self.id_of("Microsoft.Compute/virtualMachines", order.name)
        os_disk = f"{order.name}_OsDisk_1_{letters(32, machine_id, self.now)}"
        return Machine(
            id=machine_id,
            vm_id=guid("vm", machine_id, self.now),
            location=order.location,
            size=order.size,
            image=order.image,
            os_disk_id=self.id_of("Microsoft.Compute/disks", os_disk),
            os_disk=order.os_disk,
            os_disk_delete=order.os_disk_delete,
            nic_id=self.id_of("Microsoft.Network/networkInterfaces", order.nic),
            nic_delete=order.nic_delete,
            created=stamp(self.now),
            zone=order.zone,
            availability_set=order.availability_set,
            scale_set=order.scale_set,
            security=order.security,
        )

    def _add_data_disks(self, vm: dict[str, Any], order: Order) -> None:
        from_image = order.image.data_disks_gb
        for lun, size_gb in enumerate((*from_image, *order.data_disks_gb)):
            hashed = f"{order.name}_disk{lun + 2}_{letters(32, vm['id'], lun, self.now)}"
            name = f"{order.name}_DataDisk_{lun}" if order.numbered_disks else hashed
            disk_id = self.id_of("Microsoft.Compute/disks", name)
            create = "FromImage" if lun < len(from_image) else "Empty"
            vm["properties"]["storageProfile"]["dataDisks"].append(
                data_disk(lun, disk_id, order.os_disk, size_gb, create)
            )

    def _appear(self, vm: dict[str, Any], order: Order) -> None:
        storage = vm["properties"]["storageProfile"]
        created = stamp(self.now)
        os_disk = storage["osDisk"]
        empty = disk(os_disk["managedDisk"]["id"], order.location, order.os_disk, os_disk["diskSizeGB"], created)
        made = [system_disk(empty, self.subscription_id, order.image, vm["id"])]
        for each in storage["dataDisks"]:
            bare = disk(each["managedDisk"]["id"], order.location, order.os_disk, each["diskSizeGB"], created)
            made.append({**bare, "managedBy": vm["id"]})
        for wire in made:
            self.put({**wire, **({"zones": [order.zone]} if order.zone else {})}, implied=True)
        self.runtimes[fold(vm["id"])] = self._place(order)
        self.put(vm, implied=order.scale_set is not None)

    def _place(self, order: Order) -> Runtime:
        runtime = Runtime(generation=order.image.generation)
        if order.availability_set:
            limits = self.resources[fold(order.availability_set)]["properties"]
            members = [vm for vm in self.each(Source.VIRTUAL_MACHINES) if in_set(vm, order.availability_set)]
            runtime.fault_domain = len(members) % limits["platformFaultDomainCount"]
            runtime.update_domain = len(members) % limits["platformUpdateDomainCount"]
        return runtime

    def _gallery_image(self, version: dict[str, Any]) -> Image:
        wire = self.resources[fold(version["id"].rpartition("/versions/")[0])]
        properties, storage = wire["properties"], version["properties"]["storageProfile"]
        return Image(
            {"id": version["id"], "exactVersion": resource_name(version["id"])},
            properties["osType"],
            properties["hyperVGeneration"],
            storage["osDiskImage"]["sizeInGB"],
            specialized=properties["osState"] == "Specialized",
            data_disks_gb=tuple(each["sizeInGB"] for each in dig_list(storage, "dataDiskImages")),
        )


def in_set(vm: dict[str, Any], set_id: str) -> bool:
    """Whether a machine belongs to this availability set."""
    return fold(dig_text(vm, "properties", "availabilitySet", "id")) == fold(set_id)


def _accepted(vm: dict[str, Any]) -> dict[str, Any]:
    storage = vm["properties"]["storageProfile"]
    os_disk = {**storage["osDisk"], "managedDisk": {"storageAccountType": _storage_type(storage["osDisk"])}}
    properties = {**vm["properties"], "provisioningState": "Creating"}
    return {**vm, "properties": {**properties, "storageProfile": {**storage, "osDisk": os_disk}}}


def _storage_type(os_disk: dict[str, Any]) -> str:
    return str(os_disk["managedDisk"]["storageAccountType"])
