"""The head that says what common nouns stand for, trained on the vectors of the model as it ships; in 15 minutes:

    python models/tagger/antecedents.py                 writes antecedents.npz and .json beside the model
    python models/tagger/antecedents.py --folds 5       prints what it makes of documents that it was not trained on

Of `corpus/train`, all languages: each argument that is annotated at a common noun says what the noun stands for, by its
canonical name, or that it stands for none. The encoder is not trained here, so this is run after `make.py` each time
that the model changes. Seeded; one thread learns, `--workers` read.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "pipeline"), str(ROOT / "models" / "events")]
os.environ.setdefault("OMP_NUM_THREADS", "1")

import card  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from encoder import HIDDEN  # noqa: E402
from lessons import Lesson, lessons  # noqa: E402
from make import save_json  # noqa: E402
from torch import nn  # noqa: E402

from ghatana.engines.antecedent_head import FACTS, NOUN, PAIR, WEIGHTS  # noqa: E402
from ghatana.engines.fact_index import Index  # noqa: E402
from ghatana.stages.events.antecedents import choice  # noqa: E402

WIDTH, DROPOUT = 64, 0.3
EPOCHS, BATCH, RATE, DECAY, SEED = 14, 16, 1e-3, 0.01, 71


def index_of(items: Sequence[Lesson]) -> Index:
    """The numbers of the facts of nouns and of pairs."""
    pairs = [facts for item in items for option in item.noun.options for facts in option.facts]
    return Index.of_facts([*((NOUN, item.noun.facts) for item in items), *((PAIR, facts) for facts in pairs)])


class AntecedentHead(nn.Module):
    """As `ghatana.engines.antecedent_head` says."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self.index = index
        self.drop = nn.Dropout(DROPOUT)
        for name in ("noun", "name"):
            setattr(self, name, nn.Linear(2 * HIDDEN, WIDTH))
        self.across, self.along = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.out, self.none = nn.Linear(WIDTH, 1, bias=False), nn.Linear(WIDTH, 1)
        self.noun_fact0 = nn.Embedding(index.sizes(NOUN)[0], WIDTH)
        for n, size in enumerate(index.sizes(NOUN)):
            setattr(self, f"none_fact{n}", nn.Embedding(size, 1))
        for n, size in enumerate(index.sizes(PAIR)):
            setattr(self, f"pair_fact{n}", nn.Embedding(size, WIDTH))
            setattr(self, f"alone_fact{n}", nn.Embedding(size, 1))
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.05)

    def forward(self, item: Lesson) -> torch.Tensor:
        """Log-probabilities: that a noun stands for no name, then of its options."""
        facts = self.index.facts(NOUN, item.noun.facts)
        own = self.drop(torch.tensor(item.vector, dtype=torch.float32))
        own = self.drop(torch.relu(self.noun(own) + self.noun_fact0.weight[facts[0]]))
        none = self.none(own)
        for n, fact in enumerate(facts):
            none = none + getattr(self, f"none_fact{n}").weight[fact]
        names = self.drop(torch.tensor(item.names, dtype=torch.float32))
        names = self.drop(torch.relu(self.name(names)))
        hidden = self.across(own) * self.along(names) + own + names
        alone = torch.zeros(len(names))
        known = [self.index.facts(PAIR, facts) for option in item.noun.options for facts in option.facts]
        for n in range(len(self.index.sizes(PAIR))):
            column = torch.tensor([row[n] for row in known])
            hidden = hidden + getattr(self, f"pair_fact{n}").weight[column]
            alone = alone + getattr(self, f"alone_fact{n}").weight[column, 0]
        scores = alone + self.out(self.drop(torch.relu(hidden)))[:, 0]
        best = torch.full((len(item.noun.options),), -1e4).scatter_reduce(0, item.groups, scores, "amax")
        return torch.log_softmax(torch.cat([none, best]), 0)


def trained(items: Sequence[Lesson], index: Index) -> AntecedentHead:
    """A head taught some nouns; those whose name is none of their options teach nothing."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    head = AntecedentHead(index).train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    items = [item for item in items if any(item.right) or not item.named]
    for epoch in range(EPOCHS):
        rng.shuffle(items)
        optimizer.param_groups[0]["lr"] = RATE * (1 - epoch / EPOCHS)
        for at in range(0, len(items), BATCH):
            block = items[at : at + BATCH]
            loss = torch.stack([loss_of(head(item), item) for item in block]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return head.eval()


def loss_of(logs: torch.Tensor, item: Lesson) -> torch.Tensor:
    """How unlikely the truth was: any of the options that are right, or none."""
    right = [n + 1 for n, true in enumerate(item.right) if true] or [0]
    return -torch.logsumexp(logs[right], 0)


def figures(items: Sequence[Lesson], folds: int) -> str:
    """What heads make of the documents of the fold that each was not taught, beside the rules."""
    documents = sorted({item.document for item in items})
    random.Random(SEED).shuffle(documents)
    fold = {document: n % folds for n, document in enumerate(documents)}
    index = index_of(items)
    counts: Counter[str] = Counter()
    for number in range(folds):
        head = trained([item for item in items if fold[item.document] != number], index)
        with torch.no_grad():
            for item in items:
                if fold[item.document] == number:
                    counts.update(judged(item, head(item).tolist()))
    lines = [f"{counts['named']} nouns that stand for a name, {counts['nameless']} for none"]
    for who in ("rules", "head"):
        lines.append(
            f"{who}: right {counts[f'{who} right']}, another name {counts[f'{who} other']}, a name for what has none "
            f"{counts[f'{who} invented']}"
        )
    return "\n".join(lines)


def judged(item: Lesson, logs: Sequence[float]) -> Iterator[str]:
    """What to count of a noun."""
    yield "named" if item.named else "nameless"
    chosen = choice(logs)
    names = [option.name for option in item.noun.options]
    for who, at in (
        ("rules", names.index(item.by_rule) if item.by_rule in names else None),
        ("head", chosen),
    ):
        if at is not None:
            yield f"{who} {'invented' if not item.named else 'right' if item.right[at] else 'other'}"


def main() -> None:
    """Train and write, or measure."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, default=HERE / "te", help="the folder of the model")
    parser.add_argument("--data", type=Path, default=ROOT / "corpus" / "train")
    parser.add_argument("--folds", type=int, help="measure by so many folds, and write nothing")
    parser.add_argument(
        "--workers", type=int, default=1, help="processes that read; what is learnt is the same"
    )
    options = parser.parse_args()
    items = lessons(options.model, options.data, options.workers)
    if options.folds:
        print(figures(items, options.folds))
        return
    index = index_of(items)
    state = trained(items, index).state_dict()
    np.savez(options.model / WEIGHTS, **{k: v.numpy().astype(np.float16) for k, v in sorted(state.items())})
    save_json(options.model / FACTS, index.known)
    card.write(options.model)


if __name__ == "__main__":
    main()
