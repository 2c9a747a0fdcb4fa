"""What the page says of the run as a whole: counts, versions, what was quarantined, figures of the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ghatana.annotations import EVENT_TYPES, STATUSES
from ghatana.report.reading import Row, RunRows

QUARANTINE_SHOWN, RAW_SHOWN, INPUTS_SHOWN = 500, 400, 100  # rows, code points of what came in, inputs


def summary(rows: RunRows, events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts and versions; nothing that another run of the same inputs would have otherwise (no timings)."""
    events = list(events)
    manifest = rows.manifest
    counts = manifest.get("counts", {})
    recipe = manifest.get("recipe", {})
    published = sorted(row["published"] for row in rows.documents.values() if row["published"])
    days = sorted(day for e in events for day in (e["earliest"], e["latest"]) if day)
    inputs = sorted((i.get("source", ""), i.get("sha256") or "") for i in manifest.get("inputs", ()))
    return {
        "documents": counts.get("documents", len(rows.documents)),
        "with_events": len({e["doc"] for e in events}),
        "events": len(events),
        "dated": sum(1 for e in events if e["earliest"] or e["latest"]),
        "reviewed": sum(1 for e in events if e["review"]),
        "quarantined": counts.get("quarantined", len(rows.quarantine)),
        "published": [d.isoformat() for d in (published[0], published[-1])] if published else None,
        "period": [days[0], days[-1]] if days else None,
        "by_status": _by_status(events),
        "versions": {
            "ghatana": manifest.get("ghatana"),
            "schema": manifest.get("schema_version"),
            "recipe": recipe.get("name"),
            "fingerprint": recipe.get("fingerprint"),
            "stages": [_stage(s) for s in recipe.get("stages", ())],
        },
        "n_inputs": len(inputs),
        "inputs": inputs[:INPUTS_SHOWN],
    }


def _by_status(events: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    counted = Counter((e["type"], e["status"]) for e in events)
    return {
        kind: {status: counted[kind, status] for status in STATUSES if counted[kind, status]}
        for kind in EVENT_TYPES
    }


def _stage(spec: Mapping[str, Any]) -> str:
    settings = ", ".join(f"{k}={v}" for k, v in spec.items() if k not in ("use", "when"))
    return f"{spec.get('use')}({settings})" if settings else str(spec.get("use"))


def quarantined(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The first rows of `quarantine`, what came in cut short."""
    names = ("source", "position", "doc_id", "stage", "error", "message")
    return [
        {**{name: row[name] for name in names}, "raw": (row["raw"] or "")[:RAW_SHOWN]}
        for row in list(rows)[:QUARANTINE_SHOWN]
    ]


def model_figures() -> list[dict[str, Any]]:
    """What `ghatana models` says of the models that ship with measured figures."""
    from ghatana.engines.installed import installed

    return [
        {
            "name": model.name,
            "kind": model.kind,
            "revision": model.revision,
            "licence": model.licence,
            "scores": sorted(model.scores.items()),
        }
        for model in installed()
        if model.scores
    ]
