"""Evidence: what was read from Azure, when, from where, and what could not be read.

One file per collection, never rewritten, each carrying the hash of its content and of the file before it.
"""

from bareme.evidence.collection import Collection, Origin, Part, Reading, Status
from bareme.evidence.files import load_chain, read_collection, write_collection
from bareme.evidence.sources import Source

__all__ = [
    "Collection",
    "Origin",
    "Part",
    "Reading",
    "Source",
    "Status",
    "load_chain",
    "read_collection",
    "write_collection",
]
