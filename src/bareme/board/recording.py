"""A session of the board in a file: JSON Lines, a head and then every round, with the rows that changed in it.

A line is written when its round is over, so that a session that is cut off loses at most its last line; the next
session goes on in the same file. It holds the students' names, and is for its owner's eyes alone.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from bareme.board.row import Row
from bareme.board.state import Moment, State
from bareme.board.wire import row_from_wire, row_to_wire, state_from_wire, state_to_wire
from bareme.errors import UsageError
from bareme.files.bounded import read_regular
from bareme.files.environment import reason_of
from bareme.text.message import say

SCHEMA = "bareme/board/v1"
MAX_BYTES = 512 * 2**20
_OWNERS = 0o600


@dataclass(frozen=True, slots=True)
class Session:
    """A recorded session: the rubric it was about, as it was named, and its states."""

    rubric: str
    states: tuple[State, ...]

    def moment(self, number: int | None) -> Moment:
        """A state, as it stood then; the nearest where there is none of that number, the first where none is asked."""
        last = len(self.states) - 1
        place = min(max(number or 0, 0), last)
        return Moment(self.states[place], place, last)

    @property
    def rows(self) -> Mapping[str, Row]:
        """The students as they stood at the end, by id."""
        return {row.id: row for row in self.states[-1].rows} if self.states else {}


@dataclass
class Recorder:
    """A file that a session is written to, round by round."""

    path: Path
    stream: IO[str]
    _told: dict[str, Row] = field(default_factory=dict)

    @classmethod
    def opened(cls, path: Path, rubric: str) -> "tuple[Recorder, Session]":
        """Begin a recording, or go on with one of the same rubric; what it holds so far comes along.

        Raises:
            UsageError: the file is no recording, or one of another rubric.
            OSError: it cannot be written.
        """
        before = recorded(path) if path.exists() and path.stat().st_size else None
        if before and before.rubric != rubric:
            raise UsageError(
                say("{path} holds a session of the rubric “{other}”, not of “{rubric}”",
                    path=str(path), other=before.rubric, rubric=rubric),
                say("Name another file."),
            )  # fmt: skip
        stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, _OWNERS), "r+", encoding="utf-8", newline="\n")
        _cut_last_line(stream)
        recorder = cls(path, stream)
        if before is None:
            recorder._write({"schema": SCHEMA, "rubric": rubric})
        return recorder, before or Session(rubric, ())

    def keep(self, state: State) -> None:
        """Add a round.

        Raises:
            OSError: it cannot be written; what was written before stays valid.
        """
        changed = [row for row in state.rows if self._told.get(row.id) != row]
        self._write({**state_to_wire(state), "rows": [row_to_wire(row) for row in changed]})
        self._told |= {row.id: row for row in changed}

    def close(self) -> None:
        """Write no more."""
        self.stream.close()

    def _write(self, wire: Mapping[str, Any]) -> None:
        self.stream.write(json.dumps(wire, ensure_ascii=False) + "\n")
        self.stream.flush()


def recorded(path: Path) -> Session:
    """The session in a file; a last line that was cut off is left out.

    Raises:
        UsageError: the file cannot be read, or is no recording; with the line.
    """
    whole = _text(path).split("\n")[:-1]  # what follows the last line end is empty, or was cut off
    head = _parsed(path, 1, whole[0]) if whole else {}
    if head.get("schema") != SCHEMA or not isinstance(head.get("rubric"), str):
        raise _no_recording(path, 1)
    return Session(head["rubric"], tuple(_states(path, whole[1:])))


def _text(path: Path) -> str:
    try:
        found = read_regular(path, MAX_BYTES)
    except OSError as error:
        raise UsageError(say("{path}: {reason}", path=str(path), reason=reason_of(error))) from error
    if found is None:
        raise UsageError(say("{path} is too large: {mib} MiB at most", path=str(path), mib=MAX_BYTES // 2**20))
    return found.decode("utf-8", errors="replace")


def _states(path: Path, lines: list[str]) -> Iterator[State]:
    rows: dict[str, Row] = {}
    for number, line in enumerate(lines, 2):
        try:
            wire = _parsed(path, number, line)
            rows |= {row.id: row for row in map(row_from_wire, wire["rows"])}
            yield state_from_wire(wire, tuple(rows.values()))
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise _no_recording(path, number) from error


def _parsed(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _no_recording(path, number) from error
    if not isinstance(found, dict):
        raise _no_recording(path, number)
    return found


def _no_recording(path: Path, line: int) -> UsageError:
    return UsageError(
        say("{path}:{line}: this is no recording of “bareme watch --record”", path=str(path), line=str(line))
    )


def _cut_last_line(stream: IO[str]) -> None:
    """Take away what a session that was cut off had begun to write, and stand at the end."""
    text = stream.read()
    whole = text[: text.rfind("\n") + 1]
    stream.seek(len(whole.encode()))
    stream.truncate()
