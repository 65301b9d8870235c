"""Arithmetic that changes something: `i++`, `i += 2`, `i = 3`; or that is only asked for: `i < 3`."""

import re

from bareme.scripts.model import HOLE
from bareme.scripts.numbers import calculated
from bareme.scripts.running.state import State

_STEP = re.compile(r"\s*(?:(\w+)\s*(\+\+|--)|(\+\+|--)\s*(\w+))\s*")
_ASSIGN = re.compile(r"\s*(\w+)\s*([-+*/%]?)=(?!=)\s*(.+)")


def perform(state: State, text: str) -> bool | None:
    """Do it, and tell whether the value is not zero, if that is known."""
    step, assign = _STEP.fullmatch(text), _ASSIGN.fullmatch(text)
    if step:
        name, sign = step[1] or step[4], step[2] or step[3]
        return _assigned(state, name, calculated(f"{name} {sign[0]} 1", state.number))
    if assign:
        value = f"{assign[1]} {assign[2]} ({assign[3]})" if assign[2] else assign[3]
        return _assigned(state, assign[1], calculated(value, state.number))
    found = calculated(text, state.number)
    return None if found is None else found != 0


def _assigned(state: State, name: str, value: int | None) -> bool | None:
    state.variables[name] = HOLE if value is None else str(value)
    return None if value is None else value != 0
