"""The Lab: what a check sees. Nouns with small properties over the timelines; read-only, no I/O, no clock."""

from bareme.lab.availability_set import AvailabilitySet
from bareme.lab.image import Image
from bareme.lab.lab import Lab
from bareme.lab.model import DataDisk, ImageReference, OsDisk, capabilities
from bareme.lab.present import Resource
from bareme.lab.scale_set import ScaleSet
from bareme.lab.selection import Machine
from bareme.lab.virtual_machine import Kind, Resize, VirtualMachine

__all__ = [
    "AvailabilitySet",
    "DataDisk",
    "Image",
    "ImageReference",
    "Kind",
    "Lab",
    "Machine",
    "OsDisk",
    "Resize",
    "Resource",
    "ScaleSet",
    "VirtualMachine",
    "capabilities",
]
