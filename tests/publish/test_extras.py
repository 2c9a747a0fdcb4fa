"""What is not installed is named with the command that installs it, before anything is written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ghatana.errors import EngineUnavailable
from ghatana.publish import publish, push, validate
from ghatana.query import query


@pytest.mark.parametrize(
    "module", ["duckdb", "pandera.pandas", "frictionless", "mlcroissant", "huggingface_hub"]
)
def test_publication(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(EngineUnavailable, match=r"pip install 'ghatana\[(publish|query)\]'"):
        publish(made, tmp_path / "d")
    assert not (tmp_path / "d").exists()


def test_each_command_asks_for_what_it_uses_alone(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pandera.pandas", "frictionless", "mlcroissant", "huggingface_hub"):
        monkeypatch.setitem(sys.modules, module, None)
    assert query(made, "SELECT count(*) AS n FROM documents").to_pylist() == [{"n": 3}]
    with pytest.raises(EngineUnavailable, match=r"huggingface_hub, which uploads datasets"):
        push(tmp_path, "isro/events")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(EngineUnavailable, match=r"DuckDB, .*pip install 'ghatana\[query\]'"):
        query(made, "SELECT 1")
    monkeypatch.undo()
    assert validate(made) == []
