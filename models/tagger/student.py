"""From the model of twelve layers to the one that ships: six layers of half the width, three languages.

    python models/tagger/student.py --data DATA --teacher FINAL.pt --save STUDENT.pt [--folds FOLDS]
    python models/tagger/make.py --data DATA --encoder e5-small-q4.bin --save STUDENT.pt --dev DEV

FINAL.pt is what `make.py --start FOLD --save FINAL.pt` keeps: it reads Telugu. Its student of every second layer first
learns from it (`distil`), then also the annotated documents of the other languages, and single sentences, as headlines
are read. Then half of what its feed-forward layers hold is taken out (`narrow`), and it learns all once more from what
it was before, and the newest files with it. FOLDS are models that learn one half of these alone, for the weights of the
event rules (`models/events/fit.py`). The second command quantises, measures and writes the card. Seeded, one thread.
"""

from __future__ import annotations

import copy
import logging
import os
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "pipeline"), str(ROOT / "models" / "events")]
os.environ.setdefault("OMP_NUM_THREADS", "1")

import fold_models  # noqa: E402
import torch  # noqa: E402
from cases import gold_documents  # noqa: E402
from clippings import clippings  # noqa: E402
from course import Course, learn  # noqa: E402
from distil import Teacher, grown, student_of  # noqa: E402
from encoder import Encoder  # noqa: E402
from joint import WINDOW, Joint  # noqa: E402
from make import command_line  # noqa: E402
from material import Corpus  # noqa: E402
from narrow import narrowed  # noqa: E402
from stories import FIRST, Story, index_of, plain, stories  # noqa: E402
from train import Plan  # noqa: E402

LAYERS = (1, 3, 5, 7, 9, 11)
SHORT = (WINDOW, WINDOW, 200, 60)
MOSTLY_WHOLE = (WINDOW, WINDOW, WINDOW, 200, 60)
ALONE = Course(Plan(epochs=2, rate=3e-4, batch=3, decay=0.97, warm_up=0.04, seed=21), 4e-4, SHORT)
LANGUAGES = Course(Plan(epochs=2, rate=2e-4, batch=3, decay=0.97, warm_up=0.06, seed=22), 6e-4, MOSTLY_WHOLE)
CLIPPED = Course(Plan(epochs=1, rate=1.5e-4, batch=3, decay=0.97, warm_up=0.06, seed=23), 5e-4, MOSTLY_WHOLE)
NARROW = Course(Plan(epochs=1, rate=3e-4, batch=3, decay=1.0, warm_up=0.04, seed=31), 4e-4, MOSTLY_WHOLE)
ALL = Course(Plan(epochs=2, rate=2.5e-4, batch=3, decay=1.0, warm_up=0.03, seed=32), 4e-4, MOSTLY_WHOLE)
FOLD = Course(Plan(epochs=2, rate=2.5e-4, batch=3, decay=1.0, warm_up=0.05, seed=41), 4e-4, MOSTLY_WHOLE)
# What the teacher's vectors weigh beside the labels, in each of the first five.
SHARES = (2.0, 1.0, 0.7, 2.0, 1.0)
HINDI_FIRST, CLIPPINGS = 800, 1_800
# After the single sentences the weights are a mean of those before and after, which reads both (Wortsman et al. 2022).
AFTER = 0.35
WIDTH = 768  # of 1,536 hidden units a layer
TRAIN = ROOT / "corpus" / "train"
# The newest files, in halves: they are learnt last, so that a model which learnt one half alone can judge the other.
NEWEST = (
    ("en/dailies", "en/stations", "hi/dailies", "broadsheets"),
    ("en/pacts", "en/flights", "hi/portals", "translations"),
)
# And those that are never learnt, so that there are some to fit the weights of the event rules on.
LEFT_OUT = ("en/statuses", "hi/statuses")
FOLD_TELUGU, FOLD_CLIPPINGS = 420, 900
log = logging.getLogger("tagger")


def documents_of(names: Sequence[str]) -> list[dict[str, Any]]:
    """The documents of some files of the training corpus."""
    return gold_documents([TRAIN / f"{name}.jsonl" for name in names])


def other_documents() -> list[dict[str, Any]]:
    """The annotated documents of the other languages, but the newest."""
    paths = sorted(TRAIN.glob("*/*.jsonl"))
    names = [f"{path.parent.name}/{path.stem}" for path in paths]
    return documents_of([name for name in names if name not in {*NEWEST[0], *NEWEST[1], *LEFT_OUT}])


def untaught(items: Sequence[Story]) -> list[Story]:
    """Marked as nothing that the teacher knows of."""
    for item in items:
        item.taught = False
    return list(items)


def shuffled(items: Sequence[Any], seed: int) -> list[Any]:
    """A shuffled copy."""
    out = list(items)
    random.Random(seed).shuffle(out)
    return out


