"""What `bareme watch` does: a board over a lab that runs, or over one that was recorded."""

import tempfile
import threading
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import click
from starlette.types import ASGIApp

from bareme.azure import Settings
from bareme.azure.http.endpoint import endpoint
from bareme.board.app import Board, application
from bareme.board.budget import Budget
from bareme.board.reading import Places, Reading
from bareme.board.recording import Recorder, recorded
from bareme.board.row import Row
from bareme.checking.catalogue import Catalogue, catalogue
from bareme.cli.output import console, tell
from bareme.content import rubric_path
from bareme.errors import UsageError
from bareme.evidence.vouchers import KnownKey, register_collector
from bareme.files.atomic import naming
from bareme.files.environment import TO_WRITE, reason_of
from bareme.grading.evaluate import Evaluator
from bareme.keys.collection_key import collection_key
from bareme.roster import RosterOptions, load_roster
from bareme.rubric import Rubric, load_rubric
from bareme.text.language import Speech
from bareme.text.message import say
from bareme.web.server import Door, serve

_LAST_ROUND_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What was asked for."""

    speech: Speech
    content: Path | None
    rubric: str | None
    port: int
    browser: bool
    every: float
    budget: int
    evidence: Path
    recording: Path | None
    arm_endpoint: str | None
    quiet: bool


def watch_lab(roster: Path, scopes: RosterOptions, asked: WatchOptions) -> None:
    """Serve the board of a running lab until somebody ends it."""
    if asked.rubric is None:
        raise UsageError(say("Say with --rubric what the lab is graded by."))
    rubric, checks = _rubric(asked.rubric, asked)
    evaluator = Evaluator(rubric, checks)
    found = load_roster(roster, scopes)
    for warning in () if asked.quiet else found.warnings:
        tell(console(error=True), asked.speech, warning)
    endpoint(asked.arm_endpoint)
    key = collection_key()
    with ExitStack() as held:
        scratch = Path(held.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        recorder, before = _recorder(asked.recording, asked.rubric, held)
        with naming(asked.evidence):
            asked.evidence.mkdir(parents=True, exist_ok=True)
        register_collector(asked.evidence, KnownKey.of(key), always=key is None)
        reading = Reading(
            evaluator,
            tuple(found.students),
            Places(asked.evidence, scratch),
            Settings(arm_endpoint=asked.arm_endpoint, declared=evaluator.declared),
            Budget(asked.budget, asked.every),
            key=key,
            before=before,
            keep=recorder.keep if recorder else None,
        )
        door = Door.taken(asked.port)
        rounds = threading.Thread(target=reading.run, daemon=True)
        rounds.start()
        _serve(door, application(Board(reading, rubric, asked.speech, int(asked.every), asked.budget)), asked)
        reading.end()
        rounds.join(_LAST_ROUND_SECONDS)


def replay(path: Path, asked: WatchOptions) -> None:
    """Serve a recorded session until somebody ends it."""
    session = recorded(path)
    if not session.states:
        raise UsageError(say("{path} holds no round yet", path=str(path)))
    rubric, _ = _rubric(asked.rubric or session.rubric, asked)
    _serve(Door.taken(asked.port), application(Board(session, rubric, asked.speech, int(asked.every))), asked)


def _rubric(name: str, asked: WatchOptions) -> tuple[Rubric, Catalogue]:
    checks = catalogue(asked.content)
    return load_rubric(rubric_path(name), checks), checks


def _recorder(path: Path | None, rubric: str, held: ExitStack) -> tuple[Recorder | None, dict[str, Row]]:
    """The recording, closed with everything else that is held, and how the students stood at its end."""
    if path is None:
        return None, {}
    try:
        recorder, before = Recorder.opened(path, rubric)
    except OSError as error:
        raise UsageError(say("{path}: {reason}", path=str(path), reason=reason_of(error, TO_WRITE))) from error
    held.enter_context(closing(recorder))
    return recorder, dict(before.rows)


def _serve(door: Door, app: ASGIApp, asked: WatchOptions) -> None:
    serve(door, app, click.echo, browser=asked.browser)
