"""`duplicate_of`: the earliest published of texts that are the same or nearly so, however a run is cut and resumed."""

from __future__ import annotations

import itertools
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ghatana
from copies import ARTICLES, EDITS
from ghatana.document import Document
from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, batches, run, shards
from ghatana.run.batches import rows_of
from ghatana.run.duplicates import Duplicates
from ghatana.tables.rows import sha256
from ghatana.tables.schema import BY_NAME, SKETCHES

NAMES = BY_NAME["documents"].names
A, B = ARTICLES[:2]


def edited(text: str, seed: int = 0) -> str:
    return EDITS["both"](text, random.Random(seed))


def row(doc_id: str, text: str, published: str | None = None) -> tuple[Any, ...]:
    known = {
        "doc_id": doc_id, "text": text, "text_sha256": sha256(text),
        "published": date.fromisoformat(published) if published else None,
    }  # fmt: skip
    return tuple(known.get(name) for name in NAMES)


def marked(*rows: tuple[Any, ...]) -> dict[str, str | None]:
    duplicates = Duplicates()
    for held in rows:
        duplicates.see([held])
    at = NAMES.index("duplicate_of")
    return {r[0]: r[at] for r in duplicates.marked(rows)}


def test_the_earliest_published_is_the_original_of_exact_and_near_copies() -> None:
    found = marked(
        row("late", A, "2024-06-14"),
        row("edited", edited(A), "2024-06-13"),
        row("undated", A),
        row("early", A, "2024-06-12"),
        row("same", edited(A), "2024-06-15"),
        row("other", B, "2024-06-01"),
    )
    assert found == {
        "late": "early", "edited": "early", "undated": "early", "early": None, "same": "early", "other": None,
    }  # fmt: skip


def test_an_edited_copy_that_was_printed_first_is_the_original() -> None:
    assert marked(row("a", A, "2024-06-14"), row("b", edited(A), "2024-06-13")) == {"a": "b", "b": None}


def test_on_one_day_the_smallest_id_is_first_and_dated_texts_come_before_undated() -> None:
    assert marked(row("b", A, "2024-06-13"), row("a", edited(A), "2024-06-13")) == {"b": "a", "a": None}
    assert marked(row("a", A), row("b", edited(A), "2024-06-13")) == {"a": "b", "b": None}


def test_more_rows_may_come_after_a_look() -> None:
    duplicates = Duplicates()
    duplicates.see([row("b", A, "2024-06-13")])
    assert duplicates.marked([row("b", A, "2024-06-13")])[0][1] is None
    duplicates.see([row("a", edited(A), "2024-06-12")])
    assert duplicates.marked([row("b", A, "2024-06-13")])[0][1] == "a"


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(12)), st.lists(st.integers(1, 11), max_size=4))
def test_neither_order_nor_shards_matter(places: list[int], cuts: list[int]) -> None:
    days = [None, "2024-06-13", "2024-06-14"]
    texts = [A, B, edited(A), edited(B), A, edited(A, 1), "ఒకటి", "ఒకటి.", "రెండు", edited(B), B, ARTICLES[2]]
    rows = [row(f"{i:02d}", text, days[i % 3]) for i, text in enumerate(texts)]
    expected = marked(*rows)
    mixed = [rows[i] for i in places]
    duplicates = Duplicates()
    edges = [0, *sorted(cuts), len(mixed)]
    for start, end in itertools.pairwise(edges):
        duplicates.see(mixed[start:end])
    assert {r[0]: r[1] for r in duplicates.marked(mixed)} == expected
    assert all(expected[o] is None for o in expected.values() if o)


@pytest.fixture
def recipe() -> Recipe:
    return Recipe.parse('name = "small"\n[[stage]]\nuse = "sentences"\n', "small.toml")


def test_a_run_is_the_same_in_any_shards_with_workers_and_when_resumed(
    tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = []
    for number in range(40):
        text = ARTICLES[number % 10] if number < 10 else edited(ARTICLES[number % 10], number)
        records.append({"id": f"{number:02d}", "text": text, "published": f"2024-06-{28 - number % 20:02d}"})
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")

    def go(name: str, **options: Any) -> pd.Series:
        run([str(source)], tmp_path / name, recipe, Options(**options), Progress(quiet=True))
        frame = pd.read_parquet(tmp_path / name / "documents.parquet").set_index("doc_id")
        return frame["duplicate_of"].fillna("")

    whole = go("whole")
    assert sum(whole != "") >= 27
    assert all(int(i) % 10 == int(v) % 10 for i, v in whole.items() if v)
    monkeypatch.setattr(shards, "SHARD_ENTRIES", 7)
    assert go("shards").equals(whole)
    assert go("workers", workers=2).equals(whole)

    real, seen = batches.rows_of, [0]

    def crash(*args: Any) -> Any:
        seen[0] += 1
        if seen[0] > 3:
            raise KeyboardInterrupt
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(batches, "rows_of", crash)
        with pytest.raises(KeyboardInterrupt):
            go("resumed")
    assert go("resumed", resume=True).equals(whole)


def test_from_python_near_copies_are_marked_too() -> None:
    texts = [
        {"text": A, "id": "a", "published": "2024-06-14"},
        {"text": edited(A), "id": "b", "published": "2024-06-13"},
    ]
    assert ghatana.extract(texts, ner="rules")["documents"]["duplicate_of"].fillna("").tolist() == ["b", ""]


def test_sketches_are_kept_in_shards_alone_and_say_what_rows_say(tmp_path: Path, recipe: Recipe) -> None:
    texts = {"a": A, "b": edited(A), "c": B}
    pipeline = recipe.build()
    rows = rows_of(pipeline, [(None, Document(name, text, lang="te")) for name, text in texts.items()])
    duplicates = Duplicates()
    duplicates.take(rows[SKETCHES.name])
    assert [r[NAMES.index("duplicate_of")] for r in duplicates.marked(rows["documents"])] == [None, "a", None]
    assert duplicates.originals(["b"], [sha256(texts["b"])]) == ["a"]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": k, "text": t}) + "\n" for k, t in texts.items()), "utf-8")
    run([str(source)], tmp_path / "RUN", recipe, Options(workers=0), Progress(quiet=True))
    assert not list((tmp_path / "RUN").rglob(f"{SKETCHES.name}*"))
    assert SKETCHES.name not in BY_NAME
