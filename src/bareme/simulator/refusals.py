"""What Azure refuses: sizes that are not sold, regions that a policy forbids, quotas that are full."""

from bareme.simulator.events import Call, Refusal, Tool
from bareme.simulator.ids import digits
from bareme.simulator.machines import VM_WRITE
from bareme.simulator.shapes.scope import region_policy
from bareme.simulator.world import World

_MESSAGES = {
    "SkuNotAvailable": "The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions:"
    " {size}' is currently not available in location '{location}'. Please try another size or deploy to a different"
    " location or different zone. See https://aka.ms/azureskunotavailable for details.",
    "ZonalAllocationFailed": "Allocation failed. We do not have sufficient capacity for the requested VM size in this"
    " zone.",
    "QuotaExceeded": "Operation could not be completed as it results in exceeding approved standardBSFamily Cores"
    " quota. Location: {location}, Current Limit: 0, Additional Required: 1.",
    "RequestDisallowedByAzure": "Resource '{name}' was disallowed by Azure: This policy maintains a set of best"
    " available regions where your subscription can deploy resources.",
    "RequestDisallowedByPolicy": "Resource '{name}' was disallowed by policy. Policy identifiers:"
    " 'Allowed resource deployment regions'.",
}


class Refusals(World):
    """Attempts that leave failed events behind."""

    def fail_create_vm(
        self,
        name: str = "VM1-Windows",
        *,
        code: str = "SkuNotAvailable",
        size: str = "Standard_B1s",
        location: str = "francecentral",
    ) -> None:
        """A machine that Azure refuses to create: the deployment fails and nothing appears."""
        self.ensure_group(location=location)
        vm_id = self.id_of("Microsoft.Compute/virtualMachines", name)
        message = _MESSAGES.get(code, "{name}").format(name=name, size=size, location=location)
        refusal = Refusal(code, message)
        parameters = {"location": location, "virtualMachineSize": size, "virtualMachineName": name}
        label = f"CreateVm-MicrosoftWindowsServer.WindowsServer-201-{self.now:%Y%m%d%H%M%S}{digits(1, name)}"
        with self.deploying(label, parameters, Tool.PORTAL) as deployment:
            if code.startswith("RequestDisallowed"):
                denial = "Microsoft.Authorization/policies/deny/action"
                self.call(Call(operation=denial, resource_id=vm_id, refusal=refusal, category="Policy"))
            self.call(Call(operation=VM_WRITE, resource_id=vm_id, refusal=refusal))
            deployment.refusal = refusal

    def allow_regions(self, *regions: str) -> None:
        """Azure for Students allows these regions only."""
        self.put(region_policy(self.subscription_id, list(regions)))

    def restrict_size(self, size: str, *, zones: tuple[str, ...] = (), location: str = "francecentral") -> None:
        """This subscription may not use a size in some zones, or nowhere in the region."""
        info = {"locations": [location], **({"zones": list(zones)} if zones else {})}
        restriction = {
            "type": "Zone" if zones else "Location",
            "values": [location],
            "restrictionInfo": info,
            "reasonCode": "NotAvailableForSubscription",
        }
        self.restrictions.setdefault(size, []).append(restriction)
