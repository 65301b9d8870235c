"""The French that people read – pages, terminal, help – held to its typography and its words."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bareme.__main__ import main
from bareme.cli.click_messages import speaking
from bareme.evidence import Collection, Source, write_collection
from bareme.simulator import Plan, Subscription, do_lab, exercise_1
from bareme.text.language import Language

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"

UNREAD = frozenset({"script", "style", "code", "pre", "bdi"})
"""No text of ours: code, and what students and teachers wrote or named."""
BLOCKS = frozenset({"td", "th", "li", "p", "div", "dd", "dt", "h1", "h2", "h3", "h4", "tr", "section", "summary", "a"})

RULES: Mapping[str, re.Pattern[str]] = {
    "a narrow space between letters, or between a word and a number": re.compile(r"[^\W\d_]\u202f[\w]"),
    "a plain space before high punctuation": re.compile(r"\w [;:!?%»](?![\w/=-])(?! non vérifiable)"),
    "an hour with a nought in front": re.compile(r"\b0\d[ \u00a0\u202f]h\b"),
    "a plural in brackets": re.compile(r"\w\((?:s|e|x)\)"),
    "a decimal point": re.compile(r"(?<![\w.\-/])\d+\.\d+(?![\w.\-/])"),
    "English": re.compile(
        r"\b(?:denied|portal|stopped|running|required|Show|expected|unread|failed|found|loadbalancers|only|DIR|ROSTER"
        r"|TEXT|NAME|INTEGER|DECIMAL|FLOAT|RANGE|default|file|read)\b"
    ),
    "another word than the one for it": re.compile(
        r"\b(?:relevé|barre atteinte|abîmé|tronqué|annuaire|Employez|exécution|disque d[eu] système|libérée"
        r"|point de contrôle|sans casse|VM identiques|machines identiques)\b"
    ),
    "a line that begins with what ends the one before": re.compile(r"(?m)^ *[»;:!](?= |$)"),
    "straight quotation marks around words": re.compile(r"(?<!\w)'[^'\n]{1,30}'(?!\w)"),
}  # fmt: skip


class Words(HTMLParser):
    """What is read of a page, aloud or on the screen; code and scripts aside."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Titles and labels are read too."""
        self.unread += tag in UNREAD
        self.parts += [f"\n{value}\n" for name, value in attrs if name in {"title", "aria-label"} and value]
        self.parts += ["\n"] * (tag in BLOCKS)

    def handle_endtag(self, tag: str) -> None:
        """Code is over."""
        self.unread -= tag in UNREAD
        self.parts += ["\n"] * (tag in BLOCKS)

    def handle_data(self, data: str) -> None:
        """A text."""
        self.parts += [] if self.unread else [data]


def words(page: str) -> str:
    parser = Words()
    parser.feed(page)
    return re.sub(r"«[^«»]*»", "«…»", "".join(parser.parts))  # quoted: somebody else's words


def states() -> Iterator[tuple[str, list[Collection]]]:
    """A few states of the lab, as somebody who checks himself has them."""
    for name, plan in (("half", Plan(bigger="", capture="none")), ("wrong", Plan(location="westeurope", zones=("1",)))):
        azure = Subscription(SUBSCRIPTION)
        exercise_1(azure, plan)
        azure.wait(hours=1)
        yield name, [azure.collect()]
    yield "nothing", [Subscription(SUBSCRIPTION).collect()]
    refused = Subscription(SUBSCRIPTION)
    refused.fail_create_vm(code="QuotaExceeded")
    yield "refused", [refused.collect()]
    yield "done", do_lab(Subscription(SUBSCRIPTION))
    yield "unread", [Subscription(SUBSCRIPTION).collect(denied=[Source.ACTIVITY_LOG])]


def helps(group: click.Group, *names: str) -> Iterator[tuple[str, str]]:
    """The help of every command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from helps(command, *names, name)
        elif command:
            yield " ".join((*names, name)), CliRunner().invoke(command, ["--help"], prog_name=name).output


@pytest.fixture(scope="module")
def french(demo_run: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Everything there is to read, by where it stands."""
    folder, run = tmp_path_factory.mktemp("french"), demo_run("fr")
    told = {one.name: words(one.read_text(encoding="utf-8")) for one in run.rglob("*.html")}
    told |= json.loads(subprocess.run([sys.executable, __file__], capture_output=True, check=True).stdout)
    for name, collections in states():
        for one in collections:
            write_collection(folder / name, one)
        asked = ["check", "-r", "tp2-vm", "--evidence", str(folder / name), "--lang", "fr", "--no-history"]
        told[f"check: {name}"] = printed(asked)
        told[f"check --all: {name}"] = printed([*asked, "--all"])
    return told


def printed(arguments: list[str]) -> str:
    """What a command says, on both ways out."""
    from contextlib import redirect_stderr, redirect_stdout  # noqa: PLC0415 - here alone
    from io import StringIO  # noqa: PLC0415 - here alone

    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        main(arguments)
    return out.getvalue()


@pytest.mark.parametrize("rule", RULES)
def test_what_is_read_in_french(french: Mapping[str, str], rule: str) -> None:
    assert len(french) > 50
    found = {
        f"{where}: …{text[max(0, hit.start() - 30) : hit.end() + 20]!r}…"
        for where, text in french.items()
        for hit in RULES[rule].finditer(text)
    }
    assert found == set(), f"{rule}:\n" + "\n".join(sorted(found)[:30])


if __name__ == "__main__":  # a process whose commands were made in French: help is told once
    os.environ["BAREME_LANG"] = "fr"
    from bareme.cli.main import bareme

    with speaking(Language.FRENCH):
        sys.stdout.write(json.dumps(dict(helps(bareme))))
