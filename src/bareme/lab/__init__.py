"""The Lab: what a check sees. Nouns with small properties over the timelines; read-only, no I/O, no clock."""

from bareme.lab.autoscale import AutoscaleSetting, ScaleProfile, ScaleRule
from bareme.lab.availability_set import AvailabilitySet
from bareme.lab.disk import Disk
from bareme.lab.image import Image
from bareme.lab.lab import Lab
from bareme.lab.load_balancer import LoadBalancer
from bareme.lab.model import DataDisk, ImageReference, OsDisk, capabilities
from bareme.lab.present import Resource
from bareme.lab.scale_set import ScaleSet
from bareme.lab.selection import Machine
from bareme.lab.storage_account import StorageAccount
from bareme.lab.virtual_machine import MachineKind, Resize, VirtualMachine
from bareme.lab.watcher import MetricAlert

__all__ = [
    "AutoscaleSetting",
    "AvailabilitySet",
    "DataDisk",
    "Disk",
    "Image",
    "ImageReference",
    "Lab",
    "LoadBalancer",
    "Machine",
    "MachineKind",
    "MetricAlert",
    "OsDisk",
    "Resize",
    "Resource",
    "ScaleProfile",
    "ScaleRule",
    "ScaleSet",
    "StorageAccount",
    "VirtualMachine",
    "capabilities",
]
