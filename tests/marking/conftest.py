"""A small class with answers, and a marker at the page: real pages and real files, no socket between."""

import asyncio
import csv
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import httpx
import pytest

from bareme.__main__ import main
from bareme.marking.app import application
from bareme.marking.desk import Desk, sid
from bareme.marking.item import Item
from bareme.marking.pdf_pages import PdfPages
from bareme.marking.regrader import Work, step
from bareme.marking.room import Room
from bareme.text.language import Language, Speech
from bareme.web.guard import FIELD, Guard, Secrets


class Orders:
    """Stands for the process that grades again: what it was told is carried out when a test says so."""

    problem = None

    def __init__(self) -> None:
        self.students: set[str] = set()
        self.everybody = False

    @property
    def waiting(self) -> int:
        return len(self.students)

    def listen(self) -> None:
        """Nothing is told."""

    def grade(self, wanted: Sequence[str] | str) -> None:
        self.everybody |= wanted == "everybody"
        self.students |= set() if isinstance(wanted, str) else set(wanted)


class Sitting:
    """A run folder with a server in this process, and a browser as far as it matters."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.orders = Orders()
        self.secrets = Secrets(8000)
        self.open()

    def open(self) -> None:
        self.desk = Desk(self.folder, Speech(Language.ENGLISH))
        orders: Any = self.orders
        self.room = Room(self.desk, orders, PdfPages(), self.secrets, None, defaultdict(list))
        self.app = Guard(application(self.room), self.secrets)

    def close(self) -> None:
        self.room.close()
        self.desk.close()

    def asked(
        self, method: str, path: str, fields: Sequence[tuple[str, str]] | None = None, /, **cookies: str
    ) -> httpx.Response:
        told = {self.secrets.cookie: self.secrets.token, **cookies}
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in told.items())}

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
                content = str(httpx.QueryParams(list(fields))).encode() if fields else None
                kind = {"content-type": "application/x-www-form-urlencoded"} if fields else {}
                return await client.request(method, path, content=content, headers={**headers, **kind})

        return asyncio.run(once())

    def get(self, path: str, **cookies: str) -> str:
        answer = self.asked("GET", path, None, **cookies)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, *more: tuple[str, str], code: int = 303, **fields: str) -> httpx.Response:
        who = {"bareme-marker": fields.pop("marker")} if "marker" in fields else {}
        who |= {"bareme-blind": fields.pop("blind")} if "blind" in fields else {}
        answer = self.asked("POST", path, [(FIELD, self.secrets.csrf), *fields.items(), *more], **who)
        assert answer.status_code == code, answer.text
        return answer

    def tokens(self, criterion: str, *ids: str) -> list[tuple[str, str]]:
        """What a form keeps of students."""
        items = (self.desk.item(student, criterion) for student in ids)
        return [("member", f"{item.sid}:{item.one['basis']}:{len(item.known)}") for item in items]

    def mark(self, criterion: str, *ids: str, points: str = "0.25", **fields: str) -> httpx.Response:
        own = {"criterion": criterion, "points": points, **fields}
        return self.post("/mark", *self.tokens(criterion, *ids), code=303, **own)

    def item(self, student: str, criterion: str) -> Item:
        self.desk.refresh()
        return self.desk.item(student, criterion)

    def group(self, criterion: str, student: str) -> str:
        return f"/q/{criterion}/{self.item(student, criterion).group}"

    def page(self, student: str, criterion: str, **cookies: str) -> str:
        return self.get(f"/s/{sid(student)}/{criterion}", **cookies)

    def carry_out(self) -> None:
        """Grade again as the server's own process does: the students first, then the class."""
        self.get("/")
        pipe, other = Pipe()
        work = Work(other, students=set(self.orders.students), everybody=self.orders.everybody)
        self.orders.students, self.orders.everybody = set(), False
        step(self.folder, Speech(Language.ENGLISH), work)
        if work.class_due is not None:
            step(self.folder, Speech(Language.ENGLISH), work)
        pipe.close()
        other.close()

    def rows(self) -> list[dict[str, str]]:
        with (self.folder / "marks.csv").open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def save(self, rows: list[dict[str, str]]) -> None:
        with (self.folder / "marks.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def grade(self, *words: str) -> None:
        own = ["grade", self.folder / "roster.csv", "-r", "tp2-vm", "--out", self.folder, "--offline", "--workers", "0"]
        own += ["--repos", self.folder / "repos", "--lang", "en", "-q", *words]
        assert main([str(word) for word in own]) == 0


@pytest.fixture
def sitting(answered: Path, tmp_path: Path) -> Iterator[Sitting]:
    shutil.copytree(answered, tmp_path / "class")
    found = Sitting(tmp_path / "class")
    yield found
    found.close()


@pytest.fixture
def said() -> Callable[[str], str]:
    """A page's words without its markup."""
    return lambda page: " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def open_desk() -> Callable[[Path], str]:
    """The first page of a run."""

    def opened(folder: Path) -> str:
        sitting = Sitting(folder)
        try:
            return sitting.get("/")
        finally:
            sitting.close()

    return opened
