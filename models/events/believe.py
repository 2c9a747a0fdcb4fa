"""How far the weights beside the model are believed, and how far the model itself, on documents that it has not learnt.

    python models/events/believe.py FILE.jsonl …            print what would change
    python models/events/believe.py --write FILE.jsonl …    change `evidence_model.tsv` of the documents' languages

`fit.py` weighs a model by its opinions on documents that it had not seen; the model that ships has learnt more since,
and a table of some thousand weights is too sure of itself on texts of other writers. Both are mended by two numbers a
decision, and a third where the answer is yes or no: `own`, by which all weights are multiplied; `model`, which each
step of the model's log-odds adds; `more`, added to all. Beside them every weight may move, as far as the documents
insist. All are fitted on the documents named here (logistic regression drawn to 1, 0, 0 and no move at all: Platt
1999, Wolpert 1992, Chelba and Acero 2006), for all languages together, and are folded into the weights, so that nothing
is added to the rules. Beside the documents stand single sentences of them, as headlines and tickers are read. Last the
weights of `row`, a row's confidence, move in the same way; they alone with `--rows`: where documents are few, of few
writers, the decisions are better left. `--leave` names those that are: what is an event, say, where the documents are
denser with events than what is to be read. With `--languages` the weights of some are written alone: Telugu's rows
are fitted on its own documents, those of languages with few documents on all. The documents must be new to the model:
name files written after it was trained. Needs scikit-learn and scipy (`pip install 'ghatana[train]'`).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path
from typing import Any

from belief import Seen, asked, believed, fitted
from cases import Case, cases, gold_documents
from clippings import clippings
from fit import ROOT, consulted
from observations import observe, observe_events, observe_rows, observe_subtypes
from regressions import Weights, write

from ghatana.engines.onnx_tagger import OnnxTagger

EVERY = 2  # of the single sentences one in so many
EVIDENCE = "evidence_model"
ONE_ANSWER = (set(), {"liftoff"})  # outcomes of decisions that leave nothing to decide
Look = Callable[[Sequence[Case]], Mapping[str, Seen]]


def _events(some: Sequence[Case]) -> Mapping[str, Seen]:
    return {"event": observe_events(some)}


def _rows(some: Sequence[Case]) -> Mapping[str, Seen]:
    return {"row": observe_rows(some)}


DECISIONS: tuple[Look, ...] = (observe, observe_subtypes, _events)
ROWS: tuple[Look, ...] = (_rows,)


def believe(
    every: Mapping[str, Sequence[Case]],
    looks: Sequence[Look],
    tell: Callable[[str], None],
    leave: Container[str] = (),
) -> dict[str, Weights]:
    """The weights of each language, changed; in the order in which the stage decides, each on those before.

    Args:
        every: the documents by language, with the model's answers; the weights that they share are changed.
        looks: what is observed for which decisions, and the right answers.
        tell: is given a line for each decision.
        leave: decisions that stay as they are.
    """
    shared = {lang: some[0].reading.lexicon.weights for lang, some in every.items()}
    for look in looks:
        seen = {lang: look(some) for lang, some in every.items()}
        for decision in sorted({d for found in seen.values() for d in found if d not in leave}):
            langs = [lang for lang in every if decision in seen[lang] and decision in shared[lang]]
            tables, told = (
                [shared[lang][decision] for lang in langs],
                [seen[lang][decision] for lang in langs],
            )
            if {outcome for table in tables for outcome in table} in ONE_ANSWER:
                continue
            belief, before, after = fitted(asked(tables, told))
            count = sum(len(right) for _, right in told)
            tell(f"{decision:32}{count:6} answers  loss {before:.4f} -> {after:.4f}  {belief[:3]}")
            for lang, table, (observed, _) in zip(langs, tables, told, strict=True):
                own = belief.of({item for items in observed for item in items})
                shared[lang][decision] = {o: believed(weights, o, own) for o, weights in table.items()}
    return shared


def read(documents: Sequence[dict[str, Any]], model: OnnxTagger) -> list[Case]:
    """Documents of one language as the stage with the model sees them."""
    return [consulted(case, model) for case in cases(documents, model, EVIDENCE, str(documents[0]["lang"]))]


def main() -> None:
    """Read, tell, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rows", action="store_true", help="fit the confidence of rows alone")
    parser.add_argument(
        "--leave", nargs="+", default=(), help="decisions that stay as they are: event, status, …"
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--languages", nargs="+", help="whose weights are written; all that have documents")
    options = parser.parse_args()
    model = OnnxTagger()
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for document in gold_documents(options.files):
        by_language[str(document["lang"])].append(document)
    whole = {lang: read(documents, model) for lang, documents in sorted(by_language.items())}
    if not options.rows:
        cut = {lang: read(clippings(documents)[::EVERY], model) for lang, documents in by_language.items()}
        believe({lang: [*some, *cut[lang]] for lang, some in whole.items()}, DECISIONS, print, options.leave)
    shared = believe(whole, ROWS, print, options.leave)
    for lang, weights in shared.items():
        if options.write and lang in (options.languages or shared):
            path = ROOT / "pipeline" / "ghatana" / "languages" / lang / "events" / f"{EVIDENCE}.tsv"
            print(lang, write(weights, path), "weights")


if __name__ == "__main__":
    main()
