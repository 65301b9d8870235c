"""`python -m fuzz TARGET [libFuzzer options]`: coverage-guided, by hand, with `pip install atheris` beside bareme."""

import sys

import atheris

with atheris.instrument_imports(include=["bareme", "yaml", "checks"]):
    from fuzz.targets import TARGETS, throw

if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
    sys.exit(f"usage: python -m fuzz {'|'.join(TARGETS)} [-max_total_time=120] [CORPUS …]")
name = sys.argv.pop(1)
atheris.Setup(sys.argv, lambda data: throw(name, data))
atheris.Fuzz()
