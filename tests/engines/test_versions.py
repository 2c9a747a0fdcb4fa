"""What a manifest says of packages and models."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

import pytest

from ghatana.engines import versions
from ghatana.engines.onnx_tagger import model_folder
from ghatana.recipe import Recipe


def test_the_shipped_model_is_told_by_its_digest() -> None:
    digest = hashlib.sha256((model_folder() / "model.onnx").read_bytes()).hexdigest()
    assert versions.models(Recipe.default().engines()) == {"onnx": digest}


def test_a_model_of_ones_own_is_told_apart(tmp_path: Path) -> None:
    for file in model_folder().iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "config.json").write_text('{"sha256": "abc"}', "utf-8")
    engine = f"onnx:{tmp_path}"
    assert versions.models(["onnx", engine])[engine] == "abc"


def test_rules_alone_have_no_model() -> None:
    recipe = Recipe.default().changed(ner="rules")
    assert versions.models(recipe.engines()) == {}
    assert "onnxruntime" not in versions.packages(recipe.engines())


def test_packages_are_those_that_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(versions.PACKAGES, "onnx", ("onnxruntime", "no-such-package"))
    found = versions.packages(["onnx", "rules"])
    assert found["onnxruntime"] == version("onnxruntime")
    assert "no-such-package" not in found
