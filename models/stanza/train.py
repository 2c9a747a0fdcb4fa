"""From UD CoNLL-U to a stanza tokenizer and tagger (and, if asked, a parser), in one command:

    python models/stanza/train.py --train T.conllu --dev D.conllu --test E.conllu --out FOLDER

FOLDER then serves `ghatana extract … --tokenizer stanza:FOLDER`. stanza's own training entry points do the work;
this file prepares their input, fixes what makes a run repeatable (seed, one thread, no GPU) and writes down what
came out (`scores.json`). Nothing is downloaded: no pretrained vectors, no character language model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

# Before torch is imported: these models are small, and two threads take ten times as long as one.
os.environ["OMP_NUM_THREADS"] = "1"

SPLITS = ("train", "dev", "test")
PARTS = ("tokenizer", "tagger", "parser")
STEPS = {"tokenizer": 600, "tagger": 400, "parser": 400}
# A reduced size for trying the recipe out: seconds instead of minutes.
_SMALL: dict[str, float] = {
    "hidden_dim": 48,
    "char_hidden_dim": 48,
    "word_emb_dim": 24,
    "char_emb_dim": 24,
    "tag_emb_dim": 16,
}
_SMALL |= {"deep_biaff_hidden_dim": 48, "transformed_dim": 24, "dropout": 0.1, "word_dropout": 0.1}
TINY: dict[str, dict[str, float]] = {
    "tokenizer": {"hidden_dim": 32, "emb_dim": 16},
    "tagger": _SMALL,
    "parser": {**_SMALL, "deep_biaff_output_dim": 32},
}
log = logging.getLogger("recipe")


@dataclass(frozen=True)
class Plan:
    """What to train: `steps` of each part, how often the dev split is looked at, and the part's own options."""

    lang: str
    name: str
    out: Path
    seed: int
    steps: dict[str, int]
    tiny: bool

    @property
    def shorthand(self) -> str:
        """Stanza's name of a treebank: language, underscore, name."""
        return f"{self.lang}_{self.name}"

    def run(self, part: str, mode: str, **options: str | float | bool) -> None:
        """Call stanza's entry point of a part with these options and those that every call shares."""
        options |= {
            "mode": mode,
            "lang": self.lang,
            "shorthand": self.shorthand,
            "seed": self.seed,
            "cpu": True,
        }
        options |= {"save_dir": str(self.out), "save_name": f"{self.shorthand}_{part}.pt"}
        if mode == "train" and self.tiny:
            options |= TINY[part]
        import_module(f"stanza.models.{part}").main(flags(options))


def flags(options: dict[str, str | float | bool]) -> list[str]:
    """Options as a command line has them; True is a switch.

    >>> flags({"seed": 1, "cpu": True})
    ['--seed', '1', '--cpu']
    """
    return [word for k, v in options.items() for word in ([f"--{k}"] if v is True else [f"--{k}", str(v)])]


def gather(files: Sequence[Path], target: Path) -> None:
    """Several CoNLL-U files as one, as stanza reads them: no comments but the text's, a blank line at the end."""
    sentences = []
    for file in files:
        for block in file.read_text("utf-8").split("\n\n"):
            lines = [x for x in block.split("\n") if x.strip() and (x[0] != "#" or x.startswith("# text ="))]
            if lines:
                sentences.append("\n".join(lines))
    target.write_text("\n\n".join(sentences) + "\n\n", "utf-8")


def prepare(work: Path, name: str, splits: dict[str, list[Path]]) -> None:
    """The files of stanza's data preparation in `work`: running text, character labels, multi-word tokens."""
    common = import_module("stanza.utils.datasets.common")
    for split in SPLITS:
        gather(splits[split], work / f"{name}.{split}.gold.conllu")
    common.convert_conllu_to_txt(str(work), name)
    common.prepare_tokenizer_treebank_labels(str(work), name)


