"""A whole lab on the board: watched while it runs, recorded, gone on with, and shown again."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bareme.azure import Settings
from bareme.board.budget import Budget
from bareme.board.reading import Places, Reading
from bareme.board.recording import Recorder, recorded
from bareme.board.state import State
from bareme.checking.catalogue import Catalogue
from bareme.errors import UsageError
from bareme.evidence import Source
from bareme.evidence.files import evidence_paths, read_collection
from bareme.grading.evaluate import Evaluator
from bareme.reference.arm import dig
from bareme.roster import Scope, Student
from bareme.rubric import Rubric
from bareme.simulator import do_lab
from tests.azure.arm_server import refuse, serving
from tests.azure.conftest import QUICK
from tests.azure.lab_server import Film, Filmed, LabServer, Showing

DONE, REFUSED, LATER = (f"{number:08d}-0000-4000-8000-000000000000" for number in (1, 2, 3))
INSTANCE_VIEWS = Source.INSTANCE_VIEWS
LATE = timedelta(minutes=25)


def whole_lab() -> Film:
    azure = Filmed(DONE)
    before = azure.collect()
    do_lab(azure, checkpoints=False)
    return (before, *azure.frames)


def refused_lab() -> Film:
    """Somebody whom Azure refuses what he asks for: nothing that is there changes but his empty group."""
    azure = Filmed(REFUSED)
    azure.ensure_group()
    azure.wait(minutes=20)
    azure.fail_create_vm(code="QuotaExceeded")
    azure.wait(minutes=20)
    return (*azure.frames, azure.collect())


@pytest.fixture(scope="module")
def films() -> dict[str, Showing]:
    done = whole_lab()
    refused = refused_lab()
    return {DONE: Showing(done, DONE), REFUSED: Showing(refused, REFUSED), LATER: Showing(done, LATER, LATE)}


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, films: dict[str, Showing]) -> Iterator[LabServer]:
    monkeypatch.setenv("HOME", str(tmp_path))
    with serving(LabServer(films=films, now=films[DONE].film[0].collected_at, page_size=1000)) as running:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{running.url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        yield running


@pytest.fixture
def class_of_three(lab: LabServer, tmp_path: Path, checks: Catalogue, tp2: Rubric) -> Reading:
    names = {DONE: "Salma", REFUSED: "مريم", LATER: "<script>"}
    students = tuple(
        Student(id=f"E{number}", scope=Scope(own), line=number, slug=f"E{number}", first_name=name, last_name="")
        for number, (own, name) in enumerate(names.items(), 1)
    )
    (tmp_path / "scratch").mkdir(exist_ok=True)
    return Reading(
        Evaluator(tp2, checks),
        students,
        Places(tmp_path / "evidence", tmp_path / "scratch"),
        Settings(arm_endpoint=lab.url, limits=QUICK),
        Budget(1500, 60),
        clock=lambda: lab.now.timestamp() if lab.now else 0.0,
    )


def rounds(reading: Reading, lab: LabServer, minutes: int, step: int = 10) -> list[State]:
    """The rounds of so many minutes of the lab."""
    states = []
    for _ in range(minutes // step):
        assert lab.now is not None
        lab.now += timedelta(minutes=step)
        reading.round()
        states.append(reading.state)
    return states


def test_a_refusal_that_changes_nothing_is_seen_in_the_log(class_of_three: Reading, lab: LabServer) -> None:
    first, *_, last = (state.rows[1] for state in rounds(class_of_three, lab, 40))
    assert (first.refused, [one.code for one in last.refused]) == ((), ["QuotaExceeded"])


def test_a_quiet_class_costs_one_request_each_and_a_query_for_all(class_of_three: Reading, lab: LabServer) -> None:
    rounds(class_of_three, lab, 250, 50)
    asked, step = len(lab.asked), timedelta(minutes=1)
    assert lab.now is not None
    lab.now += step
    class_of_three.round()
    new = lab.asked[asked:]
    assert sum(one.method == "POST" for one in new) == 1
    assert (len(new), class_of_three.state.requests) == (4, 4)


def test_a_class_through_the_lab(class_of_three: Reading, lab: LabServer, tmp_path: Path) -> None:
    states = rounds(class_of_three, lab, 400, 20)
    first, last = states[0].rows, states[-1].rows
    assert [row.has_begun for row in first] == [True, True, False]
    steps = list(dict.fromkeys(row.step for row in (state.rows[0] for state in states) if row.step))
    assert steps == sorted(steps)
    assert [row.is_left_on(states[-1].at, None) for row in last] == [True, False, True]
    assert len(last[0].running) == 3
    for name in ("E1", "E3"):
        (kept,) = evidence_paths(tmp_path / "evidence" / name)
        shown = read_collection(kept)
        domains = [dig(one, "properties", "instanceView", "platformFaultDomain") for one in shown.items(INSTANCE_VIEWS)]
        assert (shown.stage, sum(one is not None for one in domains)) == ("live", 3)


def test_nothing_is_kept_twice_by_a_board_that_was_started_again(
    class_of_three: Reading, lab: LabServer, tmp_path: Path
) -> None:
    while len(class_of_three.state.rows[0].running) < 3:
        rounds(class_of_three, lab, 10)
    first = class_of_three
    again = Reading(first.evaluator, first.students, first.places, first.settings, Budget(1500, 60))
    again.round()
    assert len(again.state.rows[0].running) == 3
    assert len(evidence_paths(tmp_path / "evidence" / "E1")) == 1


def test_a_round_keeps_to_its_budget_and_sends_less_after_azure_asked_to_wait(
    class_of_three: Reading, lab: LabServer
) -> None:
    class_of_three.budget = Budget(60, 60)
    (first,) = rounds(class_of_three, lab, 10)
    assert (first.requests < 60, first.waiting) == (True, 2)
    lab.fail("/virtualMachines", refuse(429, "TooManyRequests", headers={"Retry-After": "0"}), 3)
    (second,) = rounds(class_of_three, lab, 10)
    assert (second.throttled, class_of_three.budget.share) == (3, 0.5)
    rounds(class_of_three, lab, 20)
    assert class_of_three.budget.share == 1.0


def test_more_than_a_round_can_look_at_are_looked_at_in_turn(class_of_three: Reading, lab: LabServer) -> None:
    class_of_three.budget = Budget(60, 2)
    seen = []
    for _ in range(3):
        asked = len(lab.asked)
        rounds(class_of_three, lab, 10)
        seen += [one.path.split("/")[2] for one in lab.asked[asked:] if one.query.get("statusOnly")][:1]
    assert sorted(seen) == [DONE, REFUSED, LATER]


def test_a_recorded_session_is_shown_again_just_as_it_was(
    class_of_three: Reading, lab: LabServer, tmp_path: Path
) -> None:
    file = tmp_path / "session.jsonl"
    recorder, before = Recorder.opened(file, "tp2-vm")
    class_of_three.keep = recorder.keep
    states = rounds(class_of_three, lab, 80, 20)
    recorder.close()
    session = recorded(file)
    assert (before.states, session.rubric, session.states) == ((), "tp2-vm", tuple(states))
    assert file.stat().st_mode & 0o077 == 0
    assert [session.moment(n).number for n in (None, 2, 99, -3)] == [0, 2, 3, 0]


def test_a_session_that_was_cut_off_is_gone_on_with(class_of_three: Reading, lab: LabServer, tmp_path: Path) -> None:
    file = tmp_path / "session.jsonl"
    recorder, _ = Recorder.opened(file, "tp2-vm")
    class_of_three.keep = recorder.keep
    rounds(class_of_three, lab, 40, 20)
    recorder.close()
    with file.open("ab") as stream:
        stream.write(b'{"at": "2026-11-')
    recorder, before = Recorder.opened(file, "tp2-vm")
    assert len(before.states) == 2
    again = Reading(
        class_of_three.evaluator, class_of_three.students, class_of_three.places, class_of_three.settings,
        Budget(1500, 60), before=before.rows, keep=recorder.keep,
    )  # fmt: skip
    assert again.state.rows == before.states[-1].rows
    rounds(again, lab, 20, 20)
    recorder.close()
    assert len(recorded(file).states) == 3


def test_a_full_disk_ends_the_recording_and_not_the_board(class_of_three: Reading, lab: LabServer) -> None:
    def full(state: State) -> None:
        del state
        raise OSError(28, "No space left on device")

    class_of_three.keep = full
    first, second = rounds(class_of_three, lab, 20)
    assert "no longer recorded" in str(first.problem)
    assert (second.problem, len(second.rows)) == (None, 3)


HEAD = json.dumps({"schema": "bareme/board/v1", "rubric": "tp2-vm"})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "1: this is no recording"),
        ("student_id,subscription\n", "1: this is no recording"),
        ('{"schema": "bareme/results/v1"}\n', "1: this is no recording"),
        (f"{HEAD}\n[]\n", "2: this is no recording"),
        (f'{HEAD}\n{{"rows": [{{"id": 1}}]}}\n', "2: this is no recording"),
        (f"{HEAD}\n{'[' * 100_000}\n", "2: this is no recording"),
    ],
)
def test_a_file_that_is_no_recording_is_told_with_its_line(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        recorded(file)
    assert told in str(error.value.message)


def test_a_recording_of_another_rubric_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(HEAD + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match="tp2-vm"):
        Recorder.opened(file, "az104-lab-06")
    assert file.read_text(encoding="utf-8") == HEAD + "\n"
