"""The timeline in a browser: where bars begin and end, which ends are open, windows, what is drawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from report_runs import gold_documents, write_run

LINE = 28


def bar(it: Any, event: dict[str, Any]) -> Any:
    return it.page.locator(f'.lane-bar[data-id="{event["id"]}"]')


def axis(it: Any) -> tuple[float, float]:
    """Pixels of two ticks and their days, as (pixel of day 0, pixels a day)."""
    ticks = it.page.eval_on_selector_all(
        ".axis text", "all => all.map(t => [Number(t.getAttribute('x')) - 3, t.textContent])"
    )
    (x1, first), (x2, last) = ticks[0], ticks[-1]
    day1, day2 = (date.fromisoformat((said + "-01-01")[:10]).toordinal() for said in (first, last))
    return x1 - (x2 - x1) / (day2 - day1) * day1, (x2 - x1) / (day2 - day1)


def test_a_bar_runs_from_the_first_to_the_last_day(opened: Any, few: Path) -> None:
    it = opened(few)
    zero, scale = axis(it)
    (phase,) = (e for e in it.events if e["edtf"] == "2026/2035")
    rect = bar(it, phase).locator("rect")
    left, width = (float(rect.get_attribute(name)) for name in ("x", "width"))
    assert left == pytest.approx(zero + scale * date(2026, 1, 1).toordinal(), abs=1)
    assert left + width == pytest.approx(zero + scale * date(2036, 1, 1).toordinal(), abs=1)
    assert rect.get_attribute("fill") == "currentColor"


def test_an_open_end_fades_and_the_known_one_is_where_it_is(opened: Any, few: Path) -> None:
    it = opened(few)
    zero, scale = axis(it)
    (by,) = (e for e in it.events if e["edtf"] == "../2035")
    rect = bar(it, by).locator("rect")
    assert rect.get_attribute("fill") == "url(#open-earliest-proposed)"
    left, width = (float(rect.get_attribute(name)) for name in ("x", "width"))
    assert left + width == pytest.approx(zero + scale * date(2036, 1, 1).toordinal(), abs=1)
    stops = it.page.eval_on_selector_all(
        "#open-earliest-proposed stop", "all => all.map(s => s.getAttribute('stop-opacity'))"
    )
    assert stops == ["0", "1"]


def test_statuses_differ_in_shape_and_are_named(opened: Any, many: Path) -> None:
    it = opened(many)
    chips = it.page.eval_on_selector_all(
        ".chip", "all => all.map(c => [c.textContent, c.querySelector('svg').innerHTML])"
    )
    assert len({name for name, _ in chips}) == len({shape for _, shape in chips}) == 8
    labels = it.page.eval_on_selector_all(".lane", "all => all.map(a => a.getAttribute('aria-label'))")
    assert labels
    assert all(any(f", {name}," in label for name, _ in chips) for label in labels)


def test_events_without_a_date_are_counted(opened: Any, many: Path) -> None:
    it = opened(many)
    undated = sum(not (e["earliest"] or e["latest"]) for e in it.events)
    assert it.page.inner_text("#undated").startswith(f"{undated} of these events have no date")


def in_window(it: Any) -> int:
    return int(it.page.inner_text("#in-window").split()[0].replace(",", ""))


def test_the_window_is_chosen_by_buttons_years_and_dragging(opened: Any, many: Path) -> None:
    it = opened(many)
    it.page.click("[id='zoom-zoom.all']")
    dated = sum(bool(e["earliest"] or e["latest"]) for e in it.events)
    assert in_window(it) == dated
    it.page.click("[id='zoom-zoom.in']")
    closer = in_window(it)
    assert 0 < closer < dated
    years = [it.page.input_value(f"#window-{side}") for side in ("from", "to")]
    it.page.click("#zoom-earlier")
    assert [it.page.input_value(f"#window-{side}") for side in ("from", "to")] < years
    it.page.fill("#window-to", "2024")
    it.page.press("#window-to", "Tab")
    it.page.fill("#window-from", "2024")
    it.page.press("#window-from", "Tab")
    expected = sum(
        (e["earliest"] or e["latest"]) < "2025" and (e["latest"] or e["earliest"]) >= "2024"
        for e in it.events
        if e["earliest"] or e["latest"]
    )
    assert in_window(it) == expected
    it.page.click("[id='zoom-zoom.all']")
    box = it.page.locator(".overview").bounding_box()
    assert box is not None
    it.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    it.page.mouse.down()
    it.page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20, steps=3)
    it.page.mouse.up()
    assert 0 < in_window(it) < dated
    brush = it.page.locator(".brush").bounding_box()
    assert brush is not None
    assert brush["width"] == pytest.approx(box["width"] / 4, abs=4)


def test_it_follows_the_filters(opened: Any, many: Path) -> None:
    it = opened(many)
    it.page.select_option("#f-type", "agreement")
    it.page.click("[id='zoom-zoom.all']")
    assert in_window(it) == sum(
        e["type"] == "agreement" and bool(e["earliest"] or e["latest"]) for e in it.events
    )
    assert all("Agreement" in label for label in it.page.locator(".lane").all_inner_texts()) is False
    labels = it.page.eval_on_selector_all(".lane", "all => all.map(a => a.getAttribute('aria-label'))")
    assert all(" – Agreement, " in label for label in labels)


def test_a_bar_leads_to_its_row_again_and_again(opened: Any, few: Path) -> None:
    it = opened(few)
    (launch,) = (e for e in it.events if e["type"] == "launch")
    lane = f'.lane[href="#{launch["id"]}"]'
    for _ in range(2):
        it.page.click(lane)
        it.page.wait_for_selector(f"#detail-{launch['id']} .text")
        it.page.click(f"#open-{launch['id']}")
        assert it.page.locator(f"#detail-{launch['id']}").count() == 0


def test_of_five_thousand_events_only_those_in_view_are_drawn(opened: Any, tmp_path: Path) -> None:
    it = opened(write_run(tmp_path / "large" / "run", gold_documents(5_000)))
    assert it.count() >= 5_000
    assert it.page.locator("tr.row").count() == 50
    it.page.click("[id='zoom-zoom.all']")
    dated = sum(bool(e["earliest"] or e["latest"]) for e in it.events)
    assert in_window(it) == dated > 3_000
    assert it.page.locator(".lane").count() < 40
    assert it.page.evaluate("document.getElementById('lines').offsetHeight") == dated * LINE
    first = it.page.locator(".lane").first.get_attribute("href")
    it.page.evaluate("document.getElementById('lanes').scrollTop = 60000")
    # Asked from outside: the page's policy forbids the eval that waiting inside it needs.
    expect(it.page.locator(".lane").first).not_to_have_attribute("href", first)
    assert it.page.locator(".lane").count() < 40
    last = it.events[-1]
    it.open_row(last["id"])
    assert it.marked(last["id"], "a0") == last["words"]["trigger"]["text"]
