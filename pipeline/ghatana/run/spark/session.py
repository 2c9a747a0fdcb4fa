"""Starting Spark: what must be installed, what is set, and what is said when it cannot be had."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ghatana.errors import EngineUnavailable, RunStopped, UsageError

LOOPBACK = "127.0.0.1"
# An Arrow batch holds whole texts: few records, so that long ones fit into memory.
ARROW_RECORDS = "256"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark runs and how: names as on the command line.

    Args:
        master: a Spark master URL; None leaves it to `spark-submit`, or to the configuration that `SPARK_HOME` or
            `SPARK_CONF_DIR` names, and without those is `local[*]`.
        conf: Spark settings, which win over ours.
        partitions: how many pieces the input is worked on in; None goes by the size of the input.
    """

    master: str | None = None
    conf: Mapping[str, str] = field(default_factory=dict)
    partitions: int | None = None

    @property
    def managed(self) -> bool:
        """True if the master is chosen outside of this package."""
        outside = ("PYSPARK_GATEWAY_PORT", "SPARK_HOME", "SPARK_CONF_DIR")
        return self.master is None and (
            "spark.master" in self.conf or any(name in os.environ for name in outside)
        )

    @property
    def local(self) -> bool:
        """True if Spark runs on this machine alone."""
        return not self.managed and (self.master or "local").startswith("local")

    def check(self) -> None:
        """Raise UsageError for a number that cannot be."""
        if self.partitions is not None and self.partitions < 1:
            raise UsageError(f"--partitions is {self.partitions}; expected at least 1.")
        if self.master and self.master.startswith("sc://"):
            raise UsageError(
                f"--master is {self.master}, a Spark Connect server; expected a master that this process can be the "
                "driver of: local[N], spark://HOST:PORT, yarn or k8s://…"
            )

    @classmethod
    def of(cls, master: str | None, pairs: tuple[str, ...], partitions: int | None) -> Cluster:
        """From the command line's `--conf KEY=VALUE`; UsageError for a pair that is none.

        >>> Cluster.of("local[2]", ("spark.ui.enabled=true",), None).conf
        {'spark.ui.enabled': 'true'}
        """
        if bad := [pair for pair in pairs if "=" not in pair.strip("=")]:
            raise UsageError(
                f"--conf {bad[0]!r} is no setting; expected KEY=VALUE, as spark-submit takes it."
            )
        return cls(master, dict(pair.split("=", 1) for pair in pairs), partitions)


def check_installed() -> None:
    """Raise EngineUnavailable if PySpark or Java is not there."""
    if find_spec("pyspark") is None:
        raise EngineUnavailable(
            "The engine 'spark' needs PySpark, which is not installed. Install it with pip install 'ghatana[spark]'."
        )
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        where = f"JAVA_HOME is {home}, which holds no bin/java" if home else "there is no `java` on the PATH"
        raise EngineUnavailable(
            f"The engine 'spark' needs Java 17 or newer, and {where}. Install it (apt-get install "
            "openjdk-17-jre-headless, or conda install openjdk=17), or set JAVA_HOME."
        )


def settings(cluster: Cluster) -> dict[str, str]:
    """What Spark is started with: the user's settings over ours."""
    ours = {
        # What goes wrong, and how far the run is, this package tells itself.
        "spark.log.level": "FATAL",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": ARROW_RECORDS,
        # Two attempts at one piece would only compete for the machines: a slow document has a deadline already.
        "spark.speculation": "false",
    }
    if cluster.local:
        ours |= {
            "spark.ui.enabled": "false",
            "spark.driver.host": LOOPBACK,
            "spark.driver.bindAddress": LOOPBACK,
        }
    return ours | dict(cluster.conf)


@contextmanager
def spark_session(cluster: Cluster) -> Iterator[Any]:
    """A `pyspark.sql.SparkSession`: the one that is active, or one that is started and stopped again.

    Raises:
        EngineUnavailable: if PySpark or Java is missing, or Java does not start.
        RunStopped: if the master cannot be reached.
    """
    check_installed()
    from pyspark.sql import SparkSession

    with warnings.catch_warnings():
        # PySpark warns of pandas 3; only Arrow crosses between Spark and this package.
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        active = SparkSession.getActiveSession()
        spark = active or _started(cluster, SparkSession)
        try:
            yield spark
        finally:
            if active is None:
                spark.stop()


def _started(cluster: Cluster, kind: Any) -> Any:
    builder = kind.builder.appName("ghatana")
    # PySpark has no other way than the environment for these two: it reads the first itself, and Java the second.
    # Without the first, workers would be whatever `python3` is on their PATH.
    os.environ.setdefault("PYSPARK_PYTHON", cluster.conf.get("spark.pyspark.python", sys.executable))
    if cluster.local:
        os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
    if not cluster.managed:
        builder = builder.master(cluster.master or "local[*]")
    for name, value in settings(cluster).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    # Py4J raises errors of its own, of PySpark and of Java here; each means that there is no Spark to work with.
    except Exception as error:
        if "JAVA_GATEWAY_EXITED" in str(error):
            raise EngineUnavailable(
                "The engine 'spark' could not start Java; what Java said is above. PySpark 4 needs Java 17 or newer: "
                "see `java -version`, and set JAVA_HOME to the right one."
            ) from error
        first = str(error).strip().splitlines()[0]
        raise RunStopped(
            f"Spark could not be started on {cluster.master or 'the default master'}: {first}. Check --master and "
            "--conf, then continue with --resume."
        ) from error
