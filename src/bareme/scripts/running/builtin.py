"""The shell's own commands, as far as they decide what is run."""

import shlex
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bareme.scripts.limits import MAX_VALUE
from bareme.scripts.model import HOLE
from bareme.scripts.numbers import whole
from bareme.scripts.running import conditions
from bareme.scripts.running.arithmetic import perform
from bareme.scripts.running.commands import concerns
from bareme.scripts.running.state import Jump, State

Truth = bool | None


def _jump(kind: str) -> Callable[[State, list[str]], Truth]:
    def leave(state: State, words: list[str]) -> Truth:
        del state, words
        raise Jump(kind)

    return leave


def _read(state: State, words: list[str]) -> Truth:
    for name in words:
        if name.isidentifier():
            state.variables[name] = HOLE
    return None


def _shift(state: State, words: list[str]) -> Truth:
    if state.arguments is not None:
        state.arguments = state.arguments[(whole(words[0]) if words else 1) or 1 :]
    return True


def _eval(state: State, words: list[str]) -> Truth:
    state.budget.write(words)
    try:
        fields = shlex.split(" ".join(words)[:MAX_VALUE])
    except ValueError:
        return None
    if concerns(fields):
        state.ran(fields, state.line)
    return None


def _let(state: State, words: list[str]) -> Truth:
    truth: Truth = None
    for word in words:
        truth = perform(state, word)
    return truth


BUILT_IN: Mapping[str, Callable[[State, list[str]], Truth]] = MappingProxyType(
    {
        "true": lambda *_: True,
        ":": lambda *_: True,
        "false": lambda *_: False,
        "test": lambda _, words: conditions.of_words(words),
        "[": lambda _, words: conditions.of_words(words),
        "let": _let,
        "read": _read,
        "shift": _shift,
        "eval": _eval,
        "break": _jump("break"),
        "continue": _jump("continue"),
        "return": _jump("return"),
        "exit": _jump("exit"),
    }
)
