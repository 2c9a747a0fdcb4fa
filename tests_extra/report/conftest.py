"""A real browser for the report. Needs Chromium (`apt-get install chromium`, or CHROMIUM=/path/to/it) and

`pip install -e '.[test,browser]'`. Nothing is skipped where one is missing: the tests fail and say so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ghatana.report import write_report
from ghatana.report.reading import read_run
from ghatana.report.rows import content
from report_runs import four_events, gold_documents, hostile_document, quarantined, write_run

# As root in a container, and with nothing of its own to say to the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
FLAGS += ["--disable-component-update", "--disable-sync"]
VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (e) => window.violations.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


@dataclass
class Opened:
    """A report in the browser, the events that are in it, and all that the browser complained of."""

    page: Page
    events: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def settled(self) -> Opened:
        """Wait until the page is drawn."""
        self.page.wait_for_selector("html[data-ready]")
        return self

    def all_complaints(self) -> list[str]:
        """Console messages, errors and violations of the policy."""
        return self.complaints + self.page.evaluate("window.violations")

    def ids(self) -> list[str]:
        """The rows that are shown, in their order."""
        return self.page.eval_on_selector_all("tr.row", "rows => rows.map(r => r.dataset.id)")

    def count(self) -> int:
        """How many events pass the filters, as the page says."""
        return int(self.page.inner_text("#count").split()[0].replace(",", ""))

    def open_row(self, event_id: str) -> None:
        """Open a row by its link and wait for its text."""
        self.page.evaluate("id => { location.hash = id }", event_id)
        self.page.wait_for_selector(f"#detail-{event_id} .text")

    def marked(self, event_id: str, key: str) -> str:
        """The text that is highlighted for an annotation of an open row."""
        script = "marks => marks.map(m => m.textContent).join('')"
        return str(self.page.eval_on_selector_all(f"#detail-{event_id} mark[data-for~={key}]", script))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    where = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert where, "There is no Chromium. Install it (apt-get install chromium), or set CHROMIUM to its path."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=FLAGS)
        yield browser
        browser.close()


Opener = Callable[..., Opened]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens the report of a run; whatever the browser complained of fails the test."""
    every: list[Opened] = []

    def open_(run: Path, hash_: str = "", **settings: Any) -> Opened:
        out = tmp_path / f"{run.parent.name}.html"
        write_report(run, out)
        context = browser.new_context(
            **{"locale": "en-GB", "viewport": {"width": 1400, "height": 900}, **settings}
        )
        context.add_init_script(VIOLATIONS)
        page = context.new_page()
        page.set_default_timeout(20_000)
        made = content(read_run(run))
        it = Opened(page, made.events, made.documents)
        page.on("console", lambda message: it.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: it.complaints.append(str(error)))
        page.on("request", lambda request: it.requests.append(request.url))
        page.goto(out.as_uri() + hash_)
        every.append(it)
        return it if settings.get("java_script_enabled") is False else it.settled()

    yield open_
    for it in every:
        if it.page.evaluate("typeof window.violations") == "object":
            assert it.all_complaints() == []
        it.page.context.close()


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four events, one of each kind of date."""
    return write_run(
        tmp_path_factory.mktemp("few") / "run", [four_events(url="https://example.org/a?b=1&c=2")]
    )


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred events of the gold, every role among them."""
    return write_run(tmp_path_factory.mktemp("many") / "run", gold_documents(250))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Attacks wherever a text can be."""
    documents = [hostile_document(), four_events("long", before="ముందు మాట. " * 2_000 + "\n")]
    return write_run(tmp_path_factory.mktemp("hostile") / "run", documents, quarantine=quarantined(2))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No document at all."""
    return write_run(tmp_path_factory.mktemp("empty") / "run", [])
