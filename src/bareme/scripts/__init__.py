"""Students' scripts: read with a real parser and followed, never run.

`read_script` tells the `az` commands a script would run, `intended` what it means to make, `compare_with_lab` what of
it took place, and by which tool.
"""

from bareme.scripts.model import HOLE, AzCommand, Kind, Note, OtherTool, Script
from bareme.scripts.read import read_script

__all__ = [
    "HOLE",
    "AzCommand",
    "Kind",
    "Note",
    "OtherTool",
    "Script",
    "read_script",
]
