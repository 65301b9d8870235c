"""The portal's “Create a virtual machine”."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bareme.simulator.events import Tool
from bareme.simulator.ids import digits
from bareme.simulator.machines import Machines, Order
from bareme.simulator.shapes.network import remote_access


class Portal(Machines):
    """What the student clicks in the portal."""

    def portal_create_vms(  # noqa: PLR0913 - the tabs of the portal's form
        self,
        name: str = "VM1-Windows",
        *,
        zones: Sequence[str] = ("1", "2"),
        size: str = "Standard_B1s",
        image: str = "2016-datacenter-gensecond",
        os_disk: str = "StandardSSD_LRS",
        location: str = "francecentral",
        security: str = "TrustedLaunch",
        rdp_from: str = "*",
        os_disk_delete: str = "Delete",
        nic_delete: str = "Detach",
        data_disks_gb: tuple[int, ...] = (),
    ) -> list[str]:
        """One machine per zone, suffixed -1, -2… when there are several; returns their names."""
        self.ensure_group(location=location)
        form = Order(
            name=name,
            location=location,
            size=size,
            image=self.image(image),
            os_disk=os_disk,
            os_disk_delete=os_disk_delete,
            nic_delete=nic_delete,
            network=f"{name}-vnet",
            security_group=f"{name}-nsg",
            security=security,
            data_disks_gb=data_disks_gb,
            numbered_disks=True,
        )
        orders = list(_one_for_each(form, zones))
        label = f"CreateVm-{form.image.label}-{self.now:%Y%m%d%H%M%S}"
        with self.deploying(label, _parameters(orders, self.default_group), Tool.PORTAL):
            self.ensure_network(form, remote_access(form.image.os, rdp_from))
            self.create(*orders)
        return [order.name for order in orders]


def nic_name(vm: str, zone: str | None) -> str:
    """How the portal names an interface: `vm1-windows-1692_z1`."""
    return f"{vm.casefold()}{digits(3, 'nic', vm)}" + (f"_z{zone}" if zone else "")


def _one_for_each(form: Order, zones: Sequence[str]) -> list[Order]:
    several = len(zones) > 1
    names = [f"{form.name}-{number}" if several else form.name for number, _ in enumerate(zones or (None,), 1)]
    return [
        replace(form, name=name, zone=zone, nic=nic_name(name, zone), address=f"{name}-ip")
        for name, zone in zip(names, zones or (None,), strict=True)
    ]


def _parameters(orders: list[Order], group: str) -> dict[str, Any]:
    form = orders[0]
    shared = {
        "location": form.location,
        "osDiskType": form.os_disk,
        "osDiskDeleteOption": form.os_disk_delete,
        "nicDeleteOption": form.nic_delete,
        "pipDeleteOption": form.nic_delete,
        "publicIpAddressSku": "Standard",
        "virtualNetworkName": form.network,
        "networkSecurityGroupName": form.security_group,
        "virtualMachineName": form.name,
        "virtualMachineRG": group,
        "virtualMachineSize": form.size,
        "securityType": form.security,
        "secureBoot": True,
        "vTPM": True,
        "adminUsername": "etudiant",
        "adminPassword": None,
    }
    return shared | {key: value for number, one in enumerate(orders, 1) for key, value in _numbered(number, one)}


def _numbered(number: int, order: Order) -> list[tuple[str, Any]]:
    disks = [
        {"lun": lun, "name": f"{order.name}_DataDisk_{lun}", "createOption": "attach", "deleteOption": "Detach"}
        for lun, _ in enumerate(order.data_disks_gb)
    ]
    return [
        (f"virtualMachineName{number}", order.name),
        (f"virtualMachineComputerName{number}", order.name),
        (f"networkInterfaceName{number}", order.nic),
        (f"publicIpAddressName{number}", order.address),
        *([(f"virtualMachine{number}Zone", order.zone)] if order.zone else []),
        *([(f"dataDisks{number}", disks)] if disks else []),
    ]
