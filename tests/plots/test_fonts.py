"""Telugu is shaped as HarfBuzz shapes it, with the font that comes with the extra; without, one is told what to do."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib import font_manager

import harfbuzz
from ghatana.errors import EngineUnavailable
from ghatana.plots import fonts

# Conjuncts: letters below, a repha that stands behind, two below one another, a ZWNJ that keeps letters apart.
CONJUNCTS = ["క్ష", "స్త్ర", "ర్క్", "జ్ఞా", "ప్రయోగం", "నింగిలోకి", "రోస్కోస్మోస్‌లో", "చాంగ్'ఇ-6"]


def text_ink(text: str, names: Any) -> tuple[np.ndarray, float]:
    figure, canvas = harfbuzz.blank()
    held = figure.text(
        20 / 72 / harfbuzz.BOX[0], 60 / 72 / harfbuzz.BOX[1], text, size=harfbuzz.SIZE, family=names,
        va="baseline",
    )  # fmt: skip
    width = held.get_window_extent(canvas.get_renderer()).width
    return harfbuzz.drawn(canvas), width


@pytest.mark.parametrize("text", CONJUNCTS)
def test_conjuncts_have_the_width_of_harfbuzz(text: str) -> None:
    _, width = text_ink(text, list(fonts.families()))
    # The renderer rounds each glyph to whole pixels.
    assert width == pytest.approx(harfbuzz.width(fonts.telugu_font(), text), abs=len(text) + 1)


@pytest.mark.parametrize("text", CONJUNCTS[:5])
def test_conjuncts_have_the_ink_of_harfbuzz(text: str) -> None:
    ink, _ = text_ink(text, list(fonts.families()))
    assert harfbuzz.overlap(ink, harfbuzz.ink(fonts.telugu_font(), text)) > 0.9


@pytest.mark.parametrize("text", CONJUNCTS[:5])
def test_letters_set_one_by_one_would_be_told(text: str) -> None:
    """The comparison fails on what an older matplotlib draws: a letter, a virama, a letter."""
    file = fonts.telugu_font()
    apart = "\u200b".join(text)
    assert harfbuzz.glyphs(file, text) < len(text)
    ink, width = text_ink(apart, list(fonts.families()))
    assert width > harfbuzz.width(file, text) * 1.15
    assert harfbuzz.overlap(ink, harfbuzz.ink(file, text)) < 0.6


def test_no_letter_of_telugu_or_latin_is_a_box(recwarn: pytest.WarningsRecorder) -> None:
    letters = "".join(map(chr, [*range(0xC05, 0xC0D), *range(0xC15, 0xC29), 0xC66, 0x200C]))
    text_ink(letters + "Chang'e – → ◂ Чанъэ", list(fonts.families()))
    assert not [w for w in recwarn if "Glyph" in str(w.message)]


def test_the_font_is_the_packaged_one_under_a_name_of_its_own() -> None:
    name = fonts.families()[0]
    assert name == fonts.OURS
    found = font_manager.findfont(font_manager.FontProperties(family=name), fallback_to_default=False)
    assert Path(found) == fonts.telugu_font()
    assert fonts.telugu_font().name.startswith("NotoSansTelugu")
    fonts.families.cache_clear()
    assert fonts.families()[0] == name
    assert [e.name for e in font_manager.fontManager.ttflist].count(fonts.OURS) == 1


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a package one that is not installed."""
    real = builtins.__import__

    def hide(name: str) -> None:
        def hiding(wanted: str, *args: Any, **kwargs: Any) -> Any:
            if wanted.split(".")[0] == name:
                raise ModuleNotFoundError(f"No module named {wanted!r}", name=wanted)
            return real(wanted, *args, **kwargs)

        monkeypatch.setattr(builtins, "__import__", hiding)

    return hide


def test_without_the_package_a_font_of_the_system_is_taken(
    without: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    without("fontpkg")
    entries = [
        font_manager.FontEntry(fname=f"/fonts/{n}.ttf", name=family)
        for n, family in enumerate(["Pothana", fonts.FAMILY, fonts.FAMILY])
    ]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", entries[::-1])
    assert fonts.telugu_font() == Path("/fonts/1.ttf")


def test_without_any_font_the_command_is_given(
    without: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    without("fontpkg")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with pytest.raises(EngineUnavailable, match=r"pip install 'ghatana\[plots\]'.*fonts-noto-core"):
        fonts.telugu_font()


def test_a_package_without_the_family_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import fontpkg

    def missing(name: str) -> str:
        raise fontpkg.FamilyNotInstalled(name)

    monkeypatch.setattr(fontpkg, "path", missing)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with pytest.raises(EngineUnavailable, match="No Noto Sans Telugu was found"):
        fonts.telugu_font()


@pytest.mark.parametrize(
    ("found", "said"),
    [("3.10.9", r"3\.10\.9 is installed, which sets Telugu letters one by one"), (None, "not installed")],
)
def test_matplotlib_missing_or_too_old(found: str | None, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(_: str) -> str:
        if found is None:
            raise fonts.PackageNotFoundError
        return found

    monkeypatch.setattr(fonts, "version", version)
    with pytest.raises(EngineUnavailable, match=said) as raised:
        fonts.require_matplotlib()
    assert "pip install 'ghatana[plots]'" in raised.value.message


def test_matplotlib_new_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    for found in ("3.11.0", "3.11.2rc1", "4.0.0"):
        monkeypatch.setattr(fonts, "version", lambda _, found=found: found)
        fonts.require_matplotlib()
