"""Checkpoints of other makers: their labels, their schemes, and what is said when they are not there."""

import sys
import types
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from ghatana.document import Document, Sentence
from ghatana.engines.transformers_tagger import Checkpoint, TransformersTagger, known_label, merging
from ghatana.errors import EngineUnavailable, UsageError

TEXT = "నరేంద్ర మోదీ ఢిల్లీలో ఇస్రో అధికారులను కలిశారు."
INDICNER = ("B-LOC", "B-ORG", "B-PER", "I-LOC", "I-ORG", "I-PER", "O")


def document(text: str = TEXT) -> Document:
    return Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))


def checkpoint(labels: Sequence[str], said: dict[str, str], pieces: Callable[[str], int] = len) -> Checkpoint:
    """A checkpoint that says a label of each word it knows and O of the rest; an id is a word's number.

    A word has as many pieces as it has letters; only the first carries the label, the others say the opposite.
    """
    order: list[str] = []

    def ids(word: str) -> list[int]:
        order.append(word.strip())
        return [10 + len(order) - 1] + [1] * (pieces(word.strip()) - 1)

    def infer(line: list[int]) -> np.ndarray:
        rows = np.full((len(line), len(labels)), 0.05 / max(1, len(labels) - 1))
        for row, number in enumerate(line):
            label = said.get(order[number - 10], "O") if number >= 10 else labels[0]
            rows[row, labels.index(label)] = 0.95
        return rows

    return Checkpoint(ids, infer, tuple(labels), 0, 2, 100)


def found(tagger: TransformersTagger, text: str = TEXT) -> list[tuple[str, str]]:
    (entities,) = tagger.entities([document(text)])
    document(text).with_layer("entities", entities)
    return [(e.of(text), e.label) for e in entities]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("O", "O"),
        ("B-PER", "B-PER"),
        ("I-PER", "I-PER"),
        ("b-per", "B-PER"),
        ("B-PERSON", "B-PER"),
        ("I-ORGANIZATION", "I-ORG"),
        ("S-GPE", "B-LOC"),
        ("U-LOC", "B-LOC"),
        ("E-LOC", "I-LOC"),
        ("L-LOC", "I-LOC"),
        ("LOC", "I-LOC"),
        ("B-SPACECRAFT", "B-SPACECRAFT"),
        ("B-MISC", "O"),
        ("LABEL_3", "O"),
        ("", "O"),
    ],
)
def test_known_label(label: str, expected: str) -> None:
    assert known_label(label) == expected


def test_indicners_labels_have_a_place_each() -> None:
    labels, places = merging(INDICNER)
    assert labels == ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
    assert [labels[i] for i in places] == list(INDICNER)


def test_names_are_whole_words_whatever_their_pieces_say() -> None:
    said = {"నరేంద్ర": "B-PER", "మోదీ": "I-PER", "ఢిల్లీలో": "B-LOC", "ఇస్రో": "B-ORG"}
    tagger = TransformersTagger(checkpoint(INDICNER, said))
    assert found(tagger) == [("నరేంద్ర మోదీ", "PER"), ("ఢిల్లీలో", "LOC"), ("ఇస్రో", "ORG")]


def test_a_scheme_without_b_starts_mentions_too() -> None:
    said = {"నరేంద్ర": "PER", "మోదీ": "PER", "ఢిల్లీలో": "LOC"}
    tagger = TransformersTagger(checkpoint(("O", "PER", "LOC"), said))
    assert found(tagger) == [("నరేంద్ర మోదీ", "PER"), ("ఢిల్లీలో", "LOC")]


def test_labels_this_project_does_not_know_are_no_names() -> None:
    labels = ("O", "B-PER", "I-PER", "B-DATE")
    tagger = TransformersTagger(checkpoint(labels, {"నరేంద్ర": "B-PER", "ఢిల్లీలో": "B-DATE"}))
    assert found(tagger) == [("నరేంద్ర", "PER")]


def test_two_labels_of_one_meaning_are_added_up() -> None:
    labels = ("O", "B-LOC", "B-GPE")
    base = checkpoint(labels, {})

    def infer(line: list[int]) -> np.ndarray:
        return np.tile([0.4, 0.3, 0.3], (len(line), 1))

    tagger = TransformersTagger(Checkpoint(base.pieces, infer, labels, 0, 2, 100))
    (first, *_) = tagger.entities([document("ఢిల్లీ")])[0]
    assert (first.label, first.score, first.engine) == ("LOC", 0.6, "transformers")


def test_no_documents_and_empty_ones() -> None:
    tagger = TransformersTagger(checkpoint(INDICNER, {}))
    assert tagger.entities([]) == []
    assert tagger.entities([Document("e", ""), Document("f", "")]) == [(), ()]


def test_a_checkpoint_without_names_is_refused() -> None:
    with pytest.raises(UsageError, match="no label for names: found LABEL_0, LABEL_1"):
        TransformersTagger(checkpoint(("LABEL_0", "LABEL_1"), {}))


@pytest.mark.parametrize("package", ["torch", "transformers"])
def test_a_missing_package_is_named_with_the_command(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("torch", "transformers"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineUnavailable, match=rf"need {package}.*pip install 'ghatana\[train\]'"):
        TransformersTagger("some/model")


class Library:
    """A stand-in for Transformers that remembers how it was asked."""

    asked: list[tuple[str, bool]]

    @classmethod
    def from_pretrained(cls, name: str, *, local_files_only: bool) -> None:
        cls.asked.append((name, local_files_only))
        raise OSError(f"{name} is not a local folder.\nAnd much more.")


@pytest.mark.parametrize("download", [False, True])
def test_an_absent_model_is_named_and_nothing_is_fetched_unasked(
    download: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.asked = []
    torch, transformers = types.ModuleType("torch"), types.ModuleType("transformers")
    torch.set_num_threads = lambda count: None  # type: ignore[attr-defined]
    transformers.AutoTokenizer = transformers.AutoModelForTokenClassification = Library  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "transformers", transformers)
    with pytest.raises(EngineUnavailable, match=r"'some/model' could not be loaded.*hf download some/model"):
        TransformersTagger("some/model", download=download)
    assert Library.asked == [("some/model", not download)]
