"""The fonts that plots are drawn with: Noto Sans Telugu for Telugu and Latin, matplotlib's own for what it lacks.

The font comes as a Python package, so that plots look the same everywhere and nothing is downloaded. matplotlib
shapes text, as Telugu needs, from 3.11 on (with HarfBuzz, by libraqm); older ones set its letters one by one.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ghatana.errors import EngineUnavailable

FAMILY = "Noto Sans Telugu"
OURS = "ghatana Telugu"  # a name of its own, so that the same file is taken whatever fonts a system has
COMMAND = "pip install 'ghatana[plots]'"
SHAPES_FROM = (3, 11)


def require_matplotlib() -> None:
    """Raise EngineUnavailable unless a matplotlib that shapes text is installed."""
    try:
        found = version("matplotlib")
    except PackageNotFoundError as error:
        raise EngineUnavailable(f"Plots need matplotlib, which is not installed: {COMMAND}.") from error
    if tuple(int(part) for part in found.split(".")[:2]) < SHAPES_FROM:
        raise EngineUnavailable(
            f"matplotlib {found} is installed, which sets Telugu letters one by one; plots need "
            f"{'.'.join(map(str, SHAPES_FROM))} or newer, which shapes them: {COMMAND}."
        )


def telugu_font() -> Path:
    """The file of Noto Sans Telugu: the one in the package `fontpkg-noto-sans-telugu`, else a system's.

    Raises:
        EngineUnavailable: if there is neither.

    """
    try:
        import fontpkg
    except ImportError:
        return _of_the_system()
    try:
        return Path(fontpkg.path(FAMILY))
    except fontpkg.FamilyNotInstalled:
        return _of_the_system()


def _of_the_system() -> Path:
    from matplotlib.font_manager import fontManager

    files = sorted(entry.fname for entry in fontManager.ttflist if entry.name == FAMILY)
    if not files:
        raise EngineUnavailable(
            f"No {FAMILY} was found, and without it Telugu would be drawn as boxes. Install it with {COMMAND}, or for "
            "the whole system (Debian, Ubuntu) with apt-get install fonts-noto-core."
        )
    return Path(files[0])


@cache
def families() -> tuple[str, ...]:
    """Names of font families for matplotlib, in the order in which they are tried; makes ours known to it.

    Raises:
        EngineUnavailable: if matplotlib or the font is missing.

    """
    from dataclasses import replace

    require_matplotlib()
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    file = str(telugu_font())
    entry = font_manager.ttfFontProperty(FT2Font(file))
    ours = replace(entry, name=OURS, weight=400, stretch="normal")
    if ours not in font_manager.fontManager.ttflist:
        font_manager.fontManager.ttflist.append(ours)
    return OURS, "DejaVu Sans"
