"""Pictures that students hand in: found without following a link, known by their first bytes, made small."""

import base64
import io
import stat
from importlib import import_module
from pathlib import Path, PurePosixPath

from bareme.files.bounded import read_regular

MAX_BYTES = 32 * 2**20
PDF = "application/pdf"
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": PDF}
"""By how they begin; WebP says so further on."""
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
_SMALL = (720, 720)
_EMBEDDED = 200_000
"""Bytes up to which a picture stands in a page as it is, where nothing makes it small."""


def inside(repo: Path, name: str) -> Path | None:
    """The regular file of this name in a hand-in; none where it lies elsewhere, or a link is on the way."""
    steps = PurePosixPath(name.replace("\\", "/").strip()).parts
    if not steps or any(step in {"..", "/"} or ":" in step or "\0" in step for step in steps):
        return None
    path = repo
    try:
        for step in steps:
            path /= step
            if stat.S_ISLNK(path.lstat().st_mode):
                return None
        return path if stat.S_ISREG(path.lstat().st_mode) else None
    except (OSError, ValueError):
        return None


def sniffed(head: bytes) -> str:
    """What a file is by its first bytes, whatever its name says; empty for nothing that is shown."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in PICTURES.items() if head.startswith(sign)), "")


def embedded(path: Path) -> str | None:
    """A picture as a small `data:` address; `None` where it is none, is damaged, or is too large to be taken along."""
    try:
        content = read_regular(path, MAX_BYTES)
    except OSError:
        return None
    kind = sniffed(content[:16]) if content else ""
    if not content or kind not in _FORMATS:
        return None
    try:
        image = import_module("PIL.Image")
    except ImportError:
        return _address(kind, content) if len(content) <= _EMBEDDED else None
    try:
        with image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as picture:
            picture.thumbnail(_SMALL)
            stream = io.BytesIO()
            picture.convert("RGB").save(stream, "JPEG", quality=70, optimize=True)
    except (OSError, ValueError, SyntaxError, image.DecompressionBombError):
        return None
    return _address("image/jpeg", stream.getvalue())


def _address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
