"""A page whose commands fail, or whose output is not what comes out, is told."""

import re
from pathlib import Path

import pytest
from sybil.example import SybilFailure

from tests.docs.shell import lines, run_page


def page(tmp_path: Path, *blocks: str) -> Path:
    file = tmp_path / "page.md"
    file.write_text("# Page\n\n" + "\n\nthen\n\n".join(f"```{block}\n```" for block in blocks), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "blocks",
    [
        ("sh\necho one\necho two", "output\none\ntwo"),
        ("sh\necho one\necho two\necho three", "output\none\n…\nthree"),
        ("sh\necho one\necho two\necho three", "output\n…\nthree"),
        ("sh\necho one\necho two", "output\none\n…"),
        ("sh\necho 2026-11-17T10:00:00Z", "output\n2026-12-01T08:30:00Z"),
        ('sh\nbareme no-such-verb\necho "ended with $?"', "output\n…\nended with 2"),
        ("sh\necho 'one\ntwo' \\\n  three", "output\none\ntwo three"),
        ("sh\npip install something   # installed already", "sh\necho '[?*]'", "output\n[?*]"),
        ("text\nfalse",),
    ],
)  # fmt: skip
def test_what_a_page_promises_is_kept(tmp_path: Path, blocks: tuple[str, ...]) -> None:
    run_page(page(tmp_path, *blocks))


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        (("sh\nfalse",), "ended with 1: false"),
        (("sh\nbareme no-such-verb",), "ended with 2: bareme no-such-verb"),
        (("sh\necho one", "output\ntwo"), "the page shows\ntwo\nbut there came\none"),
        (("sh\necho one\necho two", "output\none"), "the page shows"),
        (("sh\necho 12", "output\n13"), "the page shows"),
    ],
)
def test_a_broken_promise_is_told(tmp_path: Path, blocks: tuple[str, ...], told: str) -> None:
    with pytest.raises(SybilFailure, match=re.escape(told)):
        run_page(page(tmp_path, *blocks))


def test_commands_are_told_apart() -> None:
    assert list(lines("a b\n\nc 'd\ne' \\\n  f")) == ["a b", "c 'd\ne'    f"]
