"""From a row to a student, or to what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bareme.roster.absent import no_student, present
from bareme.roster.cells import as_seen, spoiled
from bareme.roster.headers import Columns
from bareme.roster.model import Scope, Student
from bareme.roster.options import RosterOptions
from bareme.roster.problem import Problem
from bareme.roster.scopes import filled_in, group_problem, guid, tenant
from bareme.roster.table import Row
from bareme.text.message import Message, say


class LeftOut(NamedTuple):
    """A row that is no student's."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one roster."""

    columns: Columns
    options: RosterOptions

    def student(self, row: Row) -> "Student | LeftOut | list[Problem]":
        """The student of a row, that it is nobody's, or everything that is wrong with it."""
        values = self._values(row)
        left_out = no_student(values, self.columns.rest(row.cells))
        if left_out is not None:
            return LeftOut(row.line, left_out)
        wrong = list(self._problems(values))
        group = self._group(values)
        if isinstance(group, Message):
            wrong.append(group)
        if wrong or isinstance(group, Message):
            return [Problem(row.line, message) for message in wrong]
        last, first = _names(values)
        subscription, tag = self._subscription(values) or "", self._tag(values, group)
        return Student(
            id=values["student_id"],
            scope=Scope(subscription, self._tenant(values), group or None, tag),
            line=row.line,
            last_name=last,
            first_name=first,
            email=values.get("email", ""),
            group=values.get("group", ""),
            github=values.get("github", "").removeprefix("@"),
            extra=self.columns.rest(row.cells),
        )

    def _values(self, row: Row) -> dict[str, str]:
        written = {field: self.columns.value(field, row.cells) for field in self.columns.places}
        values = {field: present(cell) for field, cell in written.items()}
        own = written.get("student_id", "")
        values["student_id"] = as_seen(own) if present(own) or spoiled(own) else ""
        if not values["student_id"] and self.columns.is_stand_in:
            values["student_id"] = " ".join(filter(None, reversed(_names(values))))
        return values

    def _problems(self, values: dict[str, str]) -> Iterator[Message]:
        student_id = values["student_id"]
        spoilt = spoiled(student_id)
        if not student_id:
            yield say("no student id")
        if spoilt:
            yield spoilt
        for field, read in (("subscription_id", guid), ("tenant_id", tenant)):
            if values.get(field) and read(values[field]) is None:
                yield say(
                    "{field} “{text}” is not a GUID such as 0a1b2c3d-4e5f-6789-abcd-ef0123456789",
                    field=field,
                    text=values[field],
                )

    def _subscription(self, values: dict[str, str]) -> str | None:
        return guid(values.get("subscription_id") or self.options.subscription_id or "")

    def _tenant(self, values: dict[str, str]) -> str | None:
        return tenant(values.get("tenant_id") or self.options.tenant_id or "")

    def _group(self, values: dict[str, str]) -> str | Message:
        """The row's own resource group; the pattern serves those who have none."""
        group: str | Message = values.get("resource_group", "")
        if not group and self.options.resource_group_pattern:
            group = filled_in(self.options.resource_group_pattern, values)
        return (group_problem(group) or group) if group and isinstance(group, str) else group

    def _tag(self, values: dict[str, str], group: str) -> str | None:
        """What tells the resource group of those who have none otherwise."""
        return f"{self.options.tag}={values['student_id']}" if self.options.tag and not group else None


def _names(values: dict[str, str]) -> tuple[str, str]:
    """Last and first name; a full name is parted where its last name stands in capitals, as school software does."""
    full, last, first = (values.get(field, "") for field in ("full_name", "last_name", "first_name"))
    if last or first or not full:
        return last, first
    words = full.split()
    capitals = [word for word in words if word.isupper()]
    others = [word for word in words if not word.isupper()]
    return (" ".join(capitals), " ".join(others)) if capitals and others else (full, "")
