"""The pages that show: the overview, a question's answers, a student's answers, the journal, what is contested."""

from types import SimpleNamespace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bareme.marking.desk import Question
from bareme.marking.fairness import by_marker, doubly_marked, mean, second_look
from bareme.marking.form import known
from bareme.marking.item import Group, Item, State
from bareme.marking.journal import SHOWN, entries
from bareme.marking.room import Room, next_due, to
from bareme.marking.screen import answer_view, sheets
from bareme.marking.seat import seat_of
from bareme.marks import Kind


class Pages:
    """What is only looked at."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def overview(self, request: Request) -> Response:
        """Where everything stands, and where to begin."""
        rows = [
            SimpleNamespace(
                question=one, groups=sum(bool(group.due) for group in one.groups.values()), mean=mean(one.items),
                sure=len(sure(one)), look=second_look(one, self._room.desk.looked),
            )
            for one in self._room.desk.questions()
        ]  # fmt: skip
        asked = [row for row in rows if row.question.criterion.question is not None]
        others = [row for row in rows if row.question.criterion.question is None]
        return self._room.page(request, "overview.html.j2", asked=asked, others=others)

    async def question(self, request: Request) -> Response:
        """The next answer of a question that waits."""
        question = self._room.question(request)
        group = next_due(question, request.query_params.get("after", ""))
        if group is None:
            return await self._finished(request, question)
        return await self._screen(request, question, group)

    async def _finished(self, request: Request, question: Question) -> Response:
        questions = self._room.desk.questions()
        names = [one.criterion.id for one in questions]
        start = names.index(question.criterion.id)
        later = [*questions[start + 1 :], *questions[:start]]
        return self._room.page(
            request, "finished.html.j2", question=question, mean=mean(question.items),
            next=next((one for one in later if one.due), None), look=second_look(question, self._room.desk.looked),
        )  # fmt: skip

    async def group(self, request: Request) -> Response:
        """One group of answers."""
        question = self._room.question(request)
        group = question.groups.get(request.path_params["group"])
        if group is None:  # the answer has changed, or the group's last copy was marked apart
            return to(f"/q/{question.criterion.id}")
        return await self._screen(request, question, group)

    async def _screen(self, request: Request, question: Question, group: Group) -> Response:
        room, seat = self._room, seat_of(request)
        keys = list(question.groups)
        place = keys.index(group.key)
        view = answer_view(room.desk, group, question, seat)
        numbers = {item.student: number for number, item in enumerate(question.items, 1)}
        return room.page(
            request, "question.html.j2", **view, question=question, numbers=numbers,
            sheets=await sheets(room.desk, group.first, room.pdf), hidden=room.hides(seat, by_question=True),
            before=keys[place - 1] if place else None, after=keys[place + 1] if place + 1 < len(keys) else None,
        )  # fmt: skip

    async def students(self, request: Request) -> Response:
        """Everybody."""
        desk = self._room.desk
        rows = [
            SimpleNamespace(record=record, sid=sid, due=sum(item.state.is_due for item in items), total=len(items))
            for sid, student in desk.sids.items()
            for record, items in [(desk.records[student], desk.of_student(student))]
        ]
        seat = seat_of(request)
        hidden = self._room.hides(seat, by_question=False)
        if hidden:
            rows.sort(key=lambda row: row.sid)
        return self._room.page(request, "students.html.j2", rows=rows, hidden=hidden)

    async def student(self, request: Request) -> Response:
        """The next answer of a student that waits."""
        sid = request.path_params["sid"]
        items = self._room.desk.of_student(self._room.student(sid))
        after = request.query_params.get("after", "")
        start = next((n + 1 for n, item in enumerate(items) if item.criterion.id == after), 0)
        chosen = next((item for item in (*items[start:], *items[:start]) if item.state.is_due), None)
        if chosen is None and not items:
            raise HTTPException(404)
        return await self._answer(request, chosen or items[0], finished=chosen is None)

    async def answer(self, request: Request) -> Response:
        """One answer of a student."""
        return await self._answer(request, self._room.item(request))

    async def _answer(self, request: Request, item: Item, *, finished: bool = False) -> Response:
        room, seat = self._room, seat_of(request)
        desk = room.desk
        items = desk.of_student(item.student)
        names = [one.criterion.id for one in items]
        place = names.index(item.criterion.id) if item.criterion.id in names else 0
        students = list(desk.sids)
        own = students.index(item.sid)
        view = answer_view(desk, Group(item.group, (item,)), None, seat)
        note = desk.notes.get(item.student)
        return room.page(
            request, "student.html.j2", **view, items=items, record=desk.records[item.student], finished=finished,
            sheets=await sheets(desk, item, room.pdf), hidden=room.hides(seat, by_question=False),
            note=note.comment if note else "", number=own + 1,
            before=names[place - 1] if place else None, after=names[place + 1] if place + 1 < len(names) else None,
            earlier=students[own - 1] if own else None, later=students[own + 1] if own + 1 < len(students) else None,
        )  # fmt: skip

    async def contested(self, request: Request) -> Response:
        """What two decided otherwise, neither knowing of the other."""
        return self._listed(request, State.CONTESTED, "contested.html.j2")

    async def again(self, request: Request) -> Response:
        """What changed after it was judged."""
        return self._listed(request, State.AGAIN, "again.html.j2")

    def _listed(self, request: Request, state: State, template: str) -> Response:
        items = [item for one in self._room.desk.questions() for item in one.items if item.state is state]
        rows = [SimpleNamespace(item=item, token=next(known([item])), contest=item.contest) for item in items]
        return self._room.page(request, template, rows=rows)

    async def flagged(self, request: Request) -> Response:
        """What somebody wants to come back to."""
        desk = self._room.desk
        items = [desk.item(*place) for place in sorted(desk.flags) if place[0] in desk.records]
        return self._room.page(request, "flagged.html.j2", items=items)

    async def double(self, request: Request) -> Response:
        """Two markers side by side."""
        rows = [
            SimpleNamespace(
                item=item, token=f"{item.sid}:{item.one['basis']}:{len(item.history)}", marks=by_marker(item)
            )
            for one in self._room.desk.questions()
            for item in doubly_marked(one)
        ]
        names = sorted({name for row in rows for name in row.marks})
        open_ones = [row for row in rows if row.item.contest]
        agreed = [row for row in rows if not row.item.contest]
        return self._room.page(request, "double.html.j2", rows=open_ones, agreed=agreed, names=names)

    async def journal(self, request: Request) -> Response:
        """Who decided what, and when."""
        found = []
        for entry in entries(self._room.desk.all):
            found.append(entry)
            if len(found) >= SHOWN:
                break
        records = self._room.desk.records
        return self._room.page(request, "journal.html.j2", entries=found, records=records, Kind=Kind)

    async def second_look(self, request: Request) -> Response:
        """Those of a question that were marked first."""
        question = self._room.question(request)
        look = second_look(question, self._room.desk.looked)
        return self._room.page(request, "second_look.html.j2", question=question, look=look)

    async def sure(self, request: Request) -> Response:
        """What the machine proposes where it is sure, and for whom, before anybody accepts it."""
        question = self._room.question(request)
        rows = [SimpleNamespace(item=item, token=next(known([item]))) for item in sure(question)]
        return self._room.page(request, "accept.html.j2", question=question, rows=rows)

    async def remark(self, request: Request) -> Response:
        """A remark of the bank, and who has it."""
        desk = self._room.desk
        remark = desk.remarks.get(request.path_params["id"])
        if remark is None:
            raise HTTPException(404)
        question = desk.question(remark.criterion)
        rows = [
            SimpleNamespace(item=item, token=next(known([item])), same=item.decision.points == remark.points)
            for item in question.items
            if item.decision and remark.stands_in(item.decision)
        ]
        view: dict[str, Any] = {"remark": remark, "question": question, "rows": rows}
        return self._room.page(request, "remark.html.j2", **view)


def sure(question: Question) -> list[Item]:
    """Those of a question that the machine judges from what it read, a person only confirming what is not right."""
    if question.criterion.confirm != "unless-met":
        return []
    return [item for item in question.items if item.state is State.OPEN and item.suggestion is not None]
