"""Any token-classification checkpoint of Transformers as a name tagger (a folder, or a hub name such as IndicNER)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ghatana.document import LABELS, Document, Entity
from ghatana.engines.tagging import read_off
from ghatana.engines.windows import cut
from ghatana.errors import EngineUnavailable, UsageError

# What other tag sets call the same thing; a label in neither place is no name here.
_SAME = {
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "CORPORATION": "ORG",
    "LOCATION": "LOC",
    "GPE": "LOC",
}
_LONGEST = 512


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A loaded model, in the terms that a tagger needs.

    `pieces` gives the ids of a word; `infer` takes ids (specials included) and returns ids × labels
    probabilities; `labels` are the checkpoint's own, by index; `first` and `last` are the special ids around a
    window of at most `limit` pieces.
    """

    pieces: Callable[[str], Sequence[int]]
    infer: Callable[[list[int]], Any]
    labels: tuple[str, ...]
    first: int
    last: int
    limit: int


def known_label(label: str) -> str:
    """A checkpoint's label in this project's BIO terms; O where there is none.

    A label without a prefix counts as I, and so continues a mention of its kind or starts one.

    >>> [known_label(x) for x in ("B-PER", "I-LOCATION", "ORG", "B-DATE", "O", "L-PER", "S-GPE")]
    ['B-PER', 'I-LOC', 'I-ORG', 'O', 'O', 'I-PER', 'B-LOC']
    """
    prefix, dash, name = label.partition("-")
    if not dash:
        prefix, name = "I", label
    name = _SAME.get(name.upper(), name.upper())
    if name not in LABELS:
        return "O"
    return f"{'B' if prefix.upper() in ('B', 'S', 'U') else 'I'}-{name}"


def merging(labels: Sequence[str]) -> tuple[tuple[str, ...], list[int]]:
    """The distinct BIO labels that a checkpoint's labels stand for, O first, and the place of each in them.

    A scheme without B labels gets them, so that a mention can start.

    >>> merging(["LABEL_X", "PER", "O"])
    (('O', 'B-PER', 'I-PER'), [0, 2, 0])
    """
    mapped = [known_label(label) for label in labels]
    kinds = [k for k in LABELS if any(m[2:] == k for m in mapped)]
    out = ("O", *(f"{prefix}-{kind}" for kind in kinds for prefix in "BI"))
    return out, [out.index(m) for m in mapped]


class TransformersTagger:
    """Finds names with a token-classification checkpoint; meets `ghatana.stage.NerEngine`.

    One window is one call, so what it says of a document depends on that document alone.

    Args:
        model: a folder, the hub name of a model that is in the local cache, or a `Checkpoint`.
        download: let Transformers fetch a hub name from the network.
        threads: threads that torch may use; None leaves its own setting.

    Raises:
        EngineUnavailable: if a package is missing, or the model is not there.
        UsageError: if the checkpoint has no label that this project knows.

    """

    def __init__(self, model: str | Checkpoint, *, download: bool = False, threads: int | None = 1) -> None:
        """Load the checkpoint; without `download` nothing is fetched."""
        if isinstance(model, str):
            self.name, self._checkpoint = model, load(model, download=download, threads=threads)
        else:
            self.name, self._checkpoint = "checkpoint", model
        self.labels, self._places = merging(self._checkpoint.labels)
        if len(self.labels) == 1:
            raise UsageError(
                f"The checkpoint {self.name!r} has no label for names: found {', '.join(self._checkpoint.labels)}; "
                f"expected some of {', '.join(LABELS)} with B- and I-.",
                model=self.name,
            )

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The mentions of each document, flat and in text order, whole words, scores rounded to four places."""
        cuts = cut(documents, self._checkpoint.pieces, self._checkpoint.limit)
        found = [self._probabilities(window.pieces) for window in cuts]
        return read_off(documents, cuts, found, self.labels, "transformers")

    def _probabilities(self, words: Sequence[Sequence[int]]) -> Any:
        """Words × this project's labels; the first piece of a word stands for it."""
        import numpy as np

        checkpoint = self._checkpoint
        line = [checkpoint.first, *(piece for word in words for piece in word), checkpoint.last]
        rows = np.asarray(checkpoint.infer(line), dtype=np.float64)
        firsts = np.cumsum([1, *(len(word) for word in words[:-1])])
        out = np.zeros((len(words), len(self.labels)))
        for column, place in enumerate(self._places):
            out[:, place] += rows[firsts, column]
        self._open(out, np)
        return out

    def _open(self, out: Any, np: Any) -> None:
        """Let schemes that never say B start a mention: an I label lends its weight to an unused B."""
        for place, label in enumerate(self.labels):
            if label.startswith("B-") and place not in self._places:
                before = np.concatenate([[0.0], out[:-1, place + 1]])
                out[:, place] = np.where(before > 0.5, 0.0, out[:, place + 1])


def load(name: str, *, download: bool, threads: int | None) -> Checkpoint:
    """A checkpoint of Transformers, on the CPU and ready to infer.

    Raises:
        EngineUnavailable: if torch or transformers is missing, or the model is not there.

    """
    try:
        import torch
        from transformers import AutoModelForTokenClassification, AutoTokenizer
    except ImportError as error:
        raise EngineUnavailable(
            f"Checkpoints of Transformers need {error.name}, which is not installed. "
            "Run `pip install 'ghatana[train]'`.",
            package=error.name,
        ) from error
    if threads is not None:
        torch.set_num_threads(threads)
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=not download)
        model = AutoModelForTokenClassification.from_pretrained(name, local_files_only=not download)
    except (OSError, ValueError) as error:
        raise EngineUnavailable(
            f"The model {name!r} could not be loaded: {str(error).splitlines()[0]} It must be a folder, or in the "
            f"local cache: run `hf download {name}` first.",
            model=name,
        ) from error
    model.eval()

    def infer(ids: list[int]) -> Any:
        with torch.inference_mode():
            logits = model(input_ids=torch.tensor([ids])).logits[0]
            return torch.softmax(logits.double(), -1).numpy()

    first = tokenizer.cls_token_id if tokenizer.cls_token_id is not None else tokenizer.bos_token_id
    last = tokenizer.sep_token_id if tokenizer.sep_token_id is not None else tokenizer.eos_token_id
    places = getattr(model.config, "max_position_embeddings", _LONGEST)
    return Checkpoint(
        pieces=lambda word: tokenizer(word, add_special_tokens=False)["input_ids"],
        infer=infer,
        labels=tuple(model.config.id2label[i] for i in range(model.config.num_labels)),
        first=first,
        last=last,
        limit=min(_LONGEST, places, tokenizer.model_max_length) - 4,
    )
