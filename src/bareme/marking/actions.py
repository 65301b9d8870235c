"""What the pages' forms do. Every decision is kept before an answer is sent; then the next page is shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bareme.errors import UsageError
from bareme.marking.form import MAX_COMMENT, Form, Seen, Wanted, decisions, points_of, undone, wanted
from bareme.marking.item import Item, State
from bareme.marking.journal import Entry, entries, last_of
from bareme.marking.room import Room, to
from bareme.marking.rubric_file import with_substitute
from bareme.marking.rubric_versions import keep_rubric, rubric_text
from bareme.marking.seat import clean, remember, seat_of
from bareme.marks import Decision, Kind
from bareme.marks.flags import Flag, raise_flags
from bareme.marks.remarks import Remark, keep_remark
from bareme.text.message import say

Seeing = list[tuple[Item, Seen]]


class Actions:
    """What changes something."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def mark(self, request: Request) -> Response:
        """Points, an excuse, or neither any more: for one answer or for a group of them."""
        form, seat = Form(await request.body()), seat_of(request)
        criterion = self._criterion(form)
        seeing = self._seeing(form, criterion)
        what = wanted(form, self._room.desk.teller.criteria[criterion])
        who = form["who"] if form["agree"] else seat.who
        made = decisions(seeing, what, clean(who) if not form["agree"] else who[:200])
        self._keep(made, [item for item, _ in seeing], seat.who)
        if form["bank"] and what.comment and what.kind is Kind.MARK:
            self._new_remark(Remark("", criterion, what.comment.splitlines()[0], what.points), seat.who)
        if any(self._room.desk.item(one.student, criterion).state is State.CONTESTED for one in made):
            return to("/contested?said=contested")
        return to(_onward(form, criterion, len(made)))

    async def accept(self, request: Request) -> Response:
        """The machine's proposals, each with its own points."""
        form, seat = Form(await request.body()), seat_of(request)
        criterion = self._criterion(form)
        seeing = [(item, seen) for item, seen in self._seeing(form, criterion) if item.suggestion is not None]
        now = datetime.now(UTC)
        made: list[Decision] = []
        for item, seen in seeing:
            what = Wanted(Kind.MARK, item.suggestion, form["comment"][:MAX_COMMENT])
            made += decisions([(item, seen)], what, seat.who)
        self._keep(_at(made, now), [item for item, _ in seeing], seat.who)
        return to(_onward(form, criterion, len(made)))

    async def undo(self, request: Request) -> Response:
        """Take back what this marker did last, or an entry of the journal."""
        form, seat = Form(await request.body()), seat_of(request)
        desk, stack = self._room.desk, self._room.done[seat.who]
        entry = self._entry(form["entry"] or (stack[-1] if stack else ""), form["criterion"])
        if entry is None and not form["entry"]:
            entry = last_of(desk.all, seat.who)
        if entry is None:
            return to(_with(form["back"] or "/", said="nothing"))
        if entry.id in stack:
            stack.remove(entry.id)
        now = datetime.now(UTC)
        own = [(desk.item(one.student, one.criterion), one) for one in entry.decisions if self._is_here(one)]
        found = [undone(item, one, seat.who, now) for item, one in own]
        made = [one for one in found if one is not None]
        desk.keep(made)
        self._room.kept()
        first = entry.first
        back = form["back"] or f"/q/{first.criterion}"
        if not form["entry"] and own:
            group = desk.item(first.student, first.criterion).group
            back = f"/q/{first.criterion}/{group}" if form["mode"] != "s" else f"/s/{own[0][0].sid}/{first.criterion}"
        return to(_with(back, said="undone" if made else "changed", n=str(len(made))))

    async def flag(self, request: Request) -> Response:
        """Come back to it later, or not any more."""
        form, seat = Form(await request.body()), seat_of(request)
        criterion = self._criterion(form)
        items = [item for item, _ in self._seeing(form, criterion)]
        up = not all(item.flagged for item in items)
        places = [(item.student, criterion) for item in items]
        raise_flags(self._room.desk.marks.store, places, Flag.LATER, seat.who, up=up)
        self._room.desk.reread()
        return to(_with(form["back"] or f"/q/{criterion}", said="flagged" if up else "unflagged"))

    async def looked(self, request: Request) -> Response:
        """Those marked first were looked at again."""
        form, seat = Form(await request.body()), seat_of(request)
        criterion = self._criterion(form)
        places = [(item.student, criterion) for item, _ in self._seeing(form, criterion)]
        raise_flags(self._room.desk.marks.store, places, Flag.LOOKED, seat.who, up=True)
        self._room.desk.reread()
        return to(f"/q/{criterion}")

    async def remark(self, request: Request) -> Response:
        """A remark of the bank changed, and with it the decisions that have it, those that were ticked."""
        form, seat = Form(await request.body()), seat_of(request)
        desk = self._room.desk
        remark = desk.remarks.get(form["id"])
        if remark is None:
            raise HTTPException(404)
        criterion = desk.teller.criteria[remark.criterion]
        text = form["text"].splitlines()[0][:MAX_COMMENT] if form["text"] and not form["remove"] else ""
        points = points_of(form["points"], criterion.points) if form["points"] else None
        now = datetime.now(UTC)
        made: list[Decision] = []
        seeing = self._seeing(form, remark.criterion) if text and form.every("member") else []
        for item, seen in seeing:
            decision = item.decision
            if decision is None or not remark.stands_in(decision):
                continue
            comment = "\n".join(text if line == remark.text else line for line in decision.comment.splitlines())
            what = Wanted(decision.kind, points if points is not None else decision.points, comment)
            made += decisions([(item, seen)], what, seat.who)
        self._keep(_at(made, now), [item for item, _ in seeing], seat.who)
        self._new_remark(Remark(remark.id, remark.criterion, text, points), seat.who)
        return to(f"/q/{remark.criterion}?said=remark&n={len(made)}")

    async def note(self, request: Request) -> Response:
        """A word to a student on the whole of his work."""
        form, seat = Form(await request.body()), seat_of(request)
        desk = self._room.desk
        student = self._room.student(form["sid"])
        own = Decision(
            student=student, criterion="", kind=Kind.NOTE, comment=form["note"].replace("\r\n", "\n")[:MAX_COMMENT],
            name=desk.records[student]["name"], who=seat.who,
        )  # fmt: skip
        desk.keep([own])
        self._room.kept()
        return to(_with(form["back"] or f"/s/{form['sid']}", said="note"))

    async def seat(self, request: Request) -> Response:
        """Who marks, whether names are hidden, whether he marks for a second time."""
        form = Form(await request.body())
        answer = to(_own(form["back"]))
        second = form["second"] == "1" if form["mode"] else None
        remember(answer, who=form["who"], names=form["names"], second=second)
        return answer

    async def substitute(self, request: Request) -> Response:
        """Another value of a parameter for some students or the class: a new version of the rubric."""
        form = Form(await request.body())
        desk = self._room.desk
        criterion = self._criterion(form)
        everybody = form["scope"] == "class"
        students = [] if everybody else [item.student for item, _ in self._seeing(form, criterion)]
        if not form["reason"]:
            raise UsageError(say("A substitute needs its reason, which the student is told."))
        text = with_substitute(rubric_text(desk), form["parameter"], form["value"], students, form["reason"])
        keep_rubric(desk, text)
        self._room.regrader.grade("everybody")
        return to(_with(form["back"] or f"/q/{criterion}", said="rubric"))

    def _criterion(self, form: Form) -> str:
        if form["criterion"] not in self._room.desk.teller.criteria:
            raise HTTPException(404)
        return form["criterion"]

    def _seeing(self, form: Form, criterion: str) -> Seeing:
        """Whom the form is about, each with what it showed of him."""
        desk = self._room.desk
        if form["scope"] == "class" and form["kind"] == "waive":
            items = [desk.item(student, criterion) for student in desk.records]
            return [(item, Seen(item.sid, item.one["basis"], len(item.known))) for item in items]
        texts = [*form.every("member"), *(text for key in form.every("near") for text in form.every(f"near-{key}"))]
        found = [seen for text in dict.fromkeys(texts) if (seen := Seen.of(text)) and seen.sid in desk.sids]
        if not found:
            raise UsageError(say("Nobody is ticked."))
        return [(desk.item(desk.sids[seen.sid], criterion), seen) for seen in found]

    def _keep(self, made: Sequence[Decision], seen: Sequence[Item], who: str) -> None:
        if not made:
            return
        self._room.desk.keep(made, seen)
        self._room.done[who].append(Entry(tuple(made)).id)
        self._room.kept()

    def _new_remark(self, remark: Remark, who: str) -> None:
        store = self._room.desk.marks.store
        known = {(one.criterion, one.text) for one in self._room.desk.remarks.values()}
        if remark.id or (remark.criterion, remark.text) not in known:
            keep_remark(store, remark, who)
            self._room.desk.reread()

    def _entry(self, name: str, criterion: str) -> Entry | None:
        found = (one for one in entries(self._room.desk.all) if one.id == name)
        return next((one for one in found if not criterion or one.first.criterion == criterion), None)

    def _is_here(self, one: Decision) -> bool:
        desk = self._room.desk
        return one.student in desk.records and one.criterion in desk.teller.criteria


def _at(made: Sequence[Decision], when: datetime) -> list[Decision]:
    """Decisions made in one go: they bear one time."""
    return [replace(one, when=when) for one in made]


def _onward(form: Form, criterion: str, count: int) -> str:
    """Where the marker goes next."""
    if form["back"]:
        return _with(form["back"], said="kept", n=str(count))
    if form["mode"] == "s":
        sid = (Seen.of(form["member"]) or Seen("", "", 0)).sid
        return _with(f"/s/{sid}", after=criterion, said="kept", n=str(count))
    return _with(f"/q/{criterion}", after=form["group"], said="kept", n=str(count))


def _with(path: str, **values: str) -> str:
    return f"{_own(path).partition('?')[0]}?{urlencode(values)}"


def _own(path: str) -> str:
    """An address of this server, whatever the form says."""
    return "/" + path.lstrip("/\\") if path else "/"
