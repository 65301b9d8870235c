"""What is said of a credential that can do more than it needs."""

from collections.abc import Sequence

from bareme.azure.collection.evidence_writer import Kept
from bareme.azure.collection.grouped import some
from bareme.azure.credentials.permissions import Rights
from bareme.text.message import Message, say


def told_privilege(kept: Sequence[Kept], *, whole_class: bool) -> list[Message]:
    """A harmless note for somebody's own subscription, advice for a class; nothing where it only reads."""
    strong = [(one.key, one.rights) for one in kept if one.rights and one.rights.beyond]
    untold = [(one.key, one.rights) for one in kept if one.rights and one.rights.unread]
    told = [*_strong(strong, whole_class=whole_class), *_untold(untold, len(kept))]
    if told or not any(one.rights for one in kept):
        return told
    return [say("This credential can only read, which is enough.")]


def _strong(found: list[tuple[str, Rights]], *, whole_class: bool) -> list[Message]:
    if not found:
        return []
    what = _what(found[0][1])
    if not whole_class:
        return [
            say("This account can do more than read: {what}. Of one's own subscription that is usual.", what=what),
            say("bareme uses none of it: it only ever reads. Reader would be enough."),
        ]
    return [
        say(
            "Subscriptions in which this account can do more than read: {n}, {what} – {students}.",
            n=len(found),
            what=what,
            students=some([key for key, _ in found]),
        ),
        say(
            "Reader is enough, and safer: let the owner take the other role away, or grade with an account that has "
            "Reader alone."
        ),
    ]


def _what(rights: Rights) -> Message:
    """The roles that most people have by name, else the operations."""
    operations = some(list(rights.beyond))
    if "*/write" in rights.beyond:
        like = say("as an Owner can") if rights.gives_roles else say("as a Contributor can")
        return say("{like} ({operations})", like=like, operations=operations)
    return say("{operations}", operations=operations)


def _untold(found: list[tuple[str, Rights]], of: int) -> list[Message]:
    if not found:
        return []
    codes = tuple(sorted({rights.unread for _, rights in found}))
    told = say("Whether this account can do more than read could not be told ({codes}).", codes=codes)
    return [told if of == 1 else say("{told} Students concerned: {n} of {of}.", told=told, n=len(found), of=of)]
