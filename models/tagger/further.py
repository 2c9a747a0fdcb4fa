"""The shipped model, taught further: what `corpus/train` holds now, from the weights that ship.

    python models/tagger/further.py --data DATA --save NEXT.pt [--epochs 4] [--seed 63]
    python models/tagger/make.py --data DATA --encoder e5-small-q4.bin --save NEXT.pt --dev DEV

No teacher is needed, only this repository and IL-NER (DATA): so whoever adds documents, or another language, can go on
from here. With `--new FILE …` all documents of these files are taught, and every second one of the others, which the
model has met before, and of IL-NER's Telugu. What is kept is a running mean of the weights: on texts that were not
learnt it reads better than the last weights do, and the mean of two such calls with other seeds (`average.py`) better
still. The second command quantises and measures; then comes `antecedents.py`. `--start` goes on from what an earlier
call kept, not from the integers that ship. Seeded, one thread.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "pipeline"), str(ROOT / "models" / "events")]
os.environ.setdefault("OMP_NUM_THREADS", "1")

import fold_models  # noqa: E402
import shipped  # noqa: E402
from cases import gold_documents  # noqa: E402
from clippings import clippings  # noqa: E402
from course import Course, learn  # noqa: E402
from distil import grown  # noqa: E402
from encoder import Encoder  # noqa: E402
from joint import Joint  # noqa: E402
from make import command_line  # noqa: E402
from material import Corpus, other_languages  # noqa: E402
from stories import Story, index_of, plain, stories  # noqa: E402
from student import shuffled  # noqa: E402
from train import Plan  # noqa: E402

RATE, HEAD_RATE, SEED = 1.6e-4, 4e-4, 62
RUNNING = 0.999  # a running mean over the last thousand steps, of some 4,000 an epoch
SHORT = 900  # single sentences an epoch, of Telugu and of the others
HINDI = 400  # sentences of IL-NER's Hindi an epoch
MET = 2  # of what was met before one in so many, where what is new is named


def epochs_of(
    joint: Joint, corpus: Corpus, others: list[dict[str, Any]], encoder: Encoder, count: int, seed: int
) -> list[list[Story]]:
    """What each epoch is taught: all documents (`others` are of other languages), other sentences each time, IL-NER."""
    whole = stories([*corpus.documents, *others], joint.index)
    names = corpus.believed(joint.tagger, whole, encoder)
    cut = [
        stories(shuffled(clippings(documents), seed)[: SHORT * count], joint.index)
        for documents in (corpus.documents, others)
    ]
    hindi = plain(corpus.hindi)
    return [
        [
            *whole,
            *(item for items in cut for item in items[n::count]),
            *names,
            *hindi[:: max(1, len(hindi) // HINDI)],
        ]
        for n in range(count)
    ]


def thinned(documents: Sequence[dict[str, Any]], new: set[str]) -> list[dict[str, Any]]:
    """The documents with these ids, and of the others one in `MET`.

    >>> [d["doc_id"] for d in thinned([{"doc_id": n} for n in "abcde"], {"d"})]
    ['d', 'b', 'e']
    """
    met = [document for document in documents if document["doc_id"] not in new]
    return [*(document for document in documents if document["doc_id"] in new), *met[1::MET]]


def main() -> None:
    """Teach and keep."""
    parser = command_line(__doc__)
    parser.add_argument("--model", type=Path, default=HERE / "te", help="the folder to go on from")
    parser.add_argument("--start", type=Path, help="what was kept by `--save`, to go on from")
    parser.add_argument("--save", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument(
        "--new", type=Path, nargs="+", default=[], help="files that the model has not met, taught in full"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="of two calls, for `average.py`")
    options = parser.parse_args()
    encoder, corpus = Encoder(options.model / "tokenizer.json"), Corpus.read(options.data)
    others = other_languages()
    if options.new:
        new = {document["doc_id"] for document in gold_documents(options.new)}
        corpus = replace(corpus, documents=thinned(corpus.documents, new), unsure=corpus.unsure[::MET])
        others = thinned(others, new)
    documents = [*corpus.documents, *others]
    before = fold_models.restore(options.start) if options.start else shipped.load(options.model)
    joint = grown(before, index_of(documents))
    epochs = epochs_of(joint, corpus, others, encoder, options.epochs, options.seed)
    plan = Plan(epochs=options.epochs, rate=RATE, batch=3, decay=1.0, warm_up=0.03, seed=options.seed)
    change = corpus.augmenter([item for item in epochs[0] if item.target])
    learn(
        joint,
        [lambda items=items: items for items in epochs],
        encoder,
        Course(plan, HEAD_RATE, running=RUNNING),
        change,
    )
    fold_models.save(joint, options.save, [document["doc_id"] for document in documents])


if __name__ == "__main__":
    main()
