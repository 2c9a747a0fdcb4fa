"""How far two annotations of the same texts agree, by what scores a run against gold.

    python tests/agreement.py ONE.jsonl OTHER.jsonl            the figures of `ghatana evaluate`
    python tests/agreement.py ONE.jsonl OTHER.jsonl --misses   where they differ, each in its sentence

The first is taken for the gold and the second for what was found.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ghatana.document import Argument, Document, Event, EventDate, Sentence
from ghatana.evaluate import Scores, read_gold, score
from ghatana.tables.rows import document_rows
from ghatana.tables.schema import BY_NAME


def agreement(one: Path, other: Path) -> Scores:
    """The scores of one annotation against another.

    Raises:
        ValueError: if the two are not of the same texts.
    """
    gold, found = read_gold(one), read_gold(other)
    if [d["text"] for d in gold] != [d["text"] for d in found]:
        raise ValueError(f"{one} and {other} are not of the same texts in the same order.")
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in BY_NAME}
    for document in found:
        for name, rows in document_rows(as_document(document)).items():
            tables[name] += [dict(zip(BY_NAME[name].names, row, strict=True)) for row in rows]
    return score([{k: v for k, v in d.items() if k != "entities"} for d in gold], tables)


def as_document(gold: dict[str, Any]) -> Document:
    """A gold document with its events as the pipeline gives them."""
    events = sorted(
        map(_event, gold["events"]), key=lambda e: (e.start, e.end, e.type, e.subtype, e.arguments)
    )
    document = Document(gold["doc_id"], gold["text"], lang=gold["lang"])
    document = document.with_layer("sentences", (Sentence(0, len(document.text)),))
    for layer in ("entities", "timexes"):
        document = document.with_layer(layer, ())
    return document.with_layer("events", tuple(events))


def _event(gold: dict[str, Any]) -> Event:
    date = gold["date"]
    when = EventDate(date["start"], date["end"], date["edtf"], date.get("mod")) if date else None
    arguments = [Argument(a["start"], a["end"], a["role"], a["canonical"]) for a in gold["args"]]
    trigger, kind = gold["trigger"], (gold["type"], gold["subtype"], gold["status"])
    return Event(trigger["start"], trigger["end"], *kind, when, tuple(sorted(arguments)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    print(agreement(options.one, options.other).report(misses=options.misses), end="")


if __name__ == "__main__":
    main()
