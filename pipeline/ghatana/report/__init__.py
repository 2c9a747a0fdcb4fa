"""The report: a run as one self-contained HTML page, its evidence highlighted in the articles' text."""

from __future__ import annotations

from pathlib import Path

from ghatana.errors import OutputExists, RunStopped, UsageError
from ghatana.report.page import MARK, render
from ghatana.report.reading import read_run

__all__ = ["page", "write_report"]


def page(run: Path) -> str:
    """The page of a finished run, as text.

    The same tables give the same page. It loads nothing from anywhere: data, style and script are inside, and its
    Content-Security-Policy refuses the rest.

    Args:
        run: a run folder with `documents`, `events` and `arguments` as Parquet; what else it lacks is left out.

    Raises:
        UsageError: if there is no finished run, or it lacks what the page is made of.
    """
    return render(read_run(run), run.resolve().name)


def write_report(run: Path, out: Path) -> int:
    """Write the page of a run to a file, whole or not at all; an older report there is replaced.

    Args:
        run: a run folder, as for `page`.
        out: the file.

    Returns:
        The file's size in bytes.

    Raises:
        UsageError: as `page`, or if the folder of `out` does not exist.
        OutputExists: if `out` is a folder, or a file that is no report.
        RunStopped: if the file cannot be written.
    """
    if not out.parent.is_dir():
        raise UsageError(
            f"The folder {out.parent} of the report does not exist. Make it, or name another file."
        )
    if out.exists() and not _is_report(out):
        raise OutputExists(f"{out} exists and is no report of ghatana. Name another file, or remove it.")
    content = page(run).encode("utf-8")
    aside = out.with_name(out.name + ".new")
    try:
        aside.write_bytes(content)
        aside.replace(out)
    except OSError as error:
        aside.unlink(missing_ok=True)
        why = error.strerror or str(error)
        raise RunStopped(f"The report cannot be written to {out} ({why}).") from error
    return len(content)


def _is_report(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK.encode("ascii")
