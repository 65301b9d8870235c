"""Draws the rooms of `src/bareme/` as floors: `python tools/rooms.py` writes `docs/pictures/rooms.svg`.

The floors are the layers of `[tool.importlinter]` in `pyproject.toml`, which `make lint` holds against the code.
"""

import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "rooms.svg"
WAY = ("azure", "evidence", "timeline", "lab", "checking", "grading", "results", "report")
"""The rooms through which a grade goes, in its order: they are numbered in the picture."""

WIDTH, FLOOR, GAP, FRAME = 760, 38, 6, 10
STYLE = (
    "text{font:14px system-ui,sans-serif;text-anchor:middle;dominant-baseline:central;fill:#14263f}"
    "rect{rx:5;fill:#eef2f7;stroke:#9aa9bd}rect.way{fill:#d3e4f7;stroke:#1f3a5f;stroke-width:2}"
    "rect.page{fill:#fff;stroke:none}circle{fill:#1f3a5f}text.number{fill:#fff;font-size:12px;font-weight:bold}"
)


def floors() -> list[list[str]]:
    """The rooms, floor by floor, from the roof down."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")["layers"]
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def drawing(of: list[list[str]]) -> str:
    """The picture, as SVG."""
    height = 2 * FRAME + len(of) * (FLOOR + GAP) - GAP
    boxes = "".join(_floor(rooms, FRAME + number * (FLOOR + GAP)) for number, rooms in enumerate(of))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f'<style>{STYLE}</style><rect class="page" width="{WIDTH}" height="{height}"/>\n{boxes}</svg>\n'
    )


def _floor(rooms: list[str], top: int) -> str:
    wide = (WIDTH - 2 * FRAME - GAP * (len(rooms) - 1)) / len(rooms)
    return "".join(_room(name, FRAME + number * (wide + GAP), top, wide) for number, name in enumerate(rooms))


def _room(name: str, left: float, top: int, wide: float) -> str:
    middle = top + FLOOR / 2
    box = f'<rect{_class(name)} x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{FLOOR}"/>'
    text = f'<text x="{left + wide / 2:.1f}" y="{middle:.1f}">{escape(name)}</text>'
    return f"{box}{text}{_number(name, left + 20, middle)}\n"


def _class(name: str) -> str:
    return ' class="way"' if name in WAY else ""


def _number(name: str, x: float, y: float) -> str:
    if name not in WAY:
        return ""
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="10"/>'
    return f'{disc}<text class="number" x="{x:.1f}" y="{y:.1f}">{WAY.index(name) + 1}</text>'


if __name__ == "__main__":
    PICTURE.write_text(drawing(floors()), encoding="utf-8")
