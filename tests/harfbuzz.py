"""Telugu as HarfBuzz shapes it: widths and ink that matplotlib's text is compared with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import uharfbuzz as hb
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

SIZE = 100  # points, and pixels at 72 dots an inch
BOX = (4.0, 2.2)  # inches


class _Pen:
    """Collects a glyph's outline, moved to where it stands, as matplotlib's paths hold one."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []
        self.codes: list[int] = []
        self.at = (0.0, 0.0)

    def _add(self, code: int, *points: tuple[float, float]) -> None:
        self.points += [(x + self.at[0], y + self.at[1]) for x, y in points]
        self.codes += [code] * len(points)

    def moveTo(self, p: tuple[float, float]) -> None:
        self._add(Outline.MOVETO, p)

    def lineTo(self, p: tuple[float, float]) -> None:
        self._add(Outline.LINETO, p)

    def qCurveTo(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        self._add(Outline.CURVE3, a, b)

    def curveTo(self, a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
        self._add(Outline.CURVE4, a, b, c)

    def closePath(self) -> None:
        self._add(Outline.CLOSEPOLY, (0.0, 0.0))


@cache
def _font(file: Path) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(file))))


def _shaped(file: Path, text: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_font(file), buffer)
    return buffer


def glyphs(file: Path, text: str) -> int:
    """How many glyphs the text is set with."""
    return len(_shaped(file, text).glyph_infos)


def width(file: Path, text: str) -> float:
    """The advance of the shaped text, in pixels."""
    positions = _shaped(file, text).glyph_positions
    return SIZE / _font(file).face.upem * sum(p.x_advance for p in positions)


def ink(file: Path, text: str) -> np.ndarray:
    """The shaped text's outlines, drawn; True where there is ink."""
    buffer, font = _shaped(file, text), _font(file)
    pen, x = _Pen(), 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.at = (x + place.x_offset, place.y_offset)
        font.draw_glyph_with_pen(info.codepoint, pen)
        x += place.x_advance
    scale = SIZE / font.face.upem
    points = np.array(pen.points) * scale + (20.0, 60.0)
    figure, canvas = blank()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, BOX[0] * 72), ylim=(0, BOX[1] * 72))
    axes.set_axis_off()
    axes.add_patch(PathPatch(Outline(points, pen.codes), facecolor="black", linewidth=0))
    return drawn(canvas)


def blank() -> tuple[Figure, FigureCanvasAgg]:
    """An empty figure whose pixels are points."""
    figure = Figure(figsize=BOX, dpi=72)
    return figure, FigureCanvasAgg(figure)


def drawn(canvas: FigureCanvasAgg) -> np.ndarray:
    """True where a figure has ink."""
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., 0] < 128


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two inks, at the shift of at most three pixels that fits best."""
    best = 0.0
    for dx in range(-3, 4):
        for dy in range(-3, 4):
            moved = np.roll(b, (dy, dx), (0, 1))
            best = max(best, float((a & moved).sum() / max(1, (a | moved).sum())))
    return best
