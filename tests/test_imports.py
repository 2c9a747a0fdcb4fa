"""What is loaded when: a light import, and layers that go one way (lint-imports checks the rest)."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "pandas",
    "pyarrow",
    "numpy",
    "spacy",
    "stanza",
    "torch",
    "transformers",
    "onnxruntime",
    "tokenizers",
    "indicnlp",
    "lxml",
    "trafilatura",
    "warcio",
    "datasets",
    "pyspark",
    "py4j",
    "duckdb",
    "pandera",
    "frictionless",
    "mlcroissant",
    "huggingface_hub",
    "jinja2",
    "matplotlib",
    "networkx",
    "fontpkg",
)


def loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        "import ghatana",
        "import ghatana.cli\ntry: ghatana.cli.main(['--help'])\nexcept SystemExit: pass",
        "import ghatana\nghatana.times('మే 3న', published='2024-06-13')",
        "import ghatana.recipe, ghatana.run, ghatana.sources",
        "import ghatana.display, ghatana.plots",
        "import ghatana.publish, ghatana.query",
    ],
    ids=["import", "help", "times", "recipe", "show", "publish"],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert not loaded_after(code) & set(HEAVY)


def test_the_public_names_are_there() -> None:
    import ghatana

    for name in ghatana.__all__:
        assert getattr(ghatana, name) is not None
        assert name in dir(ghatana)
    assert ghatana.__version__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ghatana.nothing
