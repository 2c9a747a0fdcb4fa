"""The scores of the tagger's recipe and the card that tells them."""

import hashlib
import json
import sys
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from ghatana.document import Document, Entity

RECIPE = Path(__file__).parents[2] / "models" / "tagger"


def module(name: str) -> ModuleType:
    full = f"tagger_recipe_{name}"
    spec = spec_from_file_location(full, RECIPE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    sys.modules[full] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[full])
    return sys.modules[full]


card, evaluate = module("card"), module("evaluate")


def finder(known: dict[str, str]):
    """A tagger that knows some names by heart."""

    def find(documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        out = []
        for document in documents:
            spans = [(document.text.find(name), name, label) for name, label in known.items()]
            out.append(
                tuple(Entity(a, a + len(n), label, a + len(n)) for a, n, label in sorted(spans) if a >= 0)
            )
        return out

    return find


GOLD = [
    {
        "doc_id": "a",
        "text": "ఇస్రో చైనాతో మాట్లాడింది.",
        "entities": [{"start": 0, "end": 5, "label": "ORG"}, {"start": 6, "end": 12, "label": "LOC"}],
    }
]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"ఇస్రో": "ORG", "చైనాతో": "LOC"}, {"ALL": 1.0, "LOC": 1.0, "ORG": 1.0}),
        ({"ఇస్రో": "ORG"}, {"ALL": 0.6667, "LOC": 0.0, "ORG": 1.0}),
        ({"ఇస్రో": "PER", "చైనా": "LOC"}, {"ALL": 0.0, "LOC": 0.0, "ORG": 0.0, "PER": 0.0}),
        ({}, {"ALL": 0.0, "LOC": 0.0, "ORG": 0.0}),
    ],
)
def test_span_scores(known: dict[str, str], expected: dict[str, float]) -> None:
    assert evaluate.span_scores(GOLD, finder(known)) == expected


def test_f1_of_nothing_is_nothing() -> None:
    assert evaluate.f1(0, 0, 0) == 0.0


def test_tokens_keep_their_places_in_the_joined_sentence() -> None:
    document, starts = evaluate.sentence_of(["చైనా", "లో", "."])
    assert document.text == "చైనా లో ."
    assert [document.text[a] for a in starts] == ["చ", "ల", "."]
    assert [(s.start, s.end) for s in document.sentences] == [(0, 9)]


def test_mentions_become_tags_of_tokens() -> None:
    tokens = ["పి.నారాయణ", "రెడ్డి", "షార్", "చంద్రుడు"]
    document, starts = evaluate.sentence_of(tokens)
    found = finder({"నారాయణ రెడ్డి": "PER", "షార్": "SITE", "చంద్రుడు": "BODY"})([document])[0]
    assert evaluate.tags_of(tokens, starts, found, evaluate.GENERAL) == ["O", "B-PER", "B-LOC", "O"]
    found = finder({"పి.నారాయణ రెడ్డి": "PER"})([document])[0]
    assert evaluate.tags_of(tokens, starts, found, evaluate.GENERAL) == ["B-PER", "I-PER", "O", "O"]


def test_the_card_holds_the_checksums_and_every_score(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"model")
    (tmp_path / "heads.npz").write_bytes(b"heads")
    (tmp_path / "heads.json").write_text("{}", "utf-8")
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": {"vocab": [["a", 0.0]] * 1234}}), "utf-8")
    (tmp_path / "config.json").write_text(json.dumps({"layers": 12}), "utf-8")
    scores = {"fp32": {"dev": {"ALL": 0.9, "PER": 0.95}}, "int8": {"dev": {"ALL": 0.89}}}
    (tmp_path / "scores.json").write_text(json.dumps(scores), "utf-8")
    card.write(tmp_path)
    text = (tmp_path / "README.md").read_text("utf-8")
    assert hashlib.sha256(b"model").hexdigest() in text
    assert "1,234 pieces" in text
    assert "| label | dev, fp32 | dev, int8 |" in text
    assert "| PER | 0.9500 |  |" in text
    assert "Speed" not in text
    assert "$" not in text


def test_the_card_tells_what_the_bench_measured() -> None:
    bench = {
        "sentences": 10,
        "processor": "a processor",
        "onnx_sentences_per_second": 90.0,
        "pipeline_sentences_per_second": 20.0,
        "times_faster": 4.5,
        "onnx_peak_mb": 150.0,
    }
    text = card.speed_text(bench)
    assert "4.5 times faster" in text
    assert "150.0 MB" in text


def test_the_shipped_card_is_of_the_shipped_files() -> None:
    folder = RECIPE / "te"
    text = (folder / "README.md").read_text("utf-8")
    for name in card.FILES:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() in text
