"""What pytest loads in every run of an environment that holds bareme: nothing, unless a rubric is to be run.

    pytest rubrics/tp2-vm.yaml --evidence PATH

Without a rubric among the arguments no option is added, no hook is registered and nothing else of bareme is imported.
"""

from collections.abc import Sequence

import pytest

_HEAD = 4096


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: Sequence[str]) -> None:
    """Bring the plugin in before options are read for good."""
    if any(_is_rubric(word.partition("::")[0]) for word in args):
        early_config.pluginmanager.import_plugin("bareme.plugin")


def _is_rubric(word: str) -> bool:
    if not word.endswith((".yaml", ".yml")):
        return False
    try:
        with open(word, "rb") as stream:  # noqa: PTH123 - pathlib is one more thing to import in everybody's run
            return b"bareme/rubric/" in stream.read(_HEAD)
    except OSError:
        return False
