"""The wheel holds everything it needs: installed outside the checkout, sockets blocked, it makes tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Runs in the interpreter that has the dependencies, with the wheel's files first on the path and no way out.
BLOCKED = """
import socket, sys
def refuse(*args, **kwargs):
    raise OSError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = refuse
sys.path.insert(0, sys.argv.pop(1))
import ghatana
assert ghatana.__file__.startswith(sys.path[0]), ghatana.__file__
from ghatana.cli import main
main(prog_name="ghatana")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT],
        check=True,
    )
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_runs_outside_the_checkout_without_a_network(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    record = {"text": "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది.", "published": "2024-06-13"}
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, site, "extract", "-", "--out", tmp_path / "run", "--format", "jsonl"],
        input=json.dumps(record, ensure_ascii=False),
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (launch,) = map(json.loads, (tmp_path / "run" / "launches.jsonl").read_text("utf-8").splitlines())
    assert (launch["payloads"], launch["date_edtf"]) == (["Chang'e 6"], "2024-05-03")


def test_the_wheel_holds_the_package_and_nothing_of_the_repository_beside_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert all(n.startswith(("ghatana/", "ghatana-")) for n in names)
    assert "ghatana/py.typed" in names
    assert any(n.startswith("ghatana/languages/te/") for n in names)
    assert any(n.startswith("ghatana/knowledge/data/") for n in names)
    assert not any("test" in n for n in names)
