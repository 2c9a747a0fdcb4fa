"""The tables of a run as one object: a dict of DataFrames that shows itself."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ghatana.display.style import framed

if TYPE_CHECKING:
    import pandas as pd

    _Frames = dict[str, pd.DataFrame]
else:
    _Frames = dict

SHOWN = ("station_phases", "launches", "agreements", "quarantine")
ROWS = 10
# Long, or the same in every row: looked up in the DataFrame itself when wanted.
LEFT_OUT = ("event_id", "doc_id", "evidence", "published", "url", "review", "text_sha256", "raw")


class Tables(_Frames):
    """DataFrames by the name of their table, in the order of `ghatana schema`; a dict in every respect.

    In a notebook it shows how many rows there are, and the first rows of the tables made for reading.
    """

    def __repr__(self) -> str:
        width = max(map(len, self), default=0)
        lines = [f"{name:<{width}}  {len(frame):>7,} rows" for name, frame in self.items()]
        return "\n".join(lines) or "no tables"

    def _repr_html_(self) -> str:
        shown = [_counts(self)]
        for name in SHOWN:
            if name in self and len(self[name]):
                shown.append(_first_rows(name, self[name]))
        return framed("".join(shown), "en")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def _counts(tables: Tables) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td class="g-number">{len(frame):,}</td></tr>'
        for name, frame in tables.items()
    )
    head = '<tr><th scope="col">table</th><th scope="col">rows</th></tr>'
    return f'<table class="g-counts"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def _first_rows(name: str, frame: pd.DataFrame) -> str:
    import pandas as pd

    chosen = frame[[c for c in frame.columns if c not in LEFT_OUT]].head(ROWS)
    text = chosen.map(_cell)
    of = f"first {ROWS} of {len(frame):,}" if len(frame) > ROWS else f"{len(frame):,}"
    with pd.option_context("display.max_colwidth", 80):
        html = text.to_html(escape=True, index=False, border=0)
    return f'<p class="g-head"><b>{escape(name)}</b> · {of} rows</p><div class="g-scroll">{html}</div>'


def _cell(value: Any) -> str:
    """Lists joined as in the CSV files, nulls empty."""
    import pandas as pd

    if isinstance(value, str):
        return value
    if hasattr(value, "__iter__"):
        return " | ".join(map(str, value))
    if pd.isna(value):
        return ""
    # A column of whole numbers with nulls comes from Parquet as one of floats.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
