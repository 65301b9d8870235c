"""`bareme rubric try R --evidence DIR WORD…`: what a criterion, or a place in resources, gives on evidence at hand."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from bareme.checking.catalogue import catalogue
from bareme.checking.finding import Finding
from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, content_option, speech_of
from bareme.cli.output import STYLES, console
from bareme.content import rubric_path
from bareme.errors import ExitCode, UsageError
from bareme.files.problem import with_nearest
from bareme.prove import Bench, Example, Place, example_in, values_at
from bareme.results.words import OUTCOMES
from bareme.rubric import load_rubric
from bareme.text.language import Speech, labelled
from bareme.text.message import say
from bareme.text.sanitize import clipped, visible

_ID = re.compile(r"[A-Za-z]\w*-\w+")
_MOST = 50


@click.command("try", help=help_text(say("Show what a criterion, or a path in resources, gives on evidence at hand")))
@click.argument("rubric", metavar="R")
@click.argument("words", nargs=-1, required=True, metavar="CRITERION|PATH…")
@click.option(
    "--evidence", required=True, type=click.Path(path_type=Path),
    help=help_text(say("An evidence file or a folder of them.")),
)  # fmt: skip
@json_option
@content_option
@common
def command(
    rubric: str, words: tuple[str, ...], evidence: Path, content: Path | None, lang: str | None, **asked: bool
) -> int:
    """Judge what is named, as a teacher sees it."""
    checks, speech = catalogue(content), speech_of(lang)
    bench = Bench(load_rubric(rubric_path(rubric), checks), checks)
    example = example_in(evidence)
    findings = bench.findings(example)
    if asked["as_json"]:
        print_json([_wire(word, findings.get(word), example, bench, speech) for word in words])
        return ExitCode.DONE
    for word in words:
        if word in findings:
            _show(word, findings[word], bench, speech)
        else:
            _show_values(word, example, bench, speech)
    return ExitCode.DONE


def _show(name: str, finding: Finding, bench: Bench, speech: Speech) -> None:
    out = console()
    criterion = next(one for one in bench.rubric.criteria if one.id == name)
    outcome = finding.outcome.value
    word = f"[{STYLES[outcome]}]{escape(speech.tell(OUTCOMES[outcome]))}[/]"
    out.print(f"[bold]{name}[/] {escape(criterion.check or '')} – {word}")
    told = [(say("expected"), speech.tell(finding.expected)), (say("found"), speech.tell(finding.found))]
    told += [(say("note"), speech.tell(finding.remark))] if finding.remark else []
    told += [
        (say("proof"), labelled(speech, proof.source.value, speech.tell(proof.detail))) for proof in finding.proofs
    ]
    for label, text in told:
        out.print(f"  {escape(visible(labelled(speech, label, text)))}")


def _show_values(path: str, example: Example, bench: Bench, speech: Speech) -> None:
    """Every resource that has something there.

    Raises:
        UsageError: it is neither a criterion with a check, nor a path, nor does any resource have something there.
    """
    found = _values(path, example, bench)
    out = console()
    for line in _lines(found[:_MOST]):
        out.print(escape(visible(line)))
    if len(found) > _MOST:
        out.print(escape(speech.tell(say("… and {n} more", n=len(found) - _MOST))))


def _values(path: str, example: Example, bench: Bench) -> list[tuple[Place, str]]:
    if _ID.fullmatch(path):
        ids = [one.id for one in bench.rubric.criteria if one.check]
        raise UsageError(with_nearest(say("there is no criterion “{word}” with a check", word=path), path, ids))
    found = list(values_at(path, example))
    if not found:
        raise UsageError(say("No resource in the evidence has anything at “{word}”.", word=path))
    return found


def _wire(word: str, finding: Finding | None, example: Example, bench: Bench, speech: Speech) -> dict[str, Any]:
    """What is printed, for a program."""
    if finding is None:
        values = [
            {"name": place.name, "type": place.type, "moment": place.moment, "value": json.loads(value)}
            for place, value in _values(word, example, bench)
        ]
        return {"path": word, "values": values}
    return {
        "id": word, "outcome": finding.outcome.value, "expected": speech.tell(finding.expected),
        "found": speech.tell(finding.found), "evidence": [proof.to_wire() for proof in finding.proofs],
    }  # fmt: skip


def _lines(found: list[tuple[Place, str]]) -> Iterator[str]:
    for place, value in found:
        yield f"{place.name} ({place.type}, {place.moment}): {clipped(value)}"
