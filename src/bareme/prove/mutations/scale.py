"""Scale sets."""

from bareme.evidence import Source
from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.prove.mutations.place import VM
from bareme.prove.rewrite import Model, items, models, shown, without
from bareme.reference.arm import dig, fold, resource_type
from bareme.text.message import say

SET = "microsoft.compute/virtualmachinescalesets"
DISK = "microsoft.compute/disks"


def no_scale_set(example: Example) -> Example:
    """No scale set, and none of its machines."""
    return _without_instances(example, 0, also=lambda one: one.startswith(SET))


def one_instance(example: Example) -> Example:
    """A scale set of one machine."""

    def change(identifier: str, model: Model) -> None:
        sku = model.get("sku")
        if resource_type(identifier) == SET and isinstance(sku, dict) and "capacity" in sku:
            sku["capacity"] = 1

    return items(_without_instances(models(example, change), 1), _unscaled)


def _without_instances(example: Example, kept: int, also: object = None) -> Example:
    told = shown(example, VM)
    flexible = list(dict.fromkeys(one for one, model in told if dig(model, "properties", "virtualMachineScaleSet")))
    uniform = list(dict.fromkeys(one for one, _ in shown(example, f"{SET}/virtualmachines")))
    gone = {*flexible[kept:], *uniform[kept:]}
    gone |= {one for one, model in shown(example, DISK) if fold(dig(model, "managedBy")) in gone}
    return without(example, lambda one, _: one in gone or (callable(also) and bool(also(resource_type(one)))))


def _unscaled(source: Source, item: Model) -> Model | None:
    """Autoscale's own records told of more."""
    scaled = source is Source.ACTIVITY_LOG and "autoscalesettings/scale" in fold(dig(item, "operationName", "value"))
    return None if scaled else item


SCALE = (
    mutation(
        "no-scale-set",
        say("no scale set"),
        no_scale_set,
        "Microsoft.Compute/virtualMachineScaleSets:@there",
        "Microsoft.Compute/virtualMachineScaleSets:sku",
    ),
    mutation(
        "one-instance",
        say("a scale set of one machine"),
        one_instance,
        "Microsoft.Compute/virtualMachineScaleSets:@there",
        "Microsoft.Compute/virtualMachineScaleSets:sku",
    ),
)
