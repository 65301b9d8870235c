"""States of the board as JSON, and back."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bareme.board.row import Row
from bareme.board.state import State
from bareme.grading.refused import Refused
from bareme.text.message import Message


def state_to_wire(state: State) -> dict[str, Any]:
    """A round without its rows."""
    return {
        "at": state.at.isoformat(),
        "round": state.rounds,
        "requests": state.requests,
        "throttled": state.throttled,
        "waiting": state.waiting,
        "problem": state.problem.to_wire() if state.problem else None,
    }


def state_from_wire(wire: Mapping[str, Any], rows: tuple[Row, ...]) -> State:
    """A round, with the rows as they stood then.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: it is none.
    """
    return State(
        rows=rows,
        at=datetime.fromisoformat(wire["at"]),
        rounds=int(wire["round"]),
        requests=int(wire["requests"]),
        throttled=int(wire["throttled"]),
        waiting=int(wire["waiting"]),
        problem=_message(wire["problem"]),
    )


def row_to_wire(row: Row) -> dict[str, Any]:
    """One student."""
    return {
        "id": row.id,
        "name": row.name,
        "group": row.group,
        "problem": row.problem.to_wire() if row.problem else None,
        "read_at": row.read_at.isoformat() if row.read_at else None,
        "score": row.score,
        "outcomes": dict(row.outcomes),
        "step": row.step,
        "running": list(row.running),
        "cost": str(row.cost),
        "refused": [{"name": o.name, "code": o.code, "time": o.time.isoformat(), "text": o.text} for o in row.refused],
        "last_act": row.last_act.isoformat() if row.last_act else None,
        "at_stake": [one.to_wire() for one in row.at_stake],
    }


def row_from_wire(wire: Mapping[str, Any]) -> Row:
    """One student.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: it is none.
    """
    return Row(
        id=str(wire["id"]),
        name=str(wire["name"]),
        group=str(wire["group"]),
        problem=_message(wire["problem"]),
        read_at=_time(wire["read_at"]),
        score=str(wire["score"]),
        outcomes={str(name): str(outcome) for name, outcome in wire["outcomes"].items()},
        step=str(wire["step"]),
        running=tuple(map(str, wire["running"])),
        cost=Decimal(wire["cost"]),
        refused=tuple(_refused_from_wire(one) for one in wire["refused"]),
        last_act=_time(wire["last_act"]),
        at_stake=tuple(Message.from_wire(one) for one in wire["at_stake"]),
    )


def _refused_from_wire(wire: Mapping[str, Any]) -> Refused:
    return Refused(str(wire["name"]), str(wire["code"]), datetime.fromisoformat(wire["time"]), str(wire["text"]))


def _message(wire: Mapping[str, Any] | None) -> Message | None:
    return Message.from_wire(wire) if wire else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
