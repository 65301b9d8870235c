"""Resources made by other means than the Azure CLI: Bicep, Terraform, ARM templates."""

import re
from collections.abc import Iterator

from bareme.scripts.model import Kind, OtherTool

_TYPES = {
    "virtualmachines": "vm",
    "availabilitysets": "availability-set",
    "virtualmachinescalesets": "vmss",
}
_BICEP = re.compile(
    r"^[^\S\n]*resource\s+\w+\s+'Microsoft\.Compute/(\w+)@[^'\n]*'(?!\s*existing\b)", re.IGNORECASE | re.MULTILINE
)
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_TEMPLATE = re.compile(r'"type"\s*:\s*"Microsoft\.Compute/(\w+)"', re.IGNORECASE)
_TERRAFORM = re.compile(r'^[^\S\n]*resource\s+"azurerm_(\w+)"', re.MULTILINE)
_TERRAFORM_TYPES = {
    "virtual_machine": "vm",
    "windows_virtual_machine": "vm",
    "linux_virtual_machine": "vm",
    "availability_set": "availability-set",
    "virtual_machine_scale_set": "vmss",
    "linux_virtual_machine_scale_set": "vmss",
    "windows_virtual_machine_scale_set": "vmss",
    "orchestrated_virtual_machine_scale_set": "vmss",
}
_NAMES = {Kind.BICEP: "Bicep", Kind.TERRAFORM: "Terraform", Kind.TEMPLATE: "ARM template"}
_PATTERNS = {Kind.BICEP: _BICEP, Kind.TERRAFORM: _TERRAFORM, Kind.TEMPLATE: _TEMPLATE}


def declared(text: str, kind: Kind) -> Iterator[OtherTool]:
    """What a file declares, one for each resource of interest."""
    bare = _REMARK.sub(lambda remark: "\n" * remark[0].count("\n"), text)
    for found in _PATTERNS[kind].finditer(bare):
        name = found[1].casefold()
        what = _TERRAFORM_TYPES.get(name) or _TYPES.get(name)
        if what:
            yield OtherTool(_NAMES[kind], what, bare.count("\n", 0, found.start()) + 1)


def kind_of_declaration(text: str) -> Kind | None:
    """Whether a text is a declaration rather than a script."""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(text)), None)
