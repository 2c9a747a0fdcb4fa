"""The run folder: tables written aside, then renamed; `run.json` last, so that its presence means "whole"."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ghatana.errors import OutputExists, RunStopped
from ghatana.run.duplicates import Duplicates
from ghatana.tables.rows import Rows
from ghatana.tables.schema import BY_NAME, TABLES
from ghatana.tables.write import WRITERS, ParquetWriter, Writer, file_sha256, read_rows

ASIDE = ".part"
MANIFEST = "run.json"
# Rows held back until a row group is worth writing.
FLUSH_DOCUMENTS = 2_000


class RunFolder:
    """Collects rows and writes every table in every format asked for."""

    def __init__(self, path: Path, formats: Sequence[str], tables: Sequence[str]) -> None:
        """Make the folder, or take an empty one.

        Raises:
            OutputExists: if it holds a run or other files.
            RunStopped: if it cannot be made or written.

        """
        self.path, self.tables = path, tuple(tables)
        self._aside = path / ASIDE
        if path.exists() and not path.is_dir():
            raise OutputExists(f"The output {path} is a file; name a folder that is empty or does not exist.")
        if (path / MANIFEST).exists():
            raise OutputExists(
                f"The folder {path} holds a run already ({MANIFEST}). Name another, or remove it first."
            )
        try:
            path.mkdir(parents=True, exist_ok=True)
            if others := sorted(p.name for p in path.iterdir() if p.name != ASIDE):
                raise OutputExists(
                    f"The folder {path} is not empty ({', '.join(others[:3])}…). Name an empty or new one."
                )
            shutil.rmtree(self._aside, ignore_errors=True)  # left by a run that was stopped
            self._aside.mkdir()
            self._open(formats)
        except OSError as error:
            raise RunStopped(_cannot_write(path, error)) from error
        self._rows: Rows = {}
        self._duplicates = Duplicates()
        self.counts = dict.fromkeys(self.tables, 0)

    def _open(self, formats: Sequence[str]) -> None:
        self._writers: dict[tuple[str, str], Writer] = {
            (t.name, f): WRITERS[f](self._aside / f"{t.name}.{f}", t)
            for t in TABLES
            if t.name in self.tables
            for f in formats
        }
        # Which document of a text is the first is known at the end alone: `documents` waits here till then.
        self._staged = self._aside / "documents.staged"
        self._staging = ParquetWriter(self._staged, BY_NAME["documents"])

    def add(self, rows: Rows) -> None:
        """Take rows of any tables; those of tables not asked for are dropped."""
        self._duplicates.see(rows.get("documents", ()))
        for name, items in rows.items():
            self._rows.setdefault(name, []).extend(items)
            if name in self.counts:
                self.counts[name] += len(items)
        if len(self._rows.get("documents", ())) >= FLUSH_DOCUMENTS:
            self._flush()

    def _flush(self) -> None:
        try:
            self._staging.write(self._rows.get("documents", []))
            for (name, _), writer in self._writers.items():
                if name != "documents":
                    writer.write(self._rows.get(name, []))
        except OSError as error:
            raise RunStopped(_cannot_write(self.path, error)) from error
        self._rows = {}

    def finish(self, manifest: dict[str, Any], timings: dict[str, Any]) -> None:
        """Write what is held back, rename the files into place and write the manifest."""
        self._flush()
        try:
            self._write_documents()
            for writer in self._writers.values():
                writer.close()
            listed = {}
            for name, kind in self._writers:
                file = self._aside / f"{name}.{kind}"
                listed[file.name] = {"sha256": file_sha256(file), "rows": self.counts[name]}
                file.rename(self.path / file.name)
            content = {**manifest, "files": listed, "timings": timings}
            part = self._aside / MANIFEST
            part.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            part.rename(self.path / MANIFEST)
            self._aside.rmdir()
        except OSError as error:
            raise RunStopped(_cannot_write(self.path, error)) from error

    def _write_documents(self) -> None:
        self._staging.close()
        writers = [w for (name, _), w in self._writers.items() if name == "documents"]
        for rows in read_rows(self._staged):
            marked = self._duplicates.marked(rows)
            for writer in writers:
                writer.write(marked)
        self._staged.unlink()

    def abandon(self) -> None:
        """Remove what was written aside; the folder then holds nothing that looks like a run."""
        for writer in (self._staging, *self._writers.values()):
            writer.close()
        shutil.rmtree(self._aside, ignore_errors=True)


def _cannot_write(path: Path, error: OSError) -> str:
    return f"The run stopped: {path} cannot be written ({error.strerror or error}). Free space or name another folder with --out."
