"""What cannot be used, in two sentences: one for the teacher, one to send to the student."""

from dataclasses import dataclass

from bareme.handins.items import Item
from bareme.text.message import Message, say


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file, and what is the matter with it."""

    file: str
    teacher: Message
    student: Message


_ARCHIVES = {b"Rar!": ".rar", b"7z\xbc\xaf": ".7z", b"\x1f\x8b": ".gz"}
_SHORTCUTS = {".lnk", ".url", ".webloc", ".desktop", ".website", ".gdoc", ".gsheet", ".gslides"}
_UNFINISHED = {".part", ".crdownload", ".partial", ".download", ".filepart", ".tmp"}
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".bmp", ".tif", ".tiff", ".avif"}

_AGAIN = say("Hand in the zip exactly as “sh collect.sh” made it in Cloud Shell; do not rename, open or repack it.")


def of_file(item: Item, head: bytes) -> Trouble | None:
    """What is wrong with a file, by its name and its first bytes."""
    archive = next((kind for start, kind in _ARCHIVES.items() if head.startswith(start)), "")
    if item.is_link or item.suffix in _SHORTCUTS:
        return shortcut(item.name)
    if item.suffix in _UNFINISHED or item.size == 0:
        return Trouble(
            item.name, say("a half upload: the file is empty or unfinished"),
            say("“{file}” did not arrive whole. Please hand it in again.", file=item.name),
        )  # fmt: skip
    if archive or item.suffix in {".rar", ".7z", ".tar", ".tgz", ".ace"}:
        return Trouble(
            item.name, say("packed as {kind}, which is not a zip", kind=archive or item.suffix),
            say("“{file}” is not a zip. Please hand in a .zip file; Cloud Shell makes one.", file=item.name),
        )  # fmt: skip
    return None


NOT_ATTESTED_AT_ALL = Trouble(
    "", say("the rubric asks for what Azure signs of running machines, and none came along"),
    say("Nothing that Azure signed of your machines came along: run “sh collect.sh --attest NUMBER” while they run."),
)  # fmt: skip


def not_attested(name: str, reason: Message) -> Trouble:
    """A document of Azure's that proves nothing."""
    return Trouble(
        name, say("what Azure signed of a machine cannot be used: {reason}", reason=reason),
        say("What Azure signed of a machine ({file}) cannot be used: {reason}.", file=name, reason=reason),
    )  # fmt: skip


def shortcut(name: str) -> Trouble:
    """A link instead of what it leads to."""
    return Trouble(
        name, say("a shortcut: it leads to a file on the student's machine, and is not the file"),
        say("“{file}” is only a link. Please hand in the file itself.", file=name),
    )  # fmt: skip


def leads_elsewhere(name: str) -> Trouble:
    """A file whose place in the student's repository is a link."""
    return Trouble(
        name, say("not kept: its place in the student's repository is a link that leads elsewhere"),
        say("Your repository holds a link where “{file}” belongs. Please replace it by a folder.", file=name),
    )  # fmt: skip


def password(name: str) -> Trouble:
    """A zip that nobody else can open."""
    return Trouble(
        name, say("protected by a password"),
        say("“{file}” asks for a password. Please hand it in without one.", file=name),
    )  # fmt: skip


def empty_zip(name: str) -> Trouble:
    """A zip without a file."""
    return Trouble(name, say("an empty zip"), say("“{file}” is empty. {advice}", file=name, advice=_AGAIN))


def broken(name: str) -> Trouble:
    """A zip that breaks off."""
    return Trouble(
        name, say("a damaged zip, probably a half upload"),
        say("“{file}” did not arrive whole. Please hand it in again.", file=name),
    )  # fmt: skip


def too_large(name: str) -> Trouble:
    """More than a hand-in can be."""
    return Trouble(
        name, say("it unpacks to more than a hand-in can be"),
        say("“{file}” is too large. Please hand in only what was asked for.", file=name),
    )  # fmt: skip


def unusable(name: str, reason: Message) -> Trouble:
    """An export or an evidence file that is refused, for a reason told already."""
    return Trouble(name, reason, say("“{file}” cannot be used. {advice}", file=name, advice=_AGAIN))


def screenshots() -> Trouble:
    """Pictures of the portal where an export was asked for."""
    return Trouble(
        "", say("pictures only: a screenshot of the portal proves nothing, the export is missing"),
        say("You handed in pictures, but no export. {advice}", advice=_AGAIN),
    )  # fmt: skip


def no_export() -> Trouble:
    """Everything but the export."""
    return Trouble("", say("no export in it"), say("Your export is missing. {advice}", advice=_AGAIN))


def web_link(name: str) -> Trouble:
    """An address in an online text instead of a file."""
    return Trouble(
        name, say("the address of a file elsewhere, which nobody downloaded"),
        say("You handed in an address. Please hand in the file itself."),
    )  # fmt: skip
