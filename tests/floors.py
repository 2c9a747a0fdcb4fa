"""Scores on the committed gold, held as floors in `floors.json`.

    python tests/floors.py                       print what is measured now beside the floors
    python tests/floors.py --raise NOTE          write the measured figures as floors, and a line of history
    python tests/floors.py --raise NOTE --lower  the same where a figure falls; say why in the note
    python tests/floors.py --quality             write what the dataset card says of the quality alone

Both ways of writing also write precision and recall to `publish/quality.json` in the package, for dataset cards.

A floor belongs to the gold it was measured on (its sha256): with other gold it has to be measured again.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from functools import cache
from pathlib import Path
from typing import Any

from ghatana.evaluate import Scores, evaluate
from ghatana.publish import quality

ROOT = Path(__file__).parents[1]
FLOORS = Path(__file__).with_name("floors.json")
GOLD = (
    *("dev_events", "happenings", "news_events", "sample_events", "timex_dev", "timex_mixed", "timex_own"),
    *(
        f"{lang}/{name}"
        for lang in ("en", "hi")
        for name in ("dev_events", "test_events", "timex_dev", "timex_test")
    ),
)

ABOUT = {
    "dev_events": "development set",
    "news_events": "short news, held out from tuning",
    "sample_events": "the sample articles, held out from tuning",
}
# What a dataset card shows: the group of counts, the kind in it, and in which respect a match must be right.
QUALITY: dict[str, tuple[str, str, str | None]] = {
    "events": ("events", "ALL", None),
    "events: launch": ("events", "launch", None),
    "events: agreement": ("events", "agreement", None),
    "events: station_phase": ("events", "station_phase", None),
    "arguments": ("events", "arguments", None),
    "whole rows": ("events", "ALL", "whole"),
    "names": ("entities", "ALL", None),
    "times with their value": ("timexes", "ALL", "both"),
}

# On other processors than x86 the tagger's arithmetic may differ in its last digits, and a mention may tip over.
TOLERANCE = 0.01


def measure(name: str) -> dict[str, float]:
    """The figures of one gold file, cut to three places."""
    return {k: _cut(v) for k, v in figures(scores(name)).items()}


@cache
def scores(name: str) -> Scores:
    return evaluate(gold(name))


def _cut(value: float) -> float:
    return math.floor(value * 1000 + 1e-9) / 1000


def precision_and_recall(name: str) -> dict[str, Any]:
    """What `quality.json` says of one gold file."""
    found = []
    for what, (group, key, respect) in QUALITY.items():
        count = scores(name).counts.get(group, {}).get(key)
        if count and count.gold:
            p, r, f1 = map(_cut, count.prf(respect))
            found.append({"what": what, "precision": p, "recall": r, "f1": f1, "gold": count.gold})
    return {
        "gold": f"{name}.jsonl",
        "sha256": fingerprint(name),
        "about": ABOUT[name],
        "documents": len(gold(name).read_text("utf-8").splitlines()),
        "figures": found,
    }


def write_quality() -> None:
    content = [precision_and_recall(name) for name in ABOUT]
    quality.FILE.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def gold(name: str) -> Path:
    return ROOT / "corpus" / "gold" / f"{name}.jsonl"


def fingerprint(name: str) -> str:
    return hashlib.sha256(gold(name).read_bytes()).hexdigest()


def figures(scores: Scores) -> dict[str, float]:
    """The figures that have a floor, by name."""
    out: dict[str, float] = {}
    if (events := scores.counts.get("events")) and events["ALL"].gold:
        every = events["ALL"]
        out["events F1"] = every.prf()[2]
        for kind in ("agreement", "launch", "station_phase"):
            if kind in events:
                out[f"{kind} F1"] = events[kind].prf()[2]
        for key in ("subtype", "status", "date"):
            out[f"{key} accuracy"] = every.share(key)
        out["arguments F1"] = events["arguments"].prf()[2]
        out["link accuracy"] = every.share("linked", "linkable")
        out["whole rows F1"] = every.prf("whole")[2]
        out["negatives without rows"] = 1 - scores.negatives_with_rows / max(1, scores.negatives)
    for name, b in scores.happenings.items():
        out[f"B³ F1 {name}"] = b.f1
    if entities := scores.counts.get("entities"):
        out["names F1"] = entities["ALL"].prf()[2]
    if times := scores.counts.get("timexes"):
        out["times span+value F1"] = times["ALL"].prf("both")[2]
        out["times mod accuracy"] = times["ALL"].share("mod", "value")
    return out


def read() -> dict[str, dict[str, dict[str, object]]]:
    content: dict[str, dict[str, dict[str, object]]] = json.loads(FLOORS.read_text("utf-8"))
    return content


def main(argv: list[str]) -> int:
    if argv == ["--quality"]:
        write_quality()
        return 0
    content = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}, "history": []}
    measured = {name: measure(name) for name in GOLD}
    fallen = []
    for name, found in measured.items():
        floors = content["floors"].get(name, {}).get("figures", {})
        print(name)
        for key, value in found.items():
            floor = floors.get(key)
            print(f"  {key:24}{value:.3f}  floor {floor if floor is not None else '-'}")
            if floor is not None and value < floor:
                fallen.append(f"{name}: {key} {floor} -> {value}")
    if "--raise" in argv:
        if fallen and "--lower" not in argv:
            print("These would fall; --lower if that is meant:", *fallen, sep="\n  ")
            return 1
        note = argv[argv.index("--raise") + 1]
        content["floors"] = {
            name: {"sha256": fingerprint(name), "figures": found} for name, found in measured.items()
        }
        content["history"].append({"note": note, "figures": measured})
        FLOORS.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        write_quality()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
