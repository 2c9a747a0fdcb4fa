"""How long it takes to put 100,000 synthetic claims together, and how the time grows with their number.

    python tests/bench/bench_timeline.py [CLAIMS]

A quarter as many happenings as claims, over twenty years: launches on few rockets by few operators (hubs), among them
batches under one name; phases of 300 stations; agreements of five states and agencies with 4,000 companies.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from ghatana.timeline import rows_from
from ghatana.timeline.days import Days
from ghatana.timeline.mentions import Mention
from ghatana.timeline.names import Name, name_key

VEHICLES = ("Falcon 9", "Long March 5", "Soyuz-2.1b", "H3", "Nuri", "Electron", "PSLV")
OPERATORS = ("SpaceX", "China", "Russia", "JAXA", "ISRO")
CLAIMS_EACH = 4


def name(role: str, shown: str) -> Name:
    return Name(role, shown, name_key(shown, shown))


def happening(rng: random.Random, n: int) -> tuple[str, str, list[Name]]:
    kind = rng.random()
    if kind < 0.6:
        payload = rng.choice(["Starlink", f"Satellite {rng.choice('ABCDEFG')}{n}", f"Chang'e {n}", ""])
        names = [name("operator", rng.choice(OPERATORS)), name("vehicle", rng.choice(VEHICLES))]
        return "launch", "liftoff", [*names, *([name("payload", payload)] if payload else [])]
    if kind < 0.8:
        return (
            "station_phase",
            "phase",
            [name("program", f"Station {n % 300}"), name("phase", f"Phase {n // 300 % 9}")],
        )
    parties = [name("party", rng.choice(OPERATORS)), name("party", f"Company {n % 4000}")]
    return "agreement", "signing", parties


def claims(size: int) -> Iterator[Mention]:
    rng = random.Random(1)
    for n in range(size // CLAIMS_EACH):
        day = date(2005, 1, 1) + timedelta(rng.randrange(7300))
        kind, subtype, names = happening(rng, n)
        for k in range(CLAIMS_EACH):
            status = rng.choice(["planned", "completed", "delayed"])
            done = status == "completed"
            on = day if done else day - timedelta(rng.randrange(60))
            published = day + timedelta(rng.randrange(5)) if done else day - timedelta(rng.randrange(90))
            yield Mention(
                f"{n}-{k}", f"d{n}-{k}", kind, subtype, status, on.isoformat(), Days(on, on), published, f"P{k}",
                None, None, "", (), tuple(names), "x", 0.5,
            )  # fmt: skip


def main(size: int) -> None:
    for part in (size // 4, size // 2, size):
        made = list(claims(part))
        started, busy = time.perf_counter(), time.process_time()
        rows = rows_from(made)
        seconds, cpu = time.perf_counter() - started, time.process_time() - busy
        print(
            f"{part:>8,} claims  {len(rows['timeline']):>7,} happenings  {seconds:6.1f} s, processor {cpu:6.1f} s"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
