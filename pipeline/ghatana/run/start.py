"""The beginning and the end of a run, the same for every runner: what is checked, what the run is, its manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ghatana.engines import versions
from ghatana.errors import UsageError
from ghatana.recipe import Recipe
from ghatana.run.identify import Identifier, codes, language
from ghatana.run.options import Options, Outcome
from ghatana.run.output import RunFolder, read_manifest
from ghatana.run.progress import Progress
from ghatana.sources import Input, find_inputs
from ghatana.tables.schema import SCHEMA_VERSION
from ghatana.tables.write import file_sha256

WRITTEN = ("tables", "formats", "sources")  # what the manifest tells by its lists of files and inputs


@dataclass(frozen=True, slots=True)
class Start:
    """A run about to be done: the files to read, what the run is, and its folder.

    `fingerprint` is that of all that decides the rows of a shard beside its input: the recipe and the corrections.
    """

    inputs: list[Input]
    recipe: Recipe
    options: Options
    fingerprint: str
    identity: dict[str, Any]
    folder: RunFolder

    def manifest(
        self,
        shards: Sequence[str],
        counts: tuple[int, int, int],
        by_type: Mapping[str, int],
        skipped: Mapping[str, Mapping[str, int]],
        seconds: float,
    ) -> dict[str, Any]:
        """What `run.json` says, but for the files.

        Args:
            shards: the names of the finished shards.
            counts: documents, quarantined input and events.
            by_type: how many events there are of each type.
            skipped: by the name of an input, the records of a web archive that are no pages, by kind.
            seconds: how long it took.
        """
        documents, quarantined, events = counts
        corrections = self.options.corrections
        return {
            **{k: v for k, v in self.identity.items() if k not in WRITTEN},
            "recipe": {**self.identity["recipe"], **self.recipe.described()},
            "packages": versions.packages(self.recipe.engines()),
            "models": versions.models(self.recipe.engines()),
            "inputs": [_input(i, skipped.get(i.source, {})) for i in self.inputs],
            "counts": {
                "in": documents + quarantined,
                "documents": documents,
                "quarantined": quarantined,
                "events": events,
            },
            "events_by_type": dict(sorted(by_type.items())),
            **({"corrections": self.folder.corrected(shards, corrections)} if corrections else {}),
            "timings": {"seconds": round(seconds, 3)},
        }


def prepare(inputs: Sequence[str], out: Path, recipe: Recipe, options: Options) -> Start:
    """Check all that can be checked before a text is read, and take the folder; errors as `run` raises them."""
    options.check()
    if options.lang is not None:
        known = codes(recipe.packs)
        if language(options.lang, known) not in known:
            raise UsageError(
                f"--lang is {options.lang!r}, for which there is no language pack. Expected one of: "
                f"{', '.join(sorted(set(known.values())))}; leave it out to have the language told from the script."
            )
    found = find_inputs(inputs, options.fields)
    recipe.check_engines()
    fingerprint = recipe.fingerprint()
    identity: dict[str, Any] = {
        "ghatana": version("ghatana"),
        "schema_version": SCHEMA_VERSION,
        "recipe": {"name": recipe.name, "lang": recipe.lang, "fingerprint": fingerprint},
        "options": options.deciding(),
        "tables": list(options.written),
        "formats": sorted(set(options.formats)),
        "sources": [item.source for item in found],
    }
    folder = RunFolder(out, identity, options.written, resume=options.resume)
    of_all = fingerprint + (options.corrections.sha256 if options.corrections else "")
    return Start(found, recipe, options, of_all, identity, folder)


def finished_before(out: Path, progress: Progress) -> Outcome:
    """What a run that is in the folder already came to."""
    manifest = read_manifest(out)
    return Outcome(out, manifest, manifest["events_by_type"], progress.seconds)


def identifier(recipe: Recipe, options: Options) -> Identifier:
    """What gives the documents of a run their ids."""
    return Identifier(
        max_chars=recipe.max_chars, published=options.published, lang=options.lang, packs=recipe.packs
    )


def _input(item: Input, skipped: Mapping[str, int]) -> dict[str, Any]:
    try:
        digest = file_sha256(item.path) if item.path else None
    except OSError:  # one that cannot be opened is in quarantine
        digest = None
    said: dict[str, Any] = {"source": item.source, "sha256": digest}
    return {**said, "skipped": dict(sorted(skipped.items()))} if skipped else said
