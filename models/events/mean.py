"""The mean of two fits: each decision is weighed by half of what one says and half of what the other does.

    python models/events/mean.py ONE.tsv OTHER.tsv --out FILE [--only-other DECISION …]

Two fits of the same decisions on documents read by other models err in other places; the mean of their log-odds (a
product of experts with equal say: Hinton 1999) is surer than either. A decision whose evidence is new in one of them
is taken from that one alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "pipeline")]

from regressions import SMALLEST, Weights, write  # noqa: E402

from ghatana.languages import parse_tsv  # noqa: E402
from ghatana.stages.events.evidence import BIAS, weights_of  # noqa: E402


def read(path: Path) -> Weights:
    """A table of weights."""
    return weights_of(parse_tsv(path.read_text(encoding="utf-8"), str(path)))


def mean(one: Weights, other: Weights, only_other: Collection[str] = ()) -> Weights:
    """The mean of two tables; what one of them lacks weighs nothing there.

    >>> mean({"status": {"planned": {"M=1": 1.0}}}, {"status": {"planned": {"M=1": 2.0, "F=x": 0.04}}})
    {'status': {'planned': {'M=1': 1.5}}}
    """
    out: Weights = {}
    for decision in sorted({*one, *other}):
        own, others = one.get(decision, {}), other.get(decision, {})
        if decision in only_other or not own:
            out[decision] = others
            continue
        out[decision] = {
            outcome: _mean(own.get(outcome, {}), others.get(outcome, {}))
            for outcome in sorted({*own, *others})
        }
    return out


def _mean(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    halves = {e: round((one.get(e, 0.0) + other.get(e, 0.0)) / 2, 2) for e in sorted({*one, *other})}
    return {e: weight for e, weight in halves.items() if e == BIAS or abs(weight) >= SMALLEST}


def main() -> None:
    """Read, write, say how many weights there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--only-other", nargs="*", default=[], help="decisions that are taken from OTHER alone"
    )
    options = parser.parse_args()
    print(write(mean(read(options.one), read(options.other), options.only_other), options.out), "weights")


if __name__ == "__main__":
    main()
