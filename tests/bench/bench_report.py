"""Size of a report, how long it takes to make and, in a real browser, until it can be used.

    python tests/bench/bench_report.py [--events N] [--times N]

The events are those of the training gold, over and over under new ids, as a run would have written them. Opening is
timed from the start of navigation until the page says that it is drawn (median of `--times`), and so is the opening of
a row by its link, which unpacks a text. "Work" is the main thread's own time, which a busy machine does not lengthen.
Needs `pip install -e '.[test,browser]'` and Chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Page, sync_playwright

from ghatana.report import write_report
from report_runs import gold_documents, write_run

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
OPENED = """() => new Promise((done) => {
  const look = () => document.documentElement.dataset.ready ? done(performance.now()) : setTimeout(look, 5);
  look();
})"""
ROW = """(id) => new Promise((done) => {
  const began = performance.now();
  const shown = () => document.querySelector(`#detail-${id} .text`);
  const look = () => shown() ? done(performance.now() - began) : setTimeout(look, 2);
  location.hash = id;
  look();
})"""


def opening(page: Page, path: Path, event_id: str) -> list[float]:
    """Milliseconds until the page is drawn, of the main thread's work in that, and both for opening a row."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration")) * 1000

    page.goto(path.as_uri(), wait_until="commit")
    opened = float(page.evaluate(OPENED))
    first = worked()
    row = float(page.evaluate(ROW, event_id))
    return [opened, first, row, worked() - first]


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--events", type=int, default=5_000)
    arguments.add_argument("--times", type=int, default=5)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = write_run(Path(folder) / "run", gold_documents(chosen.events))
        began, spent = time.perf_counter(), time.process_time()
        size = write_report(run, Path(folder) / "report.html")
        made = time.perf_counter() - began
        cpu = time.process_time() - spent
        print(
            f"{chosen.events:,} events: {size / 1e6:.2f} MB, made in {made:.1f} s ({cpu:.1f} s of one core)"
        )
        import pyarrow.parquet as pq

        last = pq.read_table(run / "events.parquet", columns=["event_id"])["event_id"].to_pylist()[-1]
        with sync_playwright() as playwright:
            where = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=where, args=FLAGS)
            times = []
            for _ in range(chosen.times):
                context = browser.new_context()
                times.append(opening(context.new_page(), Path(folder) / "report.html", last))
                context.close()
            print(f"browser: {browser.version}")
            browser.close()
        names = ("page opened", "  of that, work", "row opened", "  of that, work")
        for name, values in zip(names, zip(*times, strict=True), strict=True):
            print(
                f"{name:16} {statistics.median(values):.0f} ms (from {min(values):.0f} to {max(values):.0f})"
            )


if __name__ == "__main__":
    main()
