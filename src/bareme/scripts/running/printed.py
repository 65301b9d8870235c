"""What the few commands that scripts count with would print."""

import re
from collections.abc import Callable, Mapping

from bareme.scripts.limits import MAX_FIELDS
from bareme.scripts.model import HOLE
from bareme.scripts.numbers import calculated, whole

_PLACE = re.compile(r"%(0?)(\d*)([dsi])")


def printed(fields: list[str]) -> str | None:
    """The output of a command; `None` where only a run would tell."""
    if not fields or fields[0] not in _COMMANDS:
        return None
    return _COMMANDS[fields[0]](fields[1:])


def _seq(words: list[str]) -> str | None:
    plain = [word for word in words if word != "-w"]
    numbers = [number for word in plain if (number := whole(word)) is not None]
    if len(numbers) != len(plain):
        return None
    match numbers:
        case [last]:
            return counted(1, last, 1)
        case [first, last]:
            return counted(first, last, 1)
        case [first, step, last] if step:
            return counted(first, last, step)
    return None


def counted(first: int, last: int, step: int) -> str:
    """The numbers from first to last, no more of them than anybody needs."""
    return " ".join(map(str, range(first, last + (1 if step > 0 else -1), step)[:MAX_FIELDS]))


def _echo(words: list[str]) -> str | None:
    return " ".join(word for word in words if word not in {"-n", "-e"})


def _printf(words: list[str]) -> str | None:
    if not words or HOLE in words[0]:
        return None
    values = iter(words[1:])

    def placed(place: re.Match[str]) -> str:
        value = next(values, "")
        fill = "0" if place[1] else " "
        return value.rjust(min(int(place[2] or 0), 20), fill)

    return _PLACE.sub(placed, words[0]).replace("\\n", " ").strip()


def _expr(words: list[str]) -> str | None:
    value = calculated(" ".join(words), lambda _: None)
    return None if value is None else str(value)


_COMMANDS: Mapping[str, Callable[[list[str]], str | None]] = {
    "seq": _seq,
    "echo": _echo,
    "printf": _printf,
    "expr": _expr,
}
