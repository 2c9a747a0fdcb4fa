"""Figures: without pyplot, shown by notebooks, every text in a font that has Telugu."""

from __future__ import annotations

import struct
import subprocess
import sys
from datetime import date

import pytest
from matplotlib.text import Text

import ghatana.plots
from ghatana.errors import EngineUnavailable
from ghatana.plots import fonts, timeline
from ghatana.plots.canvas import CSS_DPI, SCREEN_DPI, Plot, day_number, new_plot
from plot_tables import launch, tables

DAY = date(2024, 5, 3)


def a_plot() -> Plot:
    return timeline(tables([launch("a", DAY, None, payloads=["చాంగ్'ఇ-7"])]))


def test_a_notebook_gets_a_sharp_picture_of_the_right_size() -> None:
    figure = a_plot()
    png, size = figure._repr_png_()
    width, height = struct.unpack(">II", png[16:24])
    inches = figure.get_size_inches()
    assert (width, height) == tuple(int(i * SCREEN_DPI) for i in inches)
    assert size == {"width": round(inches[0] * CSS_DPI), "height": round(inches[1] * CSS_DPI)}
    assert figure._repr_png_() == (png, size)


def test_every_text_has_a_telugu_font() -> None:
    figure = a_plot()
    figure.draw_without_rendering()
    texts = [t for t in figure.findobj(Text) if t.get_text()]  # type: ignore[attr-defined]
    assert len(texts) > 5
    for text in texts:
        assert text.get_fontfamily()[0] == fonts.OURS  # type: ignore[attr-defined]


def test_days_are_counted_from_1970() -> None:
    assert [day_number(date(1970, 1, d)) for d in (1, 2)] == [0.0, 1.0]


def test_a_plot_is_as_large_as_asked() -> None:
    figure, axes = new_plot(5, 2)
    assert tuple(figure.get_size_inches()) == (5, 2)
    assert axes.figure is figure


def test_pyplot_is_not_loaded_and_matplotlib_only_when_a_plot_is_made() -> None:
    code = (
        "import sys, ghatana.plots\n"
        "assert 'matplotlib' not in sys.modules\n"
        "import pandas as pd\n"
        "from ghatana.plots import sources\n"
        "sources({'events': pd.DataFrame({'sources': [['A']], 'published': ['2024-05-03'], 'confidence': [1.0]})})\n"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", ghatana.plots.__all__)
def test_each_plot_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> str:
        raise fonts.PackageNotFoundError

    monkeypatch.setattr(fonts, "version", missing)
    fonts.families.cache_clear()
    with pytest.raises(EngineUnavailable, match=r"pip install 'ghatana\[plots\]'"):
        getattr(ghatana.plots, name)({})
