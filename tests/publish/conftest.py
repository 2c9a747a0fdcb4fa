"""A run to publish, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
import urllib3  # its import looks for IPv6, and blocked sockets would warn of that

import publish_runs

assert urllib3


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_runs.extract(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return publish_runs.copied(made, tmp_path / "run")
