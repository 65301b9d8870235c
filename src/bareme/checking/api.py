"""The names a check is written with: `from bareme import Lab, check, met` reads them from here when they are asked for.

Everything else of bareme is free to change without a word.
"""

from bareme.checking.check import TypesRead, check
from bareme.checking.conditions import judge, types_of
from bareme.checking.finding import (
    HALF,
    QUARTER,
    Finding,
    best,
    every,
    met,
    of_machines,
    partial,
    unmet,
    unverifiable,
    worst,
)
from bareme.conditions.deployed import Deployed, DeploymentTool, deployments
from bareme.conditions.deployed import Mode as DeploymentMode
from bareme.conditions.done import Done, OperationGlob, ToolName, matching
from bareme.conditions.judge import Excuse
from bareme.conditions.model import Bounds, Changed, Conditions, Moment, Plain, Plains, ResourceType, Scalar, Selection
from bareme.conditions.verdict import Query, query_of
from bareme.evidence import Source
from bareme.evidence.person import is_person
from bareme.lab import (
    AutoscaleSetting,
    AvailabilitySet,
    Disk,
    Image,
    Lab,
    LoadBalancer,
    Machine,
    MachineKind,
    MetricAlert,
    Resize,
    Resource,
    ScaleProfile,
    ScaleRule,
    ScaleSet,
    StorageAccount,
    VirtualMachine,
    capabilities,
)
from bareme.lab.noun import Noun
from bareme.lab.provenance import Tool, maker
from bareme.lab.refusal import named_sizes
from bareme.lab.selection import are_twins
from bareme.reference import (
    DiskType,
    Price,
    Redundancy,
    SizeKind,
    SizeSeries,
    codes,
    dated,
    disk_type,
    documented_power,
    fault_domains,
    redundancy,
    series,
    supported_until,
    table,
)
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold, region, resource_name, resource_type
from bareme.reference.name_pattern import Form
from bareme.reference.sla import downtime, in_series
from bareme.reference.vocabulary import DiskSku, ImageSku, OperationName, Region, Size
from bareme.scripts import Intent, intended, read_script
from bareme.text.message import Message, say
from bareme.timeline import Fact, Operation, Outcome, Proof
from bareme.timeline.missing import Contradiction, Missing, required, told

__all__ = [
    "HALF",
    "QUARTER",
    "AutoscaleSetting",
    "AvailabilitySet",
    "Bounds",
    "Changed",
    "Conditions",
    "Contradiction",
    "Deployed",
    "DeploymentMode",
    "DeploymentTool",
    "Disk",
    "DiskSku",
    "DiskType",
    "Done",
    "Excuse",
    "Fact",
    "Finding",
    "Form",
    "Image",
    "ImageSku",
    "Intent",
    "Lab",
    "LoadBalancer",
    "Machine",
    "MachineKind",
    "Message",
    "MetricAlert",
    "Missing",
    "Moment",
    "Noun",
    "Operation",
    "OperationGlob",
    "OperationName",
    "Outcome",
    "Plain",
    "Plains",
    "Price",
    "Proof",
    "Query",
    "Redundancy",
    "Region",
    "Resize",
    "Resource",
    "ResourceType",
    "Scalar",
    "ScaleProfile",
    "ScaleRule",
    "ScaleSet",
    "Selection",
    "Size",
    "SizeKind",
    "SizeSeries",
    "Source",
    "StorageAccount",
    "Tool",
    "ToolName",
    "TypesRead",
    "VirtualMachine",
    "Wire",
    "are_twins",
    "best",
    "capabilities",
    "check",
    "codes",
    "dated",
    "deployments",
    "dig",
    "dig_list",
    "dig_text",
    "disk_type",
    "documented_power",
    "downtime",
    "every",
    "fault_domains",
    "fold",
    "in_series",
    "intended",
    "is_person",
    "judge",
    "maker",
    "matching",
    "met",
    "named_sizes",
    "of_machines",
    "partial",
    "query_of",
    "read_script",
    "redundancy",
    "region",
    "required",
    "resource_name",
    "resource_type",
    "say",
    "series",
    "supported_until",
    "table",
    "told",
    "types_of",
    "unmet",
    "unverifiable",
    "worst",
]
