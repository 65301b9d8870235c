"""What `collect` and `access` print: for people, and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import click

from bareme.azure.collection.advice import notes
from bareme.azure.collection.evidence_writer import Kept
from bareme.azure.collection.grouped import advised, told_states, troubles
from bareme.azure.collection.privilege import told_privilege
from bareme.azure.collection.targets import Choice
from bareme.azure.observer import Summary
from bareme.errors import ExitCode
from bareme.evidence import Source
from bareme.text.language import Speech
from bareme.text.message import Message, say
from bareme.text.sanitize import visible

_SHOWN = 30


def tell(speech: Speech, messages: Iterable[Message], *, error: bool = False) -> None:
    """Print some sentences."""
    for message in messages:
        click.echo(visible(speech.tell(message)), err=error)


def told_outcome(kept: Sequence[Kept], summary: Summary, skipped: int = 0, *, whole_class: bool) -> list[Message]:
    """How it went, worst first, then what to do."""
    told = [*_by_student(kept), *_counts(kept, skipped)] if whole_class else _single(kept)
    return [*told, *_clock(summary), *advised(kept)[:_SHOWN]]


def told_access(choice: Choice, kept: Sequence[Kept], summary: Summary) -> list[Message]:
    """Who reads, what is read, and every source with its answer."""
    head = [say("Credential: {name}", name=summary.credential or "?"), *choice.told]
    table = [] if choice.whole_class else [line for one in kept for line in _table(one)]
    verdict = [] if choice.whole_class or any(one.problems for one in kept) else [say("Every read works.")]
    privilege = told_privilege(kept, whole_class=choice.whole_class)
    return [*head, *table, *told_outcome(kept, summary, whole_class=choice.whole_class), *verdict, *privilege]


def as_json(kept: Sequence[Kept], summary: Summary) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "credential": summary.credential,
        "requests": summary.requests,
        "throttled": summary.throttled,
        "clock_ahead_seconds": round(summary.clock.total_seconds()) if summary.clock else 0,
        "students": [_entry(one) for one in kept],
    }


def exit_code(kept: Sequence[Kept], skipped: int = 0, *, on_disk: bool = False) -> ExitCode:
    """Done when anything was read, of anybody, and written where it had to be."""
    done = any(one.read and (one.path or not on_disk) for one in kept)
    return ExitCode.DONE if skipped or done else ExitCode.NOT_EVALUATED


def _clock(summary: Summary) -> list[Message]:
    if summary.clock is None:
        return []
    minutes = round(abs(summary.clock.total_seconds()) / 60)
    if summary.clock.total_seconds() > 0:
        apart = say("This computer's clock is {minutes} minutes behind Azure's", minutes=minutes)
    else:
        apart = say("This computer's clock is {minutes} minutes ahead of Azure's", minutes=minutes)
    return [say("{apart}: Azure's time is used; set the clock.", apart=apart)]


def _single(kept: Sequence[Kept]) -> list[Message]:
    files = [say("Evidence: {file}", file=str(one.path)) for one in kept if one.path]
    return [*(told for one in kept for told in (*one.problems, *notes(one.state))), *files]


def _by_student(kept: Sequence[Kept]) -> list[Message]:
    lines = [*troubles(kept), *told_states(kept)]
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], *([say("… and {count} more", count=more)] if more > 0 else [])]


def _counts(kept: Sequence[Kept], skipped: int) -> list[Message]:
    whole = sum(not one.problems for one in kept)
    nothing = sum(not one.read for one in kept)
    counts = say(
        "{whole} students read whole, {part} in part, {nothing} not at all",
        whole=whole,
        part=len(kept) - whole - nothing,
        nothing=nothing,
    )
    return [counts, *([say("{count} were done before the interruption", count=skipped)] if skipped else [])]


def _table(one: Kept) -> list[Message]:
    unread = {source: (status, code) for source, status, code in one.unread}
    lines = []
    for name in dict.fromkeys([*(source.value for source in Source if source is not Source.DECLARED), *unread]):
        status, code = unread.get(name, ("ok", ""))
        row = f"  {name:<34} {status:<9} {code}".rstrip()
        lines.append(Message("{row}", (("row", row),)))
    return lines


def _entry(one: Kept) -> dict[str, Any]:
    unread = {source: {"status": status, "error": error} for source, status, error in one.unread}
    told = {"id": one.key, "read": one.read, "file": str(one.path) if one.path else None, "unread": unread}
    told |= {"subscription_state": one.state}
    return told | ({"rights": asdict(one.rights)} if one.rights else {})
