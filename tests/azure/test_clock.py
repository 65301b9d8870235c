"""Azure's clock, not this computer's: loopback servers whose `Date` is behind or ahead."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.azure import Settings, Target
from bareme.azure.collection.collect import collect_one
from bareme.azure.http.clock import AzureClock
from bareme.azure.http.retry_after import retry_after
from bareme.evidence import Source
from bareme.reference.arm import instant
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.test_export import AZ
from tests.azure.world import SUB

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


@pytest.mark.parametrize(
    ("header", "ahead", "apart"),
    [
        (None, timedelta(), False),
        ("soon", timedelta(), False),
        (date(NOW - timedelta(seconds=1)), timedelta(), False),
        (date(NOW + timedelta(seconds=90)), timedelta(seconds=90), False),
        (date(NOW - timedelta(minutes=3)), timedelta(minutes=-3), True),
        (date(NOW + timedelta(hours=7)), timedelta(hours=7), True),
        ("Sun, 22 Nov 2026 12:10:00 -0000", timedelta(minutes=10), True),
    ],
)
def test_what_the_header_tells(header: str | None, ahead: timedelta, *, apart: bool) -> None:
    clock = AzureClock(lambda: NOW)
    clock.hear({"date": header} if header else {})
    assert (clock.ahead, clock.is_apart, clock.now()) == (ahead, apart, NOW + ahead)


def test_a_date_to_wait_for_is_compared_with_the_answers_own() -> None:
    apart = NOW + timedelta(hours=3)
    headers = {"retry-after": date(apart + timedelta(seconds=20)), "date": date(apart)}
    assert retry_after(headers) == 20.0


@pytest.mark.parametrize("ahead", [timedelta(minutes=25), timedelta(hours=-5), timedelta(days=400)])
def test_window_and_moment_follow_azure(signed_in: ArmServer, settings: Settings, ahead: timedelta) -> None:
    off = replace(settings, now=lambda: datetime.now(UTC) - ahead)
    collection = collect_one(Target("E1", SUB), off)
    asked = signed_in.paths("eventtypes")[0].query["$filter"]
    begins, ends = (instant(text.split("'")[1]) for text in asked.split(" and "))
    assert begins is not None
    assert ends is not None
    assert abs(collection.collected_at - datetime.now(UTC)) < timedelta(seconds=20)
    assert abs(ends - collection.collected_at) < timedelta(seconds=2)
    assert ends - begins == timedelta(days=89)
    since = collection.sources[Source.ACTIVITY_LOG].since
    assert since is not None
    assert since.replace(microsecond=0) == begins


@pytest.mark.parametrize(
    "case",
    [(0, None), (1, None), (12, "clock is 12 minutes behind Azure's"), (-75, "clock is 75 minutes ahead of Azure's")],
)
def test_a_difference_is_told(
    signed_in: ArmServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: tuple[int, str | None],
) -> None:
    minutes, said = case
    monkeypatch.setenv("BAREME_LANG", "en")
    moment = datetime.now(UTC) + timedelta(minutes=minutes)
    signed_in.headers = {"Date": date(moment)}
    words = ["--subscription", SUB, "--arm-endpoint", signed_in.url]
    for command in (["collect", *words, "--evidence", str(tmp_path / "e")], ["access", *words]):
        assert main(command) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert ("clock" in told) is (said is not None)
        assert said is None or said in told
    assert main(["access", *words, "--json"]) == 0
    assert bool(json.loads(capsys.readouterr().out)["clock_ahead_seconds"]) is (said is not None)


def test_a_web_page_of_a_proxy_tells_no_time(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.fail(".", arm.text("<html>", 403))
    past = NOW - timedelta(days=900)
    assert collect_one(Target("E1", SUB), replace(settings, now=lambda: past)).collected_at == past


DEBUG = """
if "--debug" in sys.argv:
    sys.stderr.write("DEBUG: cli.azure.cli.core.util:     'Date': '{date}'\\n")
"""


@pytest.mark.parametrize("minutes", [-600])
def test_the_students_script_follows_azure_too(server: ArmServer, tmp_path: Path, minutes: int) -> None:
    moment = (datetime.now(UTC) + timedelta(minutes=minutes)).replace(microsecond=0)
    text = AZ.format(url=server.url).replace("words = dict", f"{DEBUG.format(date=date(moment))}words = dict", 1)
    (tmp_path / "bin" / "az").write_text(text)
    (tmp_path / "bin" / "az").chmod(0o755)
    script = subprocess.run([sys.executable, "-m", "bareme", "collect", "--script"], capture_output=True, check=True)
    (tmp_path / "collect.sh").write_bytes(script.stdout)
    done = subprocess.run(
        ["/bin/sh", "collect.sh", SUB], cwd=tmp_path, capture_output=True, check=False, env=os.environ
    )
    assert done.returncode == 0, done.stderr
    assert b"minutes off Azure's" in done.stderr
    asked = server.paths("eventtypes")[0].query["$filter"]
    begins, ends = (instant(part.split("'")[1]) for part in asked.split(" and "))
    assert begins is not None
    assert ends is not None
    assert abs(ends - moment) <= timedelta(seconds=2)
    assert ends - begins == timedelta(days=89)
