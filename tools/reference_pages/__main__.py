"""`BAREME_LANG=fr python -m tools.reference_pages` writes `docs/fr/reference/`; `--check` only tells what is old."""

import sys
from pathlib import Path

from bareme.text.language import Language, Speech, chosen
from tools.pages import typeset
from tools.reference_pages import checks, commands, environment, exit_codes, permissions, run_files, schemas, words

ROOT = Path(__file__).parents[2]
HEAD = {
    "en": "<!-- Written by “make docs” from the code; do not edit. -->\n\n",
    "fr": "<!-- Écrit par « make docs » à partir du code ; à ne pas modifier. -->\n\n",
}


def pages(speech: Speech) -> dict[str, str]:
    """Every page, by the name of its file."""
    made = {
        "checks.md": checks.page(speech),
        "commands.md": commands.page(speech),
        "environment.md": environment.page(speech),
        "exit-codes.md": exit_codes.page(speech),
        "permissions.md": permissions.page(speech),
        "run-files.md": run_files.page(speech),
        "words.md": words.page(speech),
        **schemas.pages(speech),
    }
    whole = {name: HEAD[speech.language] + text for name, text in made.items()}
    return {name: typeset(text) for name, text in whole.items()} if speech.language is Language.FRENCH else whole


def main(arguments: list[str]) -> int:
    """Write, or tell; 1 where a page is not what the code says."""
    speech, old = Speech(chosen(None)), 0
    folder = ROOT / "docs" / speech.language / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(speech).items():
        file = folder / name
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            old += 1
            print(f"{file.relative_to(ROOT)} is not what the code says; make docs writes it")
        else:
            file.write_text(text, encoding="utf-8", newline="\n")
    return min(old, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
