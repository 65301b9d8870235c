"""Names inside zips and folders, as people meant them: Windows paths, old code pages, decomposed accents."""

import re
import unicodedata
import zipfile

_UTF8_FLAG = 0x800
_BOX_DRAWING = re.compile("[\u2500-\u259f]")
"""What capital letters with accents become when code page 850 is read as 437."""
_NOISE = re.compile(
    r"__MACOSX|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|~\$.*|\.git|\.github|\.gitignore|\.gitkeep|\.gitlab-ci\.yml"
    r"|\.terraform|\.venv|node_modules|__pycache__|\.bareme\.lock|\.~lock\..*|\.idea|\.vscode",
    re.IGNORECASE,
)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of a zip's entry: one that says to be UTF-8 is, an older one may be it too, or code page 850."""
    if entry.flag_bits & _UTF8_FLAG or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850") if _BOX_DRAWING.search(entry.filename) else entry.filename


def parts_of(name: str) -> tuple[str, ...] | None:
    """The steps of a path, composed; `None` for one that leads out of its folder, which no honest zip holds."""
    steps = [step for step in re.split(r"[/\\]", unicodedata.normalize("NFC", name)) if step not in {"", "."}]
    if not steps or ".." in steps or re.match(r"[/\\]|[A-Za-z]:", name):
        return None
    return tuple(steps)


def is_noise(parts: tuple[str, ...]) -> bool:
    """Whether a system or a tool put it there, not the student."""
    return any(_NOISE.fullmatch(step) for step in parts)
