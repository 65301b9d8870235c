"""Answers in a file that is no YAML, read line by line: what stands under a question's id is its answer."""

import re
from collections.abc import Iterator, Mapping
from textwrap import dedent

from bareme.submission.model import Answer

_BEGIN = re.compile(r"""^[\s\-*]*["'«“]?\s*([A-Za-z]{1,8}\d{0,3}[-_]\d{1,3}[a-z]?)\s*["'»”]?\s*[:=]\s*(.*)$""")
_ANSWER = re.compile(r"(?:^|[{,\s])(?:answer|réponse|reponse)\s*[:=]\s*(.*)", re.IGNORECASE | re.DOTALL)
_FILES = re.compile(r"(?:^|[{,\n]\s*)(?:files|fichiers)\s*[:=]\s*(.*)", re.IGNORECASE | re.DOTALL)
_NAMES = re.compile(r"[^\s\[\]{},'\"]+\.[A-Za-z0-9]{1,5}")
_AROUND = " \t\r\n\"'{}|>"


def line_by_line(text: str) -> tuple[dict[str, Answer], list[tuple[int, str]]]:
    """The answers that can be made out; line and question of those that cannot."""
    answers: dict[str, Answer] = {}
    doubtful: list[tuple[int, str]] = []
    for line, name, body in _blocks(text):
        answer = _answer(body, line)
        if answer is None:
            doubtful.append((line, name))
        else:
            answers.setdefault(name, answer)
    return answers, doubtful


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, id and body of each question."""
    begun: tuple[int, str] | None = None
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _BEGIN.match(line)
        if found:
            if begun:
                yield (*begun, "\n".join(body))
            begun, body = (number, found[1]), [found[2]]
        elif begun and not line.lstrip().startswith("#"):
            body.append(line)
    if begun:
        yield (*begun, "\n".join(body))


def _answer(body: str, line: int) -> Answer | None:
    """The text after `answer:`, or all of it where there is no such word; `None` where nothing of it is a text."""
    named = _FILES.search(body)
    files = tuple(_NAMES.findall(named[1]))[:20] if named else ()
    before = body[: named.start()] if named else body
    said = _ANSWER.search(before)
    first, _, rest = (said[1] if said else before).partition("\n")
    written = f"{first.strip()}\n{dedent(rest)}".strip(_AROUND)
    if written and not any(map(str.isalnum, written)):
        return None
    return Answer(written[:20_000], files, line)


def known(answers: Mapping[str, Answer], more: Mapping[str, Answer]) -> dict[str, Answer]:
    """Answers of two files; one that is given goes before one that is not, and the first before the second."""
    found = dict(answers)
    for name, answer in more.items():
        if answer.is_given and not found.get(name, Answer()).is_given:
            found[name] = answer
        else:
            found.setdefault(name, answer)
    return found