class Lessons:
    """What a student is taught, and by whom."""

    def __init__(self, teacher: Joint, corpus: Corpus, encoder: Encoder) -> None:
        newest = {document["doc_id"] for half in NEWEST for document in documents_of(half)}
        corpus = replace(corpus, documents=[d for d in corpus.documents if d["doc_id"] not in newest])
        self.teacher, self.corpus, self.encoder = teacher, corpus, encoder
        self.others = other_documents()
        self.student = grown(student_of(teacher, LAYERS), index_of(self.others))
        index = self.student.index
        self.own = stories(corpus.documents, index)
        self.foreign = untaught(stories(self.others, index))
        self.sentences = corpus.believed(teacher.tagger, self.own, encoder)
        self.hindi = untaught(plain(corpus.hindi))

    def learn(
        self, course: Course, share: float, epochs: Sequence[Sequence[Story]], wide: Joint | None = None
    ) -> None:
        """Teach the student, epoch by epoch; from the model that it was before, where that is given."""
        layers = LAYERS if wide is None else tuple(range(len(LAYERS)))
        teacher = Teacher(wide or self.teacher, self.student, layers, share)
        change = self.corpus.augmenter([*self.own, *self.foreign])
        learn(
            self.student,
            [lambda items=items: items for items in epochs],
            self.encoder,
            course,
            change,
            teacher.loss,
        )

    def alone(self) -> None:
        """What the teacher knows."""
        with_hindi = [*self.sentences, *self.hindi[:HINDI_FIRST]]
        self.learn(ALONE, SHARES[0], [[*self.own, *with_hindi[n::3]] for n in range(ALONE.plan.epochs)])

    def languages(self) -> None:
        """The other languages beside it."""
        own = shuffled(self.own, 6)
        self.learn(
            LANGUAGES,
            SHARES[1],
            [
                [*own[n::2], *self.foreign, *self.sentences[n::4], *self.hindi[n::2]]
                for n in range(LANGUAGES.plan.epochs)
            ],
        )

    def clipped(self) -> None:
        """All that, and texts of one sentence."""
        before = copy.deepcopy(self.student.state_dict())
        short = self.short(7, CLIPPINGS, None)
        self.learn(
            CLIPPED, SHARES[2], [[*self.own, *self.foreign, *short, *self.sentences[1::2], *self.hindi[::3]]]
        )
        self.student.load_state_dict(mixed(before, self.student.state_dict(), AFTER))

    def narrow(self) -> None:
        """The same with half the hidden units."""
        self.wide = self.student
        some = [*self.corpus.documents[::12], *self.others[::8]]
        self.student = narrowed(self.wide, WIDTH, some, self.encoder)
        short = self.short(8, 1_200, None)
        items = [*self.own, *self.foreign, *short, *self.sentences[::3], *self.hindi[::4]]
        self.learn(NARROW, SHARES[3], [[replace(item, taught=True) for item in items]], self.wide)

    def newest(self) -> None:
        """All once more, and the newest files."""
        self.meet([*documents_of(NEWEST[0]), *documents_of(NEWEST[1])])
        short = self.short(9, 1_400, 1_200)
        self.learn(
            ALL,
            SHARES[4],
            [
                [*self.own, *self.foreign, *short[n::2], *self.sentences[n::2], *self.hindi[n::4]]
                for n in range(ALL.plan.epochs)
            ],
            self.wide,
        )

    def fold(self, half: int, path: Path) -> None:
        """A model that goes on with one half of the newest files, the other languages and some Telugu, and is kept."""
        lessons = copy.copy(self)
        lessons.student = copy.deepcopy(self.student)
        newest = documents_of(NEWEST[half])
        lessons.meet(newest)
        learnt = [*self.others, *newest]
        some = stories(shuffled(self.corpus.documents, 3)[:FOLD_TELUGU], lessons.student.index)
        short = stories(shuffled(clippings(learnt), 4)[:FOLD_CLIPPINGS], lessons.student.index)
        items = [*lessons.foreign, *lessons.own[len(self.own) :], *some, *short]
        change = self.corpus.augmenter(items)
        learn(lessons.student, [lambda: items] * FOLD.plan.epochs, self.encoder, FOLD, change)
        seen = [*self.corpus.documents, *learnt]
        fold_models.save(lessons.student, path, [document["doc_id"] for document in seen])

    def meet(self, documents: Sequence[dict[str, Any]]) -> None:
        """Add documents to what is learnt."""
        own = [d for d in documents if d.get("lang", FIRST) == FIRST]
        others = [d for d in documents if d.get("lang", FIRST) != FIRST]
        self.student = grown(self.student, index_of(others))
        self.wide = grown(self.wide, index_of(others))
        self.corpus = replace(self.corpus, documents=[*self.corpus.documents, *own])
        self.others = [*self.others, *others]
        self.own = [*self.own, *stories(own, self.student.index)]
        self.foreign = [*self.foreign, *untaught(stories(others, self.student.index))]

    def short(self, seed: int, own: int, foreign: int | None) -> list[Story]:
        """Single sentences of the documents: so many Telugu ones, and of the others so many, or every third."""
        others = clippings(self.others)
        others = others[::3] if foreign is None else shuffled(others, seed + 1)[:foreign]
        cut = shuffled(clippings(self.corpus.documents), seed)[:own] + others
        return untaught(stories(cut, self.student.index))


def mixed(
    before: Mapping[str, torch.Tensor], after: Mapping[str, torch.Tensor], share: float
) -> dict[str, torch.Tensor]:
    """Weights between two states of a model, `share` of the way to the second."""
    return {name: value + share * (after[name] - value) for name, value in before.items()}


def main() -> None:
    """Teach and keep."""
    parser = command_line(__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument(
        "--tokenizer", type=Path, default=ROOT / "models" / "tagger" / "te" / "tokenizer.json"
    )
    parser.add_argument("--save", type=Path, required=True)
    parser.add_argument("--folds", type=Path, help="keep a model for each half of the newest files there")
    options = parser.parse_args()
    lessons = Lessons(
        fold_models.restore(options.teacher), Corpus.read(options.data), Encoder(options.tokenizer)
    )
    for part in (lessons.alone, lessons.languages, lessons.clipped, lessons.narrow):
        log.info("%s", part.__doc__)
        part()
    for half in range(len(NEWEST) if options.folds else 0):
        # It learns one half, and is asked about the other.
        lessons.fold(half, options.folds / f"fold{half}.pt")
    lessons.newest()
    seen = [document["doc_id"] for document in [*lessons.corpus.documents, *lessons.others]]
    fold_models.save(lessons.student, options.save, seen)


if __name__ == "__main__":
    main()
