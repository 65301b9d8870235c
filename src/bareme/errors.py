"""Everything that can go wrong on purpose, and the exit code each way of going wrong has.

    BaremeError                 2
    ├── UsageError              2   the command was called in a way that cannot work
    ├── RubricError             2   the rubric is wrong: every problem, with file, line and column
    ├── RosterError             2   the roster is wrong: every problem, with file and line
    ├── MarksError              2   the marks, waivers or answers are wrong
    ├── EvidenceError           3   an evidence file is damaged, truncated or not ours
    ├── EngineError             3   the processes that grade do not come up
    ├── MachineError        3   the machine: a full disk, no right to write, a file held by another program
    ├── BusyError               3   another run is at work in the same folder
    ├── UnfinishedError         3   a run was interrupted while its files were being written
    └── AccessError             3   no credential, no right, no network: nothing could be evaluated

`bareme.__main__` is the only place that turns these into an exit code.
"""

from enum import IntEnum

from bareme.text.message import Message, say


class ExitCode(IntEnum):
    """What a shell, a CI job or a script reads (`contract`: stable)."""

    DONE = 0
    BELOW = 1
    USAGE = 2
    NOT_EVALUATED = 3
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143

    @property
    def meaning(self) -> Message:
        """What it tells, for who reads a page about it."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.DONE: say("Done; where “--fail-under” was given, the grade reaches it."),
    ExitCode.BELOW: say("Graded, and below “--fail-under” even if everything that could not be read had been earned."),
    ExitCode.USAGE: say(
        "Options, rubric, roster, marks or answers cannot be used, or a rubric is not proven. File, line and what to do"
        " are said."
    ),
    ExitCode.NOT_EVALUATED: say(
        "It could not be evaluated – no credential, no access, no network, a full disk, another run in the same folder"
        " – or not enough was read to decide on “--fail-under”, or a run is not what was graded (“verify”)."
    ),
    ExitCode.HUNG_UP: say("The terminal was closed; the same command continues."),
    ExitCode.INTERRUPTED: say("Interrupted (Ctrl-C); the same command continues."),
    ExitCode.TERMINATED: say("Ended by the system (SIGTERM); the same command continues."),
}


class BaremeError(Exception):
    """A problem told in one sentence, with what to do about it."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: Message, advice: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type["BaremeError"], tuple[Message, Message | None]]:
        """Whole again in another process."""
        return type(self), (self.message, self.advice)


class UsageError(BaremeError):
    """The command was called in a way that cannot work."""


class RubricError(BaremeError):
    """The rubric cannot be used."""


class RosterError(BaremeError):
    """The roster cannot be used."""


class MarksError(BaremeError):
    """The marks, waivers or answers cannot be used."""


class EvidenceError(BaremeError):
    """An evidence file cannot be used; only its own student is concerned."""

    exit_code = ExitCode.NOT_EVALUATED


class EngineError(BaremeError):
    """The processes that grade do not come up: nobody's evidence is to blame."""

    exit_code = ExitCode.NOT_EVALUATED


class MachineError(BaremeError):
    """The machine does not give what is needed; nobody's work is to blame, and the same command continues."""

    exit_code = ExitCode.NOT_EVALUATED


class BusyError(BaremeError):
    """Another run is at work in the same folder."""

    exit_code = ExitCode.NOT_EVALUATED


class UnfinishedError(BaremeError):
    """A run was interrupted while its files were being written: half of them are of the run before."""

    exit_code = ExitCode.NOT_EVALUATED


class AccessError(BaremeError):
    """Azure could not be reached or refused everything."""

    exit_code = ExitCode.NOT_EVALUATED
