"""Where a log is told how far a reading is."""

import time

import pytest

from bareme.cli.progress import ticking
from bareme.text.language import Language, Speech
from bareme.text.message import Message, say


def test_a_log_tells_where_it_is_although_nothing_happens(capfd: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []

    def state() -> Message:
        said.append("asked")
        return say("waiting")

    with ticking(state, Speech(Language.ENGLISH), first=0.01):
        ends = time.monotonic() + 5
        while not said and time.monotonic() < ends:
            time.sleep(0.01)
    assert capfd.readouterr().err == "waiting\n"
