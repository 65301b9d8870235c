"""What stands around machines: storage accounts, load balancers, gateways, budgets, tags."""

from typing import Any

from bareme.evidence import Source
from bareme.reference.arm import fold
from bareme.simulator.events import Call
from bareme.simulator.removal import Removal
from bareme.simulator.shapes import estate
from bareme.simulator.shapes.network import public_address


class Estate(Removal):
    """The rest of the lecture."""

    def storage_account(
        self, name: str, *, sku: str = "Standard_LRS", location: str = "francecentral", safe: bool = True
    ) -> str:
        """A storage account, closed and encrypted unless it is not `safe`; returns the id."""
        self.ensure_group(location=location)
        account_id = self.id_of("Microsoft.Storage/storageAccounts", name)
        return self._build(estate.storage_account(account_id, location, sku, safe=safe))

    def load_balancer(self, name: str, *vms: str, location: str = "francecentral") -> str:
        """A load balancer before machines, with an address of its own; returns the id."""
        balancer_id = self.id_of("Microsoft.Network/loadBalancers", name)
        address_id = self.id_of("Microsoft.Network/publicIPAddresses", f"{name}-ip")
        address = public_address(address_id, location, None, "", "20.19.40.40")
        address["properties"]["ipConfiguration"]["id"] = estate.front_of(balancer_id)
        self._build(address)
        configurations = [one for vm in vms for one in self._configurations(vm)]
        for one in configurations:
            pool = {"id": f"{balancer_id}/backendAddressPools/pool"}
            one["properties"]["loadBalancerBackendAddressPools"] = [pool]
        return self._build(
            estate.load_balancer(balancer_id, location, address_id, [one["id"] for one in configurations])
        )

    def delete_load_balancer(self, name: str) -> None:
        """Delete a load balancer; its address stays, and belongs to nobody."""
        balancer_id = fold(self.find(Source.LOAD_BALANCERS, name)["id"])
        self.delete(Source.LOAD_BALANCERS, name)
        self.find(Source.PUBLIC_IP_ADDRESSES, f"{name}-ip")["properties"].pop("ipConfiguration")
        for nic in self.each(Source.NETWORK_INTERFACES):
            for one in nic["properties"]["ipConfigurations"]:
                pools = one["properties"].pop("loadBalancerBackendAddressPools", [])
                kept = [pool for pool in pools if not fold(pool["id"]).startswith(balancer_id)]
                one["properties"] |= {"loadBalancerBackendAddressPools": kept} if kept else {}

    def nat_gateway(self, name: str = "nat-tp2", location: str = "francecentral") -> str:
        """A NAT gateway; returns the id."""
        return self._build(estate.nat_gateway(self.id_of("Microsoft.Network/natGateways", name), location))

    def budget(self, name: str = "budget-tp2", amount: int = 50) -> str:
        """A monthly budget on the subscription; returns the id."""
        budget_id = f"/subscriptions/{self.subscription_id}/providers/Microsoft.Consumption/budgets/{name}"
        return self._build(estate.budget(budget_id, amount))

    def tag(self, source: Source, name: str, **tags: str) -> None:
        """Tags on a resource that is there."""
        wire = self.find(source, name)
        wire["tags"] = {**wire.get("tags", {}), **tags}
        kind = wire["type"]
        if source is Source.RESOURCE_GROUPS:
            kind = "Microsoft.Resources/subscriptions/resourcegroups"
        self.call(Call(operation=f"{kind}/write", resource_id=wire["id"], body=self.copy_of(wire)))

    def _configurations(self, vm: str) -> list[dict[str, Any]]:
        machine = self.find(Source.VIRTUAL_MACHINES, vm)
        ids = [one["id"] for one in machine["properties"]["networkProfile"]["networkInterfaces"]]
        return [one for nic_id in ids for one in self.resources[fold(nic_id)]["properties"]["ipConfigurations"]]

    def _build(self, wire: dict[str, Any]) -> str:
        operation, resource_id = f"{wire['type']}/write", str(wire["id"])
        body = self.copy_of(wire)
        self.call(Call(operation=operation, resource_id=resource_id, body=body, created=True, synchronous=True))
        self.put(wire)
        return resource_id
