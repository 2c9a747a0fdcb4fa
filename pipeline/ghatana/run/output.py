"""The run folder: tables put together from finished shards, `run.json` last, so that its presence means "whole".

While a run goes on, everything is in `RUN/.part`: what the run is (`state.json`), the finished shards, and the
tables being put together. A run that stopped, at whatever point, is continued from there by `--resume`.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ghatana.errors import OutputExists, RunStopped, UsageError
from ghatana.run.duplicates import Duplicates
from ghatana.run.shards import ShardStore
from ghatana.tables.corrections import Corrections
from ghatana.tables.review import outcome
from ghatana.tables.schema import BY_NAME, SCHEMA_VERSION, SKETCHES
from ghatana.tables.write import WRITERS, ParquetWriter, file_sha256

ASIDE, MANIFEST, STATE = ".part", "run.json", "state.json"


class RunFolder:
    """A run folder being filled.

    Args:
        path: the folder; made, or empty, or with `resume` one that holds an unfinished run of the same identity.
        identity: what decides the rows: recipe, options, schema. A run is continued only with the same.
        tables: those to keep.

    Raises:
        OutputExists: if the folder holds something else.
        UsageError: if the run in it has another identity.
        RunStopped: if it cannot be made or written.
    """

    def __init__(
        self, path: Path, identity: dict[str, Any], tables: Sequence[str], *, resume: bool = False
    ) -> None:
        self.path, self.tables = path, tuple(tables)
        self._aside = path / ASIDE
        if path.exists() and not path.is_dir():
            raise OutputExists(f"The output {path} is a file; name a folder that is empty or does not exist.")
        self.finished = (path / MANIFEST).exists() and not (self._aside / STATE).exists()
        if self.finished:
            if not resume:
                raise OutputExists(
                    f"The folder {path} holds a run already ({MANIFEST}). Name another, or remove it."
                )
            before = read_manifest(path)
            _require_same(_identity_of(before, identity), identity, path)
            return
        try:
            self._take(identity, resume)
            self.store = ShardStore(self._aside / "shards", {*tables, "documents", "events", "quarantine"})
        except OSError as error:
            raise RunStopped(cannot_write(path, error)) from error

    def _take(self, identity: dict[str, Any], resume: bool) -> None:
        state = self._aside / STATE
        if state.exists():
            if not resume:
                raise OutputExists(
                    f"The folder {self.path} holds a run that was stopped. Continue it with --resume, name another "
                    "folder, or remove it."
                )
            _require_same(_read_state(state), identity, self.path)
            return
        self.path.mkdir(parents=True, exist_ok=True)
        if others := sorted(p.name for p in self.path.iterdir() if p.name != ASIDE):
            raise OutputExists(
                f"The folder {self.path} is not empty ({', '.join(others[:3])}…). Name an empty or new one."
            )
        self._aside.mkdir(exist_ok=True)
        _write_whole(state, identity)

    def finish(
        self, shards: Sequence[str], formats: Sequence[str], manifest: dict[str, Any], *, keep: bool
    ) -> dict[str, Any]:
        """Put the tables together from the shards, in order, and write the manifest; returns the manifest.

        With `keep`, the shards stay for a `--resume` that tries again what ran out of time.
        """
        try:
            aside = self.fresh_aside()
            counts = {name: self._put_together(name, shards, formats, aside) for name in self.tables}
            files = {p.name: {"sha256": file_sha256(p), "rows": counts[p.stem]} for p in aside.iterdir()}
            return self.place(files, manifest, keep=keep)
        except OSError as error:
            raise RunStopped(cannot_write(self.path, error)) from error

    def fresh_aside(self) -> Path:
        """An empty folder for tables being put together."""
        aside = self.path / ASIDE / "tables"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        return aside

    def place(self, files: dict[str, Any], manifest: dict[str, Any], *, keep: bool) -> dict[str, Any]:
        """Move finished tables (files, or folders of parts) from the folder aside to the run, manifest last."""
        aside = self._aside / "tables"
        names = sorted(files, key=lambda n: (self.tables.index(Path(n).stem), Path(n).suffix))
        manifest["files"] = {name: files[name] for name in names}
        (self.path / MANIFEST).unlink(missing_ok=True)  # of a run that is done again in part
        for name in names:
            _remove(self.path / name)
            (aside / name).rename(self.path / name)
        _write_whole(self.path / MANIFEST, manifest)
        if keep:
            aside.rmdir()
        else:
            shutil.rmtree(self._aside)
        return manifest

    def _put_together(self, name: str, shards: Sequence[str], formats: Sequence[str], aside: Path) -> int:
        duplicates = self._duplicates(shards) if name == "documents" else None
        if tuple(formats) == ("parquet",):
            return self._copied(name, shards, aside, duplicates)
        writers = [WRITERS[f](aside / f"{name}.{f}", BY_NAME[name]) for f in formats]
        count = 0
        for rows in self.store.rows(shards, name):
            count += len(rows)
            for writer in writers:
                writer.write(duplicates.marked(rows) if duplicates else rows)
        for writer in writers:
            writer.close()
        return count

    def _duplicates(self, shards: Sequence[str]) -> Duplicates:
        """What tells the documents of the shards whose text came before."""
        duplicates = Duplicates()
        for rows in self.store.rows(shards, SKETCHES.name):
            duplicates.take(rows)
        return duplicates

    def _copied(self, name: str, shards: Sequence[str], aside: Path, duplicates: Duplicates | None) -> int:
        """A table from Parquet to Parquet: no row becomes a Python object."""
        writer = ParquetWriter(aside / f"{name}.parquet", BY_NAME[name])
        count = 0
        for group in self.store.groups(shards, name):
            count += group.num_rows
            writer.write([_with_originals(group, duplicates) if duplicates else group])
        writer.close()
        return count

    def events_by_type(self, shards: Sequence[str]) -> Counter[str]:
        """How many events of each type the shards hold."""
        types = (group.column("type") for group in self.store.groups(shards, "events"))
        return Counter(kind for column in types for kind in column.to_pylist())

    def corrected(self, shards: Sequence[str], corrections: Corrections) -> dict[str, Any]:
        """What became of the corrections, for the manifest."""
        rows = (row for held in self.store.rows(shards, "corrections") for row in held)
        return {"source": corrections.source, "sha256": corrections.sha256, **outcome(rows, corrections)}


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a finished run; UsageError if there is none."""
    try:
        manifest: dict[str, Any] = json.loads((path / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} holds no finished run: {MANIFEST} cannot be read ({error}).") from error
    return manifest


def require_schema(path: Path) -> None:
    """Raise UsageError if the folder holds no finished run, or one whose tables this version cannot read."""
    found = read_manifest(path).get("schema_version")
    if found != SCHEMA_VERSION:
        raise UsageError(
            f"The run {path} has schema version {found}, this ghatana writes {SCHEMA_VERSION}. Extract it again, "
            "or use the version of ghatana that wrote it."
        )


def cannot_write(path: Path, error: OSError) -> str:
    """What to say when the run folder cannot be written."""
    why = error.strerror or str(error)
    return f"The run stopped: {path} cannot be written ({why}). Mend that, then continue with --resume."


def _with_originals(documents: Any, duplicates: Duplicates) -> Any:
    """A `pyarrow.Table` of documents with `duplicate_of` filled in."""
    import pyarrow as pa

    ids, digests = (documents.column(name).to_pylist() for name in ("doc_id", "text_sha256"))
    at = documents.schema.get_field_index("duplicate_of")
    field = documents.schema.field(at)
    return documents.set_column(at, field, pa.array(duplicates.originals(ids, digests), type=field.type))


def _remove(path: Path) -> None:
    """Take away a table that an earlier attempt left: a file renames over a file, but nothing over a folder."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write_whole(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON file aside and rename it: it is there whole or not at all."""
    part = path.with_name(path.name + ".new")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    part.rename(path)


def _read_state(path: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise UsageError(
            f"The stopped run in {path.parent.parent} cannot be continued: {path} is damaged ({error}). Remove the "
            "folder, or name another with --out."
        ) from error
    return state


def _identity_of(manifest: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """What a manifest says of the things that make a run the same: those of the recipe that are asked about."""
    files = [Path(name) for name in manifest.get("files", {})]
    tables = {file.stem for file in files}
    return {
        **manifest,
        "recipe": {key: manifest.get("recipe", {}).get(key) for key in asked["recipe"]},
        "tables": [name for name in asked["tables"] if name in tables]
        + sorted(tables - set(asked["tables"])),
        "formats": sorted({file.suffix[1:] for file in files}),
        "sources": [item["source"] for item in manifest.get("inputs", ())],
    }


def _require_same(before: dict[str, Any], now: dict[str, Any], path: Path) -> None:
    """`before` may say more than `now` asks: what a run that is finished came to."""
    changed = [
        f"- {key}: {before.get(key)} before, {now[key]} now"
        for key in sorted(now)
        if before.get(key) != now[key]
    ]
    if changed:
        raise UsageError(
            f"The run in {path} was started otherwise:\n"
            + "\n".join(changed)
            + "\nResume it as it was started (with the version of ghatana that started it), or name another folder "
            "with --out."
        )
