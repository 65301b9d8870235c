"""Students' scripts: read with a real parser and followed, never run.

`read_script` tells the `az` commands a script would run, `intended` what it means to make.
"""

from bareme.scripts.intent import Intent, intended
from bareme.scripts.model import HOLE, AzCommand, Kind, Note, OtherTool, Script
from bareme.scripts.read import read_script

__all__ = [
    "HOLE", "AzCommand", "Intent", "Kind", "Note", "OtherTool", "Script", "intended", "read_script",
]  # fmt: skip
