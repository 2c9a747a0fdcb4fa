"""The generated table of countries is what its script makes of CLDR and the hand-made aliases."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "models" / "knowledge" / "build_countries.py"
ALIASES = ROOT / "models" / "knowledge" / "country_aliases.tsv"
SHIPPED = (files("ghatana.knowledge") / "data" / "countries.tsv").read_text(encoding="utf-8")


def _release() -> str | None:
    """The release of babel that is installed, if one is: it is an extra, and other releases know other names."""
    try:
        return importlib.metadata.version("babel")
    except importlib.metadata.PackageNotFoundError:
        return None


def test_regenerate_and_compare() -> None:
    pinned = re.search(r'^BABEL = "(.+)"$', SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned is not None
    if _release() == pinned[1]:
        spec = importlib.util.spec_from_file_location("build_countries", SCRIPT)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert module.table() == SHIPPED


def test_every_alias_made_by_hand_is_in_the_table() -> None:
    rows = {line.split("\t")[5]: line.split("\t") for line in SHIPPED.splitlines() if line.count("\t") >= 5}
    lines = [line for line in ALIASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        code, _, names, aliases = [*line.split("\t"), ""][:4]
        assert {n for n in names.split("|") if n} <= set(rows[code][3].split("|")), code
        assert {a.replace("\u200c", "") for a in aliases.split("|") if a} <= set(rows[code][4].split("|")), (
            code
        )


def test_aliases_are_sorted_by_code_and_unique() -> None:
    lines = [line for line in ALIASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    codes = [line.split("\t")[0] for line in lines]
    assert codes[0] == "code"
    assert codes[1:] == sorted(set(codes[1:]))
