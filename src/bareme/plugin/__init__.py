"""The pytest plugin: a switchboard, each hook one line or two.

`pytest rubrics/tp2-vm.yaml --evidence PATH` gives one item per criterion. An entry point (`bareme.pytest_entry`) loads
it where a rubric stands among the arguments, and only there; `-p bareme.plugin` loads it by hand.
"""

from collections.abc import Generator
from pathlib import Path

import pytest

from bareme.errors import BaremeError
from bareme.evidence.files import evidence_paths
from bareme.plugin import hookspecs
from bareme.plugin.items import CriterionItem, EvidenceItem, RubricFile, StudentItem, protocol
from bareme.plugin.settings import SETTINGS, Settings
from bareme.roster import Scope
from bareme.text.language import Speech, chosen
from bareme.text.message import say

_HEAD = 4096


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add bareme's own hooks."""
    pluginmanager.add_hookspecs(hookspecs)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add bareme's options."""
    group = parser.getgroup("bareme", "grading cloud labs")
    group.addoption("--evidence", type=Path, metavar="PATH", help="an evidence file, a student's folder, or a class's")
    group.addoption("--answers", type=Path, metavar="FILE", help="one student's written answers")
    group.addoption("--repo", type=Path, metavar="DIR", help="one student's lab repository: answers and scripts")
    group.addoption("--subscription", metavar="ID", default="", help="whose evidence counts, where there is more")
    group.addoption("--resource-group", metavar="NAME", help="only this resource group counts")
    group.addoption("--content", type=Path, metavar="DIR", help="a folder with checks of your own")
    group.addoption("--lang", metavar="fr|en", help="the language of messages")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the settings where items find them; a run by the command line has brought its own."""
    options = config.option
    speech = Speech(chosen(options.lang))
    if options.evidence is not None and not _holds_evidence(options.evidence):
        raise pytest.UsageError(speech.tell(say("{path} holds no evidence file", path=str(options.evidence))))
    scope = Scope(options.subscription, resource_group=options.resource_group)
    config.stash.setdefault(
        SETTINGS, Settings(speech, options.evidence, options.content, options.repo, options.answers, scope)
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> RubricFile | None:
    """Collect a rubric; any other YAML file is none of our business."""
    if file_path.suffix not in {".yaml", ".yml"} or not _is_rubric(file_path):
        return None
    rubric: RubricFile = RubricFile.from_parent(parent, path=file_path)
    return rubric


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    """Run our own items without the machinery they do not need."""
    if not isinstance(item, CriterionItem | EvidenceItem | StudentItem):
        return None
    protocol(item)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Tell a wrong rubric in its own words, not as a traceback."""
    report = yield
    error = getattr(getattr(report, "call", None), "excinfo", None)
    if error is not None and isinstance(error.value, BaremeError):
        settings = collector.config.stash[SETTINGS]
        report.longrepr = settings.speech.tell(error.value.message)
    return report


def _holds_evidence(place: Path) -> bool:
    """Whether a path is evidence, a student's folder, or a class's."""
    folders = [place, *(one for one in place.iterdir() if one.is_dir())] if place.is_dir() else [place]
    return any(map(evidence_paths, folders))


def _is_rubric(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"bareme/rubric/" in stream.read(_HEAD)
