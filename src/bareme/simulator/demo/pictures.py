"""Screenshots of the demonstration class, drawn: a remote desktop, the drives of This PC, a file on a drive."""

import io
from importlib import import_module
from typing import Any

from bareme.errors import UsageError
from bareme.text.message import say

SIZE = (1280, 800)
_DESK, _BAR, _PAPER, _INK, _SOFT = "#0f4c75", "#e9edf2", "#ffffff", "#1b2430", "#545f6e"


def screenshot(title: str, lines: tuple[str, ...], *, whose: int, form: str = "PNG") -> bytes:
    """A window with a title and lines on a desktop; `whose` moves it, so that two students' pictures differ."""
    pil, draw_module, fonts = _library()
    image = pil.new("RGB", SIZE, _DESK)
    draw = draw_module.Draw(image)
    large, small = fonts.load_default(26), fonts.load_default(21)
    draw.rectangle((0, SIZE[1] - 46, SIZE[0], SIZE[1]), fill="#111820")
    draw.text((20, SIZE[1] - 36), f"10:{10 + whose % 49}   2026-11-16", font=small, fill=_BAR)
    for number, name in enumerate(("This PC", "Recycle Bin", "Server Manager")):
        draw.rectangle((28, 40 + 110 * number, 88, 90 + 110 * number), fill="#7fb3d5")
        draw.text((20, 96 + 110 * number), name, font=small, fill=_PAPER)
    left, top = 240 + (whose * 37) % 160, 70 + (whose * 23) % 120
    draw.rectangle((left, top, left + 820, top + 520), fill=_PAPER)
    draw.rectangle((left, top, left + 820, top + 48), fill=_BAR)
    draw.text((left + 18, top + 9), title, font=large, fill=_INK)
    for number, line in enumerate(lines):
        fill = _INK if number % 2 == 0 else _SOFT
        draw.text((left + 40, top + 84 + 52 * number), line, font=small, fill=fill)
    stream = io.BytesIO()
    image.save(stream, form)
    return stream.getvalue()


def _library() -> tuple[Any, Any, Any]:
    """Pillow.

    Raises:
        UsageError: it is not installed.
    """
    try:
        return tuple(import_module(f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFont"))  # type: ignore[return-value]
    except ImportError as error:
        raise UsageError(
            say("Pillow, which draws the screenshots of the demonstration class, is not installed."),
            say("Install it with pip install 'bareme[web]'."),
        ) from error
