"""Accuracy and speed of the time tagger beside dateparser's `search_dates`, in one run on the committed texts.

    python tests/bench/bench_times.py [--lang LANG] [--seconds N]

Needs the extra `bench`. Accuracy is on `timex_dev`, `timex_own` and `timex_mixed` in `corpus/gold`, for a language
other than Telugu on `timex_dev` in its folder there: dateparser gives days, so it is counted right on a day where the
day is, and on a month or a year where the month or the year is; its spans need only overlap. Ours are scored by the
benches' own rule: exact span, type and value. Speed is in characters a second on one core, over the benches' sentences
and the articles in `corpus/`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

BENCHES = {"te": ("timex_dev", "timex_own", "timex_mixed"), "en": ("en/timex_dev",), "hi": ("hi/timex_dev",)}
SHORT = {"te": "మే 3న", "en": "on May 3", "hi": "3 मई को"}
ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from ghatana.languages import load  # noqa: E402
from ghatana.stages.times import tag  # noqa: E402
from stages.times.test_bench import right, rows  # noqa: E402

Found = list[tuple[int, int, date]]
Search = Callable[[str, date], Found]


def searches(lang: str) -> dict[str, Search]:
    """`search_dates` with each strategy that the installed dateparser has."""
    from dateparser.search import search_dates

    def run(text: str, published: date, **more: Any) -> Found:
        settings = {"RELATIVE_BASE": datetime(published.year, published.month, published.day)}
        found, at = [], 0
        for surface, moment in search_dates(text, languages=[lang], settings=settings, **more) or []:
            start = max(text.find(surface, at), 0)
            at = start + len(surface)
            found.append((start, at, moment.date()))
        return found

    out: dict[str, Search] = {"dateparser search_dates": run}
    try:
        search_dates("2024", languages=[lang], strategy="ngram")
    except TypeError:
        print("This dateparser has no strategy='ngram'.")
    else:
        out["dateparser, ngram"] = lambda text, published: run(text, published, strategy="ngram")
    return out


def texts(lang: str) -> list[tuple[str, date]]:
    """Every committed text of a language with a publication date."""
    out = [(r["text"], date.fromisoformat(r["dct"])) for n in BENCHES[lang] for r in rows(f"{n}.jsonl")]
    folder = ROOT / "corpus" / "gold"
    for path in sorted((folder if lang == "te" else folder / lang).glob("*_events.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record.get("published"):
                out.append((record["text"], date.fromisoformat(record["published"][:10])))
    return out


def loosely_right(found: Found, gold: dict[str, Any]) -> bool:
    """True if a day found at the place agrees with the gold value as far as that goes."""
    return any(
        s < gold["end"] and gold["start"] < e and str(d).startswith(gold["value"][:10]) for s, e, d in found
    )


def accuracy(name: str, search: Search | None, lang: str) -> tuple[float, float, int, int]:
    """Precision, recall, negatives with a time, negatives."""
    hits = predicted = golds = false = negatives = 0
    for row in rows(name):
        published = date.fromisoformat(row["dct"])
        if search is None:
            times = tag(row["text"], published, load(lang))
            predicted += len(times)
            hits += sum(any(right(row["text"], t, g) for t in times) for g in row["spans"])
            wrong = bool(times)
        else:
            found = search(row["text"], published)
            predicted += len(found)
            hits += sum(loosely_right(found, g) for g in row["spans"])
            wrong = bool(found)
        golds += len(row["spans"])
        negatives += not row["spans"]
        false += not row["spans"] and wrong
    return hits / max(predicted, 1), hits / golds, false, negatives


def speed(run: Callable[[str, date], object], sample: Iterable[tuple[str, date]], seconds: float) -> float:
    """Characters a second of processor time; the sample is cut where the time is up."""
    started, done = time.process_time(), 0
    for text, published in sample:
        run(text, published)
        done += len(text)
        if time.process_time() - started > seconds:
            break
    return done / (time.process_time() - started)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="at most so long for each speed figure")
    parser.add_argument("--lang", choices=sorted(BENCHES), default="te", help="the language of the benches")
    given = parser.parse_args()
    seconds, lang = given.seconds, given.lang
    sample = texts(lang)
    language = load(lang)
    ours = lambda text, published: tag(text, published, language)  # noqa: E731
    for text, published in sample[:50]:  # build the tables first: both load their data at first use
        ours(text, published)
    print(f"{len(sample)} texts, {sum(len(t) for t, _ in sample):,} characters\n")
    heads = "".join(f"{f'{bench} P / R / F1':>25}" for bench in BENCHES[lang])
    print(f"{'':26}{heads}{'negatives hit*':>18}{'chars/s':>12}")
    for name, search in ({"ghatana": None} | searches(lang)).items():
        cells, wrong = [], []
        for bench in BENCHES[lang]:
            p, r, false, negatives = accuracy(f"{bench}.jsonl", search, lang)
            cells.append(f"{p:.3f} / {r:.3f} / {2 * p * r / (p + r) if p + r else 0:.3f}")
            wrong.append(f"{false}/{negatives}")
        if search is not None:
            search(SHORT[lang], date(2024, 6, 13))
        rate = speed(search or ours, sample, seconds)
        print(f"{name:26}{''.join(f'{c:>25}' for c in cells)}{' '.join(wrong):>18}{rate:12,.0f}")
    print("\n* sentences without a time in which one was found, by bench")


if __name__ == "__main__":
    main()
