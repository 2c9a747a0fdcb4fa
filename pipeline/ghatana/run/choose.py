"""Which runner does a run: the local one, or Spark's. Spark is looked for only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ghatana.errors import UsageError
from ghatana.run.local import run
from ghatana.run.options import Outcome

ENGINES = ("local", "spark")


def runner(
    engine: str,
    master: str | None = None,
    conf: tuple[str, ...] = (),
    partitions: int | None = None,
    *,
    workers_given: bool = False,
) -> Callable[..., Outcome]:
    """The function that does a run, called as `ghatana.run.run` is.

    Args:
        engine: "local" or "spark".
        master: a Spark master URL.
        conf: Spark settings, each KEY=VALUE.
        partitions: pieces of the input.
        workers_given: whether the user chose a number of workers, which only the local runner has.

    Raises:
        UsageError: for an option that the other engine takes.

    >>> runner("local").__module__
    'ghatana.run.local'
    """
    if engine == "spark":
        from ghatana.run import spark

        if workers_given:
            raise UsageError(
                "--workers is for --engine local; of Spark, --master local[N] or the cluster decides."
            )
        return partial(spark.run, cluster=spark.Cluster.of(master, conf, partitions))
    if given := [
        name for name, value in (("master", master), ("conf", conf), ("partitions", partitions)) if value
    ]:
        raise UsageError(f"--{given[0]} is for --engine spark; add that, or leave --{given[0]} out.")
    return run
