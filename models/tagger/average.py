"""Models that were taught apart from the same weights, as one: the mean of their weights.

    python models/tagger/average.py --models ONE.pt OTHER.pt … --save MEAN.pt
    python models/tagger/average.py --models models/tagger/te ONE.pt OTHER.pt --save MEAN.pt

What `further.py --save` keeps of two calls with other seeds is joined so; the mean is of one size and reads as fast as
each, and reads texts that none has learnt better than each (model soups: Wortsman et al. 2022). Some may have been
taught on from the mean of others (`--start`): facts that an earlier one's head lacks begin there as they began in the
later one (`grown`), and the latest is named last. A folder is a model as it ships, to be named before its files are
written anew. `make.py --save` quantises the mean. Needs torch (`pip install 'ghatana[train]'`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "pipeline"), str(HERE.parent / "events")]

import fold_models  # noqa: E402
import shipped  # noqa: E402
import torch  # noqa: E402
from distil import grown  # noqa: E402

from ghatana.engines.fact_index import Index  # noqa: E402


def mean(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several models' weights, each of its own kind; what is no number with a fraction is the first's.

    Raises:
        ValueError: if they are not of one shape.

    >>> one, other = {"w": torch.tensor([1.0, 3.0])}, {"w": torch.tensor([3.0, 3.0])}
    >>> mean([one, other])["w"].tolist()
    [2.0, 3.0]
    """
    first = states[0]
    shapes = [{name: tuple(weights.shape) for name, weights in state.items()} for state in states]
    if any(shape != shapes[0] for shape in shapes):
        differing = sorted(
            n for s in shapes[1:] for n in s.keys() | shapes[0].keys() if s.get(n) != shapes[0].get(n)
        )
        raise ValueError(
            f"these models are not of one shape ({differing[0]} differs): expected models that were taught from the "
            "same weights, or from what these became; take what further.py kept"
        )
    return {
        name: sum(state[name].float() for state in states).div(len(states)).to(weights.dtype)
        if torch.is_floating_point(weights)
        else weights
        for name, weights in first.items()
    }


def state_of(kept: dict[str, Any], index: Any) -> Mapping[str, torch.Tensor]:
    """The weights that `further.py` kept, with a place for each fact of an index.

    Raises:
        ValueError: if the facts that it has do not stand first in the index, in their order.
    """
    if kept["index"] == index:
        state: Mapping[str, torch.Tensor] = kept["state"]
        return state
    joint = grown(fold_models.rebuilt(kept), Index(index))
    if joint.index.known != index:
        raise ValueError(
            "a model has facts that the last one lacks, or in another order: expected models that were taught from "
            "the same weights, or from what these became; name the latest last"
        )
    return joint.state_dict()


def read(path: Path) -> dict[str, Any]:
    """What `further.py` kept, or the same of a folder that ships."""
    if path.is_dir():
        return fold_models.kept(shipped.load(path), [])
    held: dict[str, Any] = torch.load(path)
    return held


def main() -> None:
    """Read, take the mean, keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--models", type=Path, nargs="+", required=True)
    parser.add_argument("--save", type=Path, required=True)
    options = parser.parse_args()
    kept = [read(path) for path in options.models]
    states = [state_of(one, kept[-1]["index"]) for one in kept]
    torch.save({**kept[-1], "state": mean(states)}, options.save)


if __name__ == "__main__":
    main()
