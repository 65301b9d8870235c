"""A resource group that nothing shows ever to have been: more likely a wrong name than an empty lab."""

from collections.abc import Iterable
from difflib import get_close_matches

from bareme.reference.arm import fold
from bareme.text.message import Message, say

_ALIKE = 0.6


def told_unseen(group: str, groups: Iterable[str]) -> Message:
    """The sentence, with the names of the groups that are there and sound alike."""
    names = {fold(name): name for name in groups}
    alike = tuple(names[name] for name in get_close_matches(fold(group), names, cutoff=_ALIKE))
    if alike:
        return say("no resource group {name} was ever here; there is {others}", name=group, others=alike)
    return say("no resource group {name} was ever here: is the name right?", name=group)