def tokenizer(work: Path, plan: Plan) -> dict[str, float]:
    """Train on `work`; the F1 of tokens and of sentences on the raw text of the test split."""
    name, steps = plan.shorthand, plan.steps["tokenizer"]
    text = {split: str(work / f"{name}.{split}.txt") for split in SPLITS}
    labels = {split: str(work / f"{name}-ud-{split}.toklabels") for split in SPLITS}
    plan.run(
        "tokenizer",
        "train",
        txt_file=text["train"],
        label_file=labels["train"],
        dev_txt_file=text["dev"],
        dev_label_file=labels["dev"],
        dev_conll_gold=str(work / f"{name}.dev.gold.conllu"),
        mwt_json_file=str(work / f"{name}-ud-dev-mwt.json"),
        steps=steps,
        eval_steps=max(1, min(200, steps // 2)),
        max_seqlen=300,
    )
    found = work / "tokens.conllu"
    mwt = str(work / f"{name}-ud-test-mwt.json")
    plan.run("tokenizer", "predict", txt_file=text["test"], conll_file=str(found), mwt_json_file=mwt)
    return _figures(work, name, found, {"Tokens": "tokens_f1", "Sentences": "sentences_f1"})


def tagger(work: Path, plan: Plan) -> dict[str, float]:
    """Train on `work`; UPOS accuracy on the test split's own tokens."""
    # stanza's 250 sentences a batch would be a quarter of a small treebank.
    found = _annotator("tagger", work, plan, fix_eval_interval=True, batch_size=64)
    return _figures(work, plan.shorthand, found, {"UPOS": "upos"})


def parser(work: Path, plan: Plan) -> dict[str, float]:
    """Train on `work`; attachment scores on the test split's own tokens and tags."""
    found = _annotator("parser", work, plan, no_checkpoint=True)
    return _figures(work, plan.shorthand, found, {"UAS": "uas", "LAS": "las"})


def _annotator(part: str, work: Path, plan: Plan, **extra: int) -> Path:
    """Train a tagger or parser and annotate the test split; the annotated file."""
    gold = {split: str(work / f"{plan.shorthand}.{split}.gold.conllu") for split in SPLITS}
    steps = plan.steps[part]
    plan.run(
        part,
        "train",
        train_file=gold["train"],
        eval_file=gold["dev"],
        max_steps=steps,
        eval_interval=max(1, min(100, steps // 2)),
        no_pretrain=True,
        **extra,
    )
    found = work / f"{part}.conllu"
    plan.run(part, "predict", eval_file=gold["test"], output_file=str(found), no_pretrain=True)
    return found


def _figures(work: Path, name: str, found: Path, wanted: dict[str, str]) -> dict[str, float]:
    """F1 by the shared task's evaluation (Zeman et al. 2018), which stanza brings along."""
    scores = import_module("stanza.models.common.utils").ud_scores(
        str(work / f"{name}.test.gold.conllu"), str(found)
    )
    return {ours: round(scores[theirs].f1, 4) for theirs, ours in wanted.items()}


def train(plan: Plan, splits: dict[str, list[Path]]) -> dict[str, Any]:
    """Train every part of `plan`; what was written to `scores.json`."""
    import_module("torch").set_num_threads(1)
    plan.out.mkdir(parents=True, exist_ok=True)
    scores: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        prepare(work, plan.shorthand, splits)
        for part in plan.steps:
            log.info("%s: %d steps", part, plan.steps[part])
            scores |= {"tokenizer": tokenizer, "tagger": tagger, "parser": parser}[part](work, plan)
    models = [plan.out / f"{plan.shorthand}_{part}.pt" for part in plan.steps]
    card = {
        "name": plan.shorthand,
        "lang": plan.lang,
        "seed": plan.seed,
        "steps": plan.steps,
        "stanza": version("stanza"),
        "torch": version("torch"),
        "data": {split: {f.name: sha256(f) for f in splits[split]} for split in SPLITS},
        "scores": scores,
        "files": {m.name: {"bytes": m.stat().st_size, "sha256": sha256(m)} for m in models},
    }
    (plan.out / "scores.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return card


def sha256(path: Path) -> str:
    """The file's sha256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for split in SPLITS:
        parser.add_argument(f"--{split}", nargs="+", type=Path, required=True, metavar="CONLLU")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for the models; keep it out of the repository"
    )
    parser.add_argument("--lang", default="te")
    parser.add_argument("--name", default="own", help="the treebank's name, in the models' file names")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=["tokenizer", "tagger"])
    parser.add_argument("--steps", nargs="+", type=int, help="one number for each part, in their order")
    parser.add_argument("--seed", type=int, default=1234)
    parser.add_argument("--verbose", action="store_true", help="show stanza's own log")
    parser.add_argument("--tiny", action="store_true", help="a reduced size, for trying the recipe out")
    options = parser.parse_args(argv)
    options.steps = options.steps or [STEPS[part] for part in options.parts]
    if len(options.steps) != len(options.parts):
        parser.error(f"--steps has {len(options.steps)} numbers for {len(options.parts)} parts")
    return options


def main(argv: Sequence[str] | None = None) -> None:
    """Run the recipe and print the scores."""
    options = arguments(argv)
    import_module("stanza")  # sets the level of its own logger when it is imported
    logging.getLogger("stanza").setLevel(logging.INFO if options.verbose else logging.WARNING)
    plan = Plan(
        lang=options.lang,
        name=options.name,
        out=options.out.resolve(),
        seed=options.seed,
        steps=dict(zip(options.parts, options.steps, strict=True)),
        tiny=options.tiny,
    )
    with redirect_stdout(sys.stderr):  # stanza's data preparation talks on stdout, which is for the scores
        card = train(plan, {split: getattr(options, split) for split in SPLITS})
    json.dump(card, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
