"""For everyone: no accessibility problem that axe-core calls serious, light and dark, English and Telugu, on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from ghatana.report.interface import interfaces


def serious(page: Any) -> list[str]:
    found = Axe().run(page).response
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:200]} {node['failureSummary']}"
        for v in found["violations"]
        if v["impact"] in {"serious", "critical"}
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("run", ["few", "many", "hostile", "empty"])
def test_axe_finds_nothing_serious(
    run: str, scheme: str, opened: Any, request: pytest.FixtureRequest
) -> None:
    it = opened(request.getfixturevalue(run), color_scheme=scheme)
    for event in it.events[:4]:
        it.open_row(event["id"])
    assert serious(it.page) == []
    it.complaints.clear()  # axe tries things that the policy refuses
    it.page.evaluate("window.violations = []")


def test_axe_finds_nothing_serious_in_telugu_on_a_small_screen(opened: Any, few: Path) -> None:
    it = opened(few, viewport={"width": 390, "height": 800}, locale="te-IN")
    it.open_row(it.events[0]["id"])
    assert it.page.get_attribute("html", "lang") == "te"
    assert serious(it.page) == []
    it.complaints.clear()
    it.page.evaluate("window.violations = []")
    wide = it.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_axe_finds_what_is_wrong(opened: Any, few: Path) -> None:
    it = opened(few)
    it.page.evaluate("() => document.body.append(document.createElement('button'))")
    assert any("button-name" in problem for problem in serious(it.page))
    it.complaints.clear()
    it.page.evaluate("window.violations = []")


def paper(it: Any) -> str:
    return str(it.page.evaluate("getComputedStyle(document.body).backgroundColor"))


def lightness(colour: str) -> float:
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def test_dark_and_light_follow_the_system_and_the_button(opened: Any, few: Path) -> None:
    it = opened(few, color_scheme="dark")
    assert lightness(paper(it)) < 60
    it.page.emulate_media(color_scheme="light")
    assert lightness(paper(it)) > 200
    it.page.click("#theme")
    assert it.page.inner_text("#theme") == "Colours: light"
    it.page.emulate_media(color_scheme="dark")
    assert lightness(paper(it)) > 200
    it.page.click("#theme")
    it.page.emulate_media(color_scheme="light")
    assert it.page.inner_text("#theme") == "Colours: dark"
    assert lightness(paper(it)) < 60


def test_the_interface_speaks_telugu(opened: Any, few: Path) -> None:
    it = opened(few)
    words = interfaces()["te"]
    it.open_row(it.events[0]["id"])
    it.page.click("#language-te")
    assert it.page.get_attribute("html", "lang") == "te"
    assert it.page.locator("h2").all_inner_texts() == [
        words[key] for key in ("summary", "timeline", "tables", "quarantine", "scores")
    ]
    assert it.page.inner_text("#tab-launch").startswith("ప్రయోగాలు")
    assert it.page.locator(f"#detail-{it.events[0]['id']} .cells th").first.inner_text() == words["cell"]
    # No word of the English interface is left over, but those that are the same in both.
    text = it.page.inner_text("body")
    english = interfaces()["en"]
    for key, said in english.items():
        if (
            "{" not in said
            and said != words[key]
            and len(said) > 6
            and key not in {"language", "version.ghatana"}
        ):
            assert said not in text, key
    it.page.click("#language-en")
    assert it.page.inner_text("#h-summary") == "Summary"


def test_the_language_of_the_browser_is_the_first(opened: Any, few: Path) -> None:
    assert opened(few, locale="te-IN").page.inner_text("#h-timeline") == "కాలరేఖ"
    assert opened(few, locale="fr-FR").page.inner_text("#h-timeline") == "Timeline"


def test_on_paper_all_tables_and_open_rows_are_there_and_buttons_are_not(opened: Any, many: Path) -> None:
    it = opened(many)
    launch = next(e for e in it.events if e["type"] == "launch")
    it.open_row(launch["id"])
    it.page.emulate_media(media="print", color_scheme="dark")
    it.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    it.page.wait_for_selector(f"#detail-{launch['id']} .text")
    assert it.page.locator("tr.row:visible").count() == len(it.events)
    assert it.page.locator(".panel:visible").count() == 3
    assert not it.page.is_visible("#filters")
    assert lightness(paper(it)) > 240
    it.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    it.page.emulate_media(media="screen")
    assert it.page.locator(".panel:visible").count() == 1
    assert it.page.pdf().startswith(b"%PDF-")


def test_a_run_of_nothing_says_so(opened: Any, empty: Path) -> None:
    it = opened(empty)
    assert it.count() == 0
    text = it.page.inner_text("main")
    for said in ("This run found no event.", "No dated event in this window.", "Nothing was quarantined"):
        assert said in text, said
