"""Every command block of the pages runs, in the order of its page, and prints what the page shows.

Azure is a loopback server that shows the subscriptions of three students of the demonstration class. The French pages
show the same commands, which is a test of its own; where a page shows what comes out, it runs in both languages.
"""

import csv
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import web

from bareme.evidence import Collection, Source, read_collection
from bareme.evidence.files import evidence_paths
from tests.azure.arm_server import serving
from tests.azure.lab_server import LabServer, Showing
from tests.azure.test_export import AZ
from tests.azure.test_lighthouse import SCHOOL, STUDENTS_TENANT, token
from tests.azure.test_retail_prices import PRICES, price_list
from tests.docs.shell import run_page

ROOT = Path(__file__).parents[2]
CLASS = ("E001", "E002", "E003")
RUN = ["grade", "roster.csv", "--rubric", "tp2-vm", "--out", "run", "--repos", "repos", "--offline", "-q"]
WORKSHEET = """Identifier,Full name,ID number,Email address,Grade,Maximum grade,Feedback comments
Participant 41,Salma El Amrani,E001,salma.elamrani@ecole.example,,20.00,
"""
BLOCKS = {
    page.relative_to(ROOT): page.read_text(encoding="utf-8")
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
}
SHOWING = [page for page, text in BLOCKS.items() if "```output" in text]
PAGES = [page for page, text in BLOCKS.items() if "```sh" in text and page not in SHOWING and "fr" not in page.parts]


class School(LabServer):
    """Azure, where the students have delegated their subscriptions to the school."""

    def _world(self, request: web.Request, body: str) -> web.Response:
        if request.path.rstrip("/") == "/subscriptions":
            own = {"tenantId": STUDENTS_TENANT, "managedByTenants": [{"tenantId": SCHOOL}], "state": "Enabled"}
            return self._page(request, [{"subscriptionId": one, "displayName": one, **own} for one in self.films])
        return super()._world(request, body)


@pytest.fixture(scope="session")
def small_class(demo_run: Callable[[str], Path], made_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """Three students of the demonstration class, graded: roster, evidence, repositories and run."""

    def grade(folder: Path) -> None:
        demo = demo_run("fr")
        for name in CLASS:
            shutil.copytree(demo / "evidence" / name, folder / "evidence" / name)
            if (demo / "repos" / name).exists():
                shutil.copytree(demo / "repos" / name, folder / "repos" / name)
        rows = (demo / "roster.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
        (folder / "roster.csv").write_text("".join(rows[: len(CLASS) + 1]), encoding="utf-8")
        words = [*RUN, "--evidence", "evidence"]
        subprocess.run([sys.executable, "-m", "bareme", *words], cwd=folder, check=False)
        shutil.copytree(folder / "evidence", folder / "run" / "evidence")

    return made_once("small-class", grade)


@pytest.fixture
def azure(small_class: Path) -> Iterator[LabServer]:
    """Azure as the three left it."""
    films: dict[str, Showing] = {}
    for name in CLASS:
        film = tuple(with_groups(read_collection(path)) for path in evidence_paths(small_class / "evidence" / name))
        films[film[0].subscription_id.casefold()] = Showing(film, film[0].subscription_id)
    with serving(School(films=films, now=max(moments(films)), token=token())) as server:
        server.fail(PRICES, price_list)
        yield server


def with_groups(one: Collection) -> Collection:
    """The same, with a resource group for each student, `rg-E001`, that bears his tag."""
    reading = one.sources[Source.RESOURCE_GROUPS]
    home = f"/subscriptions/{one.subscription_id}/resourceGroups"
    groups = [{"id": f"{home}/rg-{name}", "name": f"rg-{name}", "tags": {"student": name}} for name in CLASS]
    return replace(
        one, sources={**one.sources, Source.RESOURCE_GROUPS: replace(reading, items=(*reading.items, *groups))}
    )


def moments(films: dict[str, Showing]) -> Iterator[datetime]:
    return (one.collected_at for showing in films.values() for one in showing.film)


def subscriptions(folder: Path) -> list[str]:
    with (folder / "roster.csv").open(encoding="utf-8", newline="") as stream:
        return [row["subscription_id"] for row in csv.DictReader(stream)]


@pytest.fixture
def desk(small_class: Path, azure: LabServer, tmp_path: Path, own_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the commands of the pages find what they speak of, signed in to Azure."""
    desk = tmp_path / "desk"
    shutil.copytree(small_class, desk)
    shutil.copytree(desk / "run", desk / "run-before")
    for roster in ("participants.csv", "class.csv"):
        shutil.copy(desk / "roster.csv", desk / roster)
    for evidence in ("evidence", "my-lab.examples/good"):
        shutil.copytree(desk / "evidence" / "E001", desk / evidence, dirs_exist_ok=True)
    with zipfile.ZipFile(desk / "TP2-download.zip", "w") as archive:
        for file in (desk / "evidence" / "E001").iterdir():
            archive.write(file, f"Salma El Amrani_7_assignsubmission_file_/{file.name}")
    (desk / "worksheet.csv").write_text(WORKSHEET, encoding="utf-8")
    (desk / "docs").symlink_to(ROOT / "docs")
    (desk / "rubrics").symlink_to(ROOT / "rubrics")
    monkeypatch.chdir(desk)
    monkeypatch.setenv("BAREME_ARM_ENDPOINT", azure.url)
    monkeypatch.setenv("BAREME_PRICES_ENDPOINT", azure.url)
    monkeypatch.setenv("AZURE_SUBSCRIPTION_ID", subscriptions(desk)[0])
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{azure.url}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    az = tmp_path / "bin" / "az"
    az.parent.mkdir()
    az.write_text(AZ.format(url=azure.url))
    az.chmod(0o755)
    monkeypatch.setenv("PATH", f"{az.parent}:{Path(sys.executable).parent}:/usr/bin:/bin")
    return desk


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a check keeps for the next one is a page's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What serves until Ctrl-C ends as soon as it would wait: the pages it serves are tested elsewhere."""
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    monkeypatch.setattr("webbrowser.open", lambda *_: True)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_command_block_runs(desk: Path, page: Path) -> None:
    run_page(ROOT / page)


@pytest.mark.slow
@pytest.mark.parametrize("page", SHOWING, ids=str)
def test_a_tutorial_shows_what_comes_out(
    demo_run: Callable[[str], Path], tmp_path: Path, own_place: Path, monkeypatch: pytest.MonkeyPatch, page: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAREME_LANG", page.parts[1])
    run_page(ROOT / page, demo_run("fr"))
