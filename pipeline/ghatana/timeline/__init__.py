"""Events across documents: mentions of the same happening in many articles become one canonical event.

`build` makes the tables `timeline`, `claims` and `slips` from runs; `write` makes a folder of them. What rules they
follow is in docs/timeline.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from ghatana.timeline.folder import Outcome
    from ghatana.timeline.mentions import Mention

Run = Path | str | Mapping[str, Any]
__all__ = ["build", "rows_from", "write"]


def build(runs: Run | Iterable[Run], *, merge: Path | str | None = None) -> dict[str, pd.DataFrame]:
    """The timeline of one or several runs.

    Args:
        runs: run folders, or what `ghatana.extract` returns; in any order.
        merge: a folder that `write` or `ghatana timeline` made, whose claims are taken in too: the result is that of
            all runs at once.

    Returns:
        The DataFrames `timeline`, `claims` and `slips`; their columns are those of `ghatana schema`.

    Raises:
        UsageError: if a folder is no finished run of this schema version, or lacks a table that is needed.

    >>> import ghatana
    >>> from ghatana import timeline
    >>> texts = [
    ...     {"text": "చాంగ్ఇ-6ను మే 1న ప్రయోగించనున్నట్లు చైనా తెలిపింది.", "published": "2024-04-02"},
    ...     {"text": "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను ప్రయోగించింది.", "published": "2024-05-04"},
    ... ]
    >>> tables = timeline.build(ghatana.extract(texts))
    >>> tables["timeline"][["name", "status", "date_edtf", "n_claims"]].values.tolist()
    [["Chang'e 6", 'completed', '2024-05-03', 2]]

    """
    from ghatana.tables.schema import ACROSS
    from ghatana.tables.write import arrow_table

    rows = rows_from(_mentions(runs, merge))
    return {table.name: arrow_table(table, rows[table.name]).to_pandas() for table in ACROSS}


def write(
    runs: Run | Iterable[Run],
    out: Path | str,
    *,
    merge: Path | str | None = None,
    formats: Iterable[str] = ("parquet",),
) -> Outcome:
    """The timeline of one or several runs, as a folder of tables and a manifest.

    Args:
        runs: as `build` takes them.
        out: the folder to make; new or empty.
        merge: as `build` takes it.
        formats: of parquet, csv and jsonl.

    Raises:
        UsageError: as `build` does; for an unknown format; OutputExists if `out` holds something.
        RunStopped: if `out` cannot be written.
    """
    from ghatana.timeline.folder import claim, fill

    target = claim(Path(out), formats)
    return fill(target, rows_from(_mentions(runs, merge)), tuple(formats))


def rows_from(mentions: Iterable[Mention]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of the three tables, by name. They depend on the set of mentions, and on no order."""
    from ghatana.timeline.cluster import cluster
    from ghatana.timeline.mentions import unique
    from ghatana.timeline.rows import rows_of

    return rows_of(cluster(unique(mentions)))


def _mentions(runs: Run | Iterable[Run], merge: Path | str | None) -> Iterable[Mention]:
    from ghatana.timeline.folder import read_claims, read_run

    given = [runs] if isinstance(runs, (str, Path, Mapping)) else list(runs)
    for run in given:
        yield from read_run(run)
    if merge is not None:
        yield from read_claims(Path(merge))
