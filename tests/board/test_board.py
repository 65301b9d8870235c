"""The live board: cheap rounds, what is told of whom, and who may ask."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from bareme.azure import Settings
from bareme.board.app import Board, application
from bareme.board.budget import Budget
from bareme.board.reading import Places, Reading
from bareme.checking.catalogue import Catalogue
from bareme.evidence.files import evidence_paths, read_collection
from bareme.grading.evaluate import Evaluator
from bareme.roster import Scope, Student
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.conftest import QUICK
from tests.azure.world import COMPUTE, HOME, RG, SUB, status_of, vm

RUNNING = ("ProvisioningState/succeeded", "PowerState/running")


def student(id_: str, first_name: str, last_name: str, subscription: str = "") -> Student:
    return Student(id=id_, scope=Scope(subscription), line=2, slug=id_, first_name=first_name, last_name=last_name)


@pytest.fixture
def reading(server: ArmServer, tmp_path: Path, checks: Catalogue, tp2: Rubric) -> Reading:
    students = (student("E1", "Zineb", "El Fassi", SUB), student("E2", "<b>Omar</b>", "Tazi"))
    settings = Settings(arm_endpoint=server.url, limits=QUICK)
    (tmp_path / "scratch").mkdir()
    places = Places(tmp_path / "evidence", tmp_path / "scratch")
    return Reading(Evaluator(tp2, checks), students, places, settings, Budget(1500, 60))


@pytest.fixture
def board(reading: Reading, tp2: Rubric) -> Board:
    return Board(reading, tp2, Speech(Language.ENGLISH), 60, 1500)


def asked(board: Board, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> httpx.Response:
    async def once() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=application(board))) as client:
            return await client.request(method, f"http://127.0.0.1{path}", headers=headers)

    return asyncio.run(once())


def shown(board: Board, path: str = "/") -> str:
    return asked(board, path).text


def test_a_round_reads_the_whole_of_those_alone_in_whose_azure_something_changed(
    reading: Reading, server: ArmServer
) -> None:
    server.page_size = 100
    reading.round()
    first, quiet = reading.state.requests, []
    for _ in range(2):
        reading.round()
        quiet.append(reading.state.requests)
    assert (first > 20, quiet) == (True, [2, 2])
    new = {"id": f"{COMPUTE}/virtualMachines/new", "name": "new", "type": "Microsoft.Compute/virtualMachines"}
    server.graph.append(new)
    reading.round()
    assert reading.state.requests > 20


def test_everybody_is_there_from_the_beginning_and_who_cannot_be_read_is_told_so(
    board: Board, reading: Reading
) -> None:
    assert shown(board).count("not read yet") == 1
    reading.round()
    page = shown(board)
    assert "not read yet" not in page
    assert "collect --script" in page
    assert "&lt;b&gt;Omar&lt;/b&gt;" in page


def test_a_refusal_of_one_student_stops_nobody(board: Board, reading: Reading, server: ArmServer) -> None:
    server.graph = []
    server.fail(SUB, arm.refuse(403, "AuthorizationFailed"))
    reading.round()
    assert "Nothing could be read: access denied (AuthorizationFailed)" in shown(board)


def test_a_complete_set_is_kept_by_itself_once(reading: Reading, server: ArmServer, tmp_path: Path) -> None:
    names = ("a1", "a2", "a3")
    members = {"availabilitySet": {"id": f"{COMPUTE}/availabilitySets/SET"}}
    server.lists[f"{HOME}/providers/Microsoft.Compute/virtualMachines".casefold()] = [
        vm(one, **members) for one in names
    ]
    server.faults.clear()
    server.fail("statusOnly=true", arm.page([status_of(one, *RUNNING) for one in names]))
    for _ in range(2):
        reading.round()
        server.lists[f"{HOME}/resources".casefold()].append({"id": f"{COMPUTE}/disks/more", "name": "more"})
    (kept,) = evidence_paths(tmp_path / "evidence" / "E1")
    assert read_collection(kept).stage == "live"
    row = reading.state.rows[0]
    assert (len(row.running), row.at_stake == ()) == (3, True)


def test_the_projector_shows_no_name(board: Board, reading: Reading) -> None:
    reading.round()
    page = shown(board, "/projector")
    assert "How far the class is" in page
    assert [name for name in ("Fassi", "Omar", "E1<", SUB, RG) if name in page] == []


def test_programs_and_the_part_that_is_refreshed(board: Board, reading: Reading) -> None:
    reading.round()
    first, second = asked(board, "/board.json").json()["students"]
    assert (first["id"], first["problem"], second["score"]) == ("E1", None, None)
    assert set(first["outcomes"]) == {one.id for one in board.rubric.criteria}
    assert "<html" not in asked(board, "/", headers={"hx-request": "true"}).text
    assert (asked(board, "/nowhere").status_code, asked(board, "/", "POST").status_code) == (404, 405)
