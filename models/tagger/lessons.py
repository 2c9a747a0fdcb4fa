"""What common nouns stand for in annotated documents, with the vectors that a model gives, for `antecedents.py`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cases import LEAST_IOU, Case, GoldNames, cases, gold_documents, iou
from encoder import HIDDEN

from ghatana.engines.event_head import ends
from ghatana.engines.onnx_tagger import OnnxTagger
from ghatana.evaluate.names import same_name
from ghatana.stages.events.antecedents import nouns
from ghatana.stages.events.model import Noun

LANGS = ("te", "en", "hi")
PART = 100  # documents that a process reads at once


@dataclass(frozen=True)
class Lesson:
    """A noun with what it stands for: `right` are the options that are true, none of them if it has no name.

    `vector` is the noun's, `names` that of each row: a mention of an option, which `groups` tells.
    """

    document: str
    noun: Noun
    named: bool
    right: tuple[bool, ...]
    by_rule: str | None
    vector: Any
    names: Any
    groups: torch.Tensor


def lessons(model: Path, folder: Path, workers: int = 1) -> list[Lesson]:
    """Every noun of the annotated documents that an argument stands at."""
    parts = []
    for lang in LANGS:
        documents = gold_documents([folder if lang == LANGS[0] else folder / lang])
        parts += [(model, lang, documents[n : n + PART]) for n in range(0, len(documents), PART)]
    with ProcessPoolExecutor(workers) as pool:
        return [lesson for found in pool.map(lessons_in, parts) for lesson in found]


def lessons_in(part: tuple[Path, str, list[dict[str, Any]]]) -> list[Lesson]:
    """Those of some documents of one language."""
    model, lang, documents = part
    torch.set_num_threads(1)
    engine, named = tagger(model), GoldNames(documents)
    return [lesson for case in cases(documents, named, lang=lang) for lesson in lessons_of(case, engine)]


@cache
def tagger(model: Path) -> OnnxTagger:
    """The model, read once in each process."""
    return OnnxTagger(model)


def lessons_of(case: Case, engine: OnnxTagger) -> Iterator[Lesson]:
    """Those of one document."""
    reading = case.reading
    told = canonicals(case)
    asked = [noun for noun in nouns(reading) if noun.number in told]
    if not asked:
        return
    words, states = engine.vectors(reading.document)
    for noun in asked:
        name = told[noun.number]
        rows = [(n, m) for n, option in enumerate(noun.options) for m in option.mentions or (None,)]
        vectors = [
            np.zeros(2 * HIDDEN, dtype=np.float32)
            if m is None
            else ends(words, states, [reading.mentions[m]])[0]
            for _, m in rows
        ]
        yield Lesson(
            case.gold["doc_id"],
            noun,
            bool(name),
            tuple(bool(name) and same_name(name, option.name) for option in noun.options),
            reading.mentions[noun.number].canonical,
            ends(words, states, [noun])[0].astype(np.float16),
            np.array(vectors, dtype=np.float16),
            torch.tensor([n for n, _ in rows]),
        )


def canonicals(case: Case) -> dict[int, str | None]:
    """By the number of its mention, what is annotated for a noun, where all arguments at it agree."""
    found: dict[int, set[str | None]] = {}
    mentions = [(n, m) for n, m in enumerate(case.reading.mentions) if m.start in case.reading.unnamed]
    for event in case.gold["events"]:
        for argument in event["args"]:
            shared = max(((iou(m.start, m.end, argument), -n) for n, m in mentions), default=(0.0, 0))
            if shared[0] >= LEAST_IOU:
                found.setdefault(-shared[1], set()).add(argument.get("canonical"))
    return {number: next(iter(names)) for number, names in found.items() if len(names) == 1}
