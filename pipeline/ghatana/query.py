"""SQL over the tables of a run or of a published dataset: DuckDB on its Parquet files.

Nothing can be written, no other file can be read and no extension is fetched: the connection sees the folder's
tables alone, and its settings are locked before the first statement of the user's
(https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview).
"""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import IO, Any

from ghatana.errors import EngineUnavailable, QueryError, UsageError
from ghatana.tables.cells import plain_json, write_csv
from ghatana.tables.files import parquet_files

FORMATS = ("table", "csv", "jsonl", "parquet")
READING = (
    "SELECT",
    "EXPLAIN",
)  # kinds of statement; WITH, VALUES, DESCRIBE, SUMMARIZE and SHOW count as SELECT
LOCKED = (
    "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET TimeZone = 'UTC'",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
BATCH_ROWS = 50_000
ALL = 1_000_000  # as good as no limit to what is shown


def query(folder: str | Path, sql: str) -> Any:
    """Run one SQL statement that reads, over the tables of a folder; each table is a view of that name.

    Args:
        folder: a run folder or a published dataset.
        sql: DuckDB's SQL; without ORDER BY, rows come in the order of the files.

    Returns:
        The rows as a `pyarrow.Table`.

    Raises:
        QueryError: if the statement fails, would change something, or is not one.
        UsageError: if the folder holds no table.
        EngineUnavailable: if DuckDB is not installed.

    >>> import tempfile
    >>> from ghatana.tables.schema import BY_NAME
    >>> from ghatana.tables.write import ParquetWriter
    >>> run = Path(tempfile.mkdtemp())
    >>> ParquetWriter(run / "launches.parquet", BY_NAME["launches"]).close()
    >>> query(run, "SELECT count(*) AS n FROM launches").to_pylist()
    [{'n': 0}]

    """
    with connect(folder) as connection, _explained(connection):
        return run(connection, sql).to_arrow_table()


def print_query(folder: str | Path, sql: str, form: str, out: IO[str], width: int | None = None) -> None:
    """Write what a statement gives to a text stream as `table`, `csv` or `jsonl`, or to its buffer as `parquet`.

    Errors as `query` raises them. `width` is how many columns of a terminal a `table` may take.
    """
    with connect(folder) as connection, _explained(connection):
        relation = run(connection, sql)
        if form == "table":
            out.write(_boxed(relation, width))
            return
        reader = relation.to_arrow_reader(BATCH_ROWS)
        if form == "csv":
            write_csv(reader, reader.schema.names, out)
        elif form == "jsonl":
            for batch in reader:
                for row in batch.to_pylist():
                    out.write(json.dumps(row, ensure_ascii=False, default=plain_json) + "\n")
        else:
            _write_parquet(reader, out)


def connect(folder: str | Path) -> Any:
    """A DuckDB connection in memory with a view for each table of the folder, locked. Errors as of `query`."""
    files = parquet_files(Path(folder))
    connection = database()
    try:
        allowed = [str(path.absolute()) for paths in files.values() for path in paths]
        connection.execute(f"SET allowed_paths = {_list(allowed)}")
        for name, paths in files.items():
            make_view(connection, name, paths)
        for setting in LOCKED:
            connection.execute(setting)
    except _duckdb().Error as error:
        connection.close()
        raise UsageError(f"The tables in {folder} cannot be read: {error}") from error
    return connection


def database(path: Path | None = None) -> Any:
    """A DuckDB connection: in memory, or to a database file; EngineUnavailable if DuckDB is not installed."""
    connection = _duckdb().connect(str(path) if path else ":memory:")
    # It would be printed among the data. In a notebook without ipywidgets it is off, and may not even be set to off.
    if connection.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(True,)]:
        connection.execute("SET enable_progress_bar = false")
    return connection


def make_view(connection: Any, name: str, paths: list[Path]) -> None:
    """Make a view `name` of Parquet files with the same columns."""
    listed = _list([str(path.absolute()) for path in paths])
    connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet({listed})')


def run(connection: Any, sql: str) -> Any:
    """The relation of one statement that reads; QueryError if it is another kind, or several."""
    try:
        sql.encode("utf-8")
    except UnicodeEncodeError as error:
        raise QueryError(f"The statement is no UTF-8 at character {error.start}. Type it anew.") from None
    try:
        statements = connection.extract_statements(sql)
    except _duckdb().Error as error:
        raise QueryError(_message(connection, error)) from error
    if len(statements) != 1:
        raise QueryError(f"Expected one SQL statement, found {len(statements)}. Run them one by one.")
    kind = str(statements[0].type).rpartition(".")[2]
    if kind not in READING:
        raise QueryError(
            f"{kind} is not a statement that reads. Tables are not changed here: use SELECT, WITH, DESCRIBE, "
            "SUMMARIZE, SHOW TABLES or EXPLAIN."
        )
    return connection.sql(statements[0].query)


def quoted(text: str) -> str:
    """A string as an SQL literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def _list(texts: list[str]) -> str:
    return "[" + ", ".join(map(quoted, texts)) + "]"


def _duckdb() -> Any:
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            "DuckDB, which reads and queries the tables, is not installed. Install it: pip install 'ghatana[query]'"
        ) from error
    return duckdb


@contextlib.contextmanager
def _explained(connection: Any) -> Any:
    """DuckDB's errors, in parsing or part-way through the rows, with the tables that there are.

    And those of values that it has and neither Arrow nor Python: days after the year 9999, intervals in Parquet.
    """
    import pyarrow as pa

    try:
        yield
    except (_duckdb().Error, pa.ArrowException, OverflowError, UnicodeError) as error:
        raise QueryError(_message(connection, error)) from error


def _message(connection: Any, error: Exception) -> str:
    # A cursor of its own, for a result that broke off may still be open.
    tables = ", ".join(row[0] for row in connection.cursor().execute("SHOW TABLES").fetchall())
    said = str(error).strip()
    return f"The query failed. {said}\nTables here: {tables}. Columns: DESCRIBE <table>, or `ghatana schema`."


def _boxed(relation: Any, width: int | None) -> str:
    held = io.StringIO()
    with contextlib.redirect_stdout(held):
        if width:
            relation.show(max_width=width, max_rows=ALL)
        else:
            relation.show(max_width=ALL, max_rows=ALL, max_col_width=ALL)
    return held.getvalue().rstrip("\n") + "\n"


def _write_parquet(reader: Any, out: IO[str]) -> None:
    import pyarrow.parquet as pq

    held = io.BytesIO()  # a Parquet writer wants to seek; the end of the file says where its parts are
    with pq.ParquetWriter(held, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
    out.flush()
    binary = getattr(out, "buffer", None)
    if binary is None:
        raise UsageError("Parquet is binary and this output takes text alone.")
    binary.write(held.getvalue())
    binary.flush()
