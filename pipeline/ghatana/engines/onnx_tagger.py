"""The tagger that ships with the package: int8 ONNX, no torch needed to run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from ghatana.document import Document, Entity, Sentence, Span
from ghatana.engines.antecedent_head import AntecedentHead
from ghatana.engines.event_head import EventHead
from ghatana.engines.tagging import read_off
from ghatana.engines.windows import Window, Word, whole
from ghatana.errors import EngineUnavailable
from ghatana.stages.events.model import Answers, Noun, Questions

FILES = ("model.onnx", "tokenizer.json", "config.json", *EventHead.files)
# What is trained on the vectors of the finished model; without it the rules say what common nouns stand for.
LAST_FILES = AntecedentHead.files
_STEP = 8
_CELLS = 2048
_MOST = 32


def model_folder(folder: Path | None = None) -> Path:
    """The folder a model is read from.

    Args:
        folder: None for the shipped model: inside the wheel, else in the checkout.

    Raises:
        EngineUnavailable: if a file of the model is missing.

    """
    package = Path(str(files("ghatana")))
    places = [package / "_models" / "tagger", package.parents[1] / "models" / "tagger" / "te"]
    for place in places if folder is None else [folder]:
        if all((place / name).is_file() for name in FILES):
            return place
    if folder is None:
        raise EngineUnavailable(
            f"The shipped tagger was not found: neither {places[0]} nor {places[1]} holds {', '.join(FILES)}. "
            "Install the wheel with `pip install ghatana`, or name a folder that holds the model.",
            looked=[str(place) for place in places],
        )
    missing = [name for name in FILES if not (folder / name).is_file()]
    raise EngineUnavailable(
        f"{folder} is no tagger: it lacks {', '.join(missing)}. Make one with `python models/tagger/make.py --out "
        f"{folder}` in a checkout, or leave the folder out to use the shipped model.",
        folder=str(folder),
    )


class OnnxTagger:
    """Reads documents with the int8 model of a folder; meets `stage.NerEngine` and `stages.events.model.EventModel`.

    Names and the vectors that the event head judges by come from one pass over windows of whole sentences.

    What it says of a document depends on that document alone: activation scales are fixed, and the width a window
    is padded to follows from its own length, so windows of one batch never change each other's sums.

    Args:
        folder: holds the files that `FILES` names; None for the shipped model.
        threads: threads that one call of the model may use.

    Raises:
        EngineUnavailable: if a package or a file is missing.

    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        """Load the model; nothing is fetched."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise EngineUnavailable(
                f"The tagger needs {error.name}, which is not installed. Run `pip install onnxruntime tokenizers`.",
                package=error.name,
            ) from error
        self.folder = model_folder(folder)
        config = json.loads((self.folder / "config.json").read_text(encoding="utf-8"))
        self.labels: tuple[str, ...] = tuple(config["labels"])
        self.limit = int(config["limit"])
        self._bos, self._pad, self._eos = (int(config[name]) for name in ("bos", "pad", "eos"))
        self._tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        self._known: dict[str, tuple[int, ...]] = {}
        self._head = EventHead.load(self.folder)
        both = all((self.folder / name).is_file() for name in LAST_FILES)
        self._antecedents = AntecedentHead.load(self.folder) if both else None
        self._vectors: dict[tuple[str, tuple[Sentence, ...]], tuple[list[Word], Any]] = {}
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The graph is fused by hand; further fusing would bring back slower kernels.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        # Idle threads that spin would starve the other workers of a run.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            str(self.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def entities(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """The mentions of each document, flat and in text order, whole words, scores rounded to four places."""
        cuts, read = self._read(documents)
        return read_off(documents, cuts, [_probabilities(logits) for logits, _ in read], self.labels, "onnx")

    def answers(self, document: Document, questions: Questions) -> Answers:
        """What the event head says of a document; see `stages.events.model`.

        The vectors of the words are those that `entities` read, if it was the last to read this text with these
        sentences, which decide its windows.
        """
        return self._head.answers(*self.vectors(document), questions)

    def antecedents(
        self, document: Document, mentions: Sequence[Span], nouns: Sequence[Noun]
    ) -> tuple[tuple[float, ...], ...]:
        """What the antecedent head says of common nouns; see `stages.events.model`."""
        if self._antecedents is None:
            return ()
        return self._antecedents.scores(*self.vectors(document), mentions, nouns)

    def vectors(self, document: Document) -> tuple[list[Word], Any]:
        """The words of a document and their vectors (words × hidden size, float)."""
        key = (document.text, document.sentences)
        if key not in self._vectors:
            self._read([document])
        return self._vectors[key]

    def _read(self, documents: Sequence[Document]) -> tuple[list[Window], list[tuple[Any, Any]]]:
        """The windows of some documents, and of each the logits and vectors of its words; the vectors are kept."""
        import numpy as np

        cuts = whole(documents, self._pieces, self.limit)
        found: list[Any] = [None] * len(cuts)
        for width, batch in batches([window.size + 2 for window in cuts]):
            for index, rows in zip(batch, self._run([cuts[i] for i in batch], width), strict=True):
                found[index] = rows
        parts: dict[int, list[int]] = {number: [] for number in range(len(documents))}
        for index, window in enumerate(cuts):
            parts[window.document].append(index)
        self._vectors = {}
        for number, indexes in parts.items():
            words = [word for index in indexes for word in cuts[index].words]
            states = [found[index][1] for index in indexes] or [np.zeros((0, 1), dtype=np.float32)]
            key = (documents[number].text, documents[number].sentences)
            self._vectors[key] = (words, np.concatenate(states))
        return cuts, found

    def _pieces(self, word: str) -> tuple[int, ...]:
        ids = self._known.get(word)
        if ids is None:
            ids = tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)
            if len(self._known) >= 200_000:
                self._known.clear()
            self._known[word] = ids
        return ids

    def _run(self, block: Sequence[Window], width: int) -> Iterator[tuple[Any, Any]]:
        """Logits (words × labels) and vectors (words × hidden size) for each window."""
        import numpy as np

        ids = np.full((len(block), width), self._pad, dtype=np.int64)
        for row, window in enumerate(block):
            line = [self._bos, *(piece for word in window.pieces for piece in word), self._eos]
            ids[row, : len(line)] = line
        mask = (ids != self._pad).astype(np.int32)
        logits, states = self._session.run(["logits", "states"], {"input_ids": ids, "mask": mask})
        for row, window in enumerate(block):
            firsts = np.cumsum([1, *(len(pieces) for pieces in window.pieces[:-1])])
            yield logits[row, firsts], states[row, firsts]


def _probabilities(logits: Any) -> Any:
    """Softmax over the labels of each word."""
    import numpy as np

    scores = logits.astype(np.float64)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def batches(lengths: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Windows in batches of one padded width, which follows from a window's own length.

    Yields:
        the width, and the indices of the windows.

    >>> list(batches([7, 12, 8, 16]))
    [(8, [0, 2]), (16, [1, 3])]

    """
    by_width: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        by_width.setdefault(-(-length // _STEP) * _STEP, []).append(index)
    for width in sorted(by_width):
        size = max(1, min(_MOST, _CELLS // width))
        members = by_width[width]
        for at in range(0, len(members), size):
            yield width, members[at : at + size]
