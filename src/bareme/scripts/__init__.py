"""Students' scripts: read with a real parser and followed, never run.

`read_script` tells the `az` commands a script would run, `intended` what it means to make, `compare_with_lab` what of
it took place, and by which tool.
"""

from bareme.lab.provenance import Maker, Tool, maker
from bareme.scripts.compare import Execution, MadeMachine, MadeSet, compare_with_lab
from bareme.scripts.intent import Intent, MachineIntent, ScaleSetIntent, SetIntent, intended
from bareme.scripts.model import HOLE, AzCommand, Kind, Note, OtherTool, Script
from bareme.scripts.read import read_script

__all__ = [
    "HOLE",
    "AzCommand",
    "Execution",
    "Intent",
    "Kind",
    "MachineIntent",
    "MadeMachine",
    "MadeSet",
    "Maker",
    "Note",
    "OtherTool",
    "ScaleSetIntent",
    "Script",
    "SetIntent",
    "Tool",
    "compare_with_lab",
    "intended",
    "maker",
    "read_script",
]
