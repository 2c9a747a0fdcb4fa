"""One Spark on this machine for all tests, which run by themselves: they need Java 17 and

`pip install -e '.[test,spark]'`. Nothing is skipped where one is missing: the tests fail and say so.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ghatana.run.spark.session import Cluster, spark_session
from spark_runs import ROOT, SPACE

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Python and Java talk over the loopback."""
    for item in items:
        if HERE in Path(item.fspath).parents:
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def switches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that ask for trouble; see `hostile/sitecustomize.py`."""
    return tmp_path_factory.mktemp("switches")


@pytest.fixture(scope="session")
def spark(switches: Path) -> Iterator[Any]:
    """Spark on two cores, whose workers load `hostile/sitecustomize.py`, as this process does."""
    from pytest_socket import enable_socket

    enable_socket()
    os.environ["GHATANA_TEST_SWITCHES"] = str(switches)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE / "hostile"), os.environ.get("PYTHONPATH", "")])
    sys.path.insert(0, str(HERE / "hostile"))
    sys.modules.pop("sitecustomize", None)
    __import__("sitecustomize")
    with spark_session(Cluster("local[2]")) as spark:
        yield spark


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Some hundred records in every kind of file: repeated ids and texts within and across them, and bad input."""
    folder = tmp_path_factory.mktemp("mixed")
    articles = [p.read_text("utf-8") for p in sorted((ROOT / "corpus" / "articles").glob("*.txt"))]
    records = []
    for i in range(300):
        text = f"{SPACE} {articles[i % len(articles)][:160]} {i % 170}"
        record = {"text": text, "published": f"2024-06-{i % 28 + 1:02d}", "url": f"https://example.org/{i}"}
        if i % 3:
            record["id"] = f"d{i % 230}"  # comes again after 230
        records.append(record)
    records[7]["text"] = records[8]["text"] = "FAIL"
    lines = [json.dumps(r, ensure_ascii=False) for r in records]
    lines[11], lines[60], lines[61] = "{broken", '{"no": "text"}', '{"text": "\\ud800"}'
    (folder / "a.jsonl").write_text("\n".join(lines[:120]) + "\n", "utf-8")
    with gzip.open(folder / "b.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines[120:200]) + "\n")
    pq.write_table(pa.Table.from_pylist(records[200:270]), folder / "c.parquet")
    rows = "".join(f'"{r["text"]}",{r.get("id", "")},{r["published"]}\n' for r in records[270:])
    (folder / "d.csv").write_text("text,id,published\n" + rows, "utf-8")
    (folder / "e.txt").write_bytes(b"\xff\xfe not utf-8")
    return [folder]
