"""`python -m tools.pictures` writes `docs/pictures/LANGUAGE/`; it needs Chromium with its driver."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools.pictures import board, marking, reports, terminal
from tools.pictures.browser import browser

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Write them, in both languages."""
    with tempfile.TemporaryDirectory() as scratch, browser() as chrome:
        recording = board.recorded(ROOT, Path(scratch) / "lab.jsonl")
        for language in ("en", "fr"):
            run, folder = Path(scratch) / language, ROOT / "docs" / "pictures" / language
            folder.mkdir(parents=True, exist_ok=True)
            reports.shoot(chrome, demo(run / "class", language), folder)
            terminal.shoot(run / "class", language, folder)
            board.shoot(chrome, recording, language, folder)
            marking.shoot(chrome, demo(run / "marked", language, "--answers"), language, folder)
    for file in sorted((ROOT / "docs" / "pictures").rglob("*.*")):
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KiB")
    return 0


def demo(run: Path, language: str, *more: str) -> Path:
    """The demonstration class, graded."""
    words = ["demo", *more, "--out", str(run), "--lang", language, "-q"]
    subprocess.run([sys.executable, "-m", "bareme", *words], check=True)
    return run


if __name__ == "__main__":
    sys.exit(main())
