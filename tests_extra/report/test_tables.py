"""The tables in a browser: filters, order, pages, opened rows, links, keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Event = dict[str, Any]
PAUSE = 300  # milliseconds: what is typed is looked for after a moment


def test_it_loads_without_a_word_and_asks_for_nothing(opened: Any, few: Path) -> None:
    it = opened(few)
    assert it.count() == 4
    assert it.page.inner_text("#tiles").split()[:2] == ["Documents", "1"]
    assert len(it.requests) == 1
    assert it.all_complaints() == []
    assert [e["type"] for e in it.events if e["id"] in it.ids()] == ["station_phase"] * 2


CHOICES: dict[str, tuple[Callable[[Any], None], Callable[[Event], bool]]] = {
    "family": (lambda p: p.select_option("#f-type", "launch"), lambda e: e["type"] == "launch"),
    "kind": (lambda p: p.select_option("#f-subtype", "signing"), lambda e: e["subtype"] == "signing"),
    "year": (
        lambda p: p.select_option("#f-year", "2024"),
        lambda e: (
            bool(e["earliest"] or e["latest"])
            and (e["earliest"] or e["latest"])[:4] <= "2024" <= (e["latest"] or e["earliest"])[:4]
        ),
    ),
    "status": (lambda p: p.click('[data-status="planned"]'), lambda e: e["status"] == "planned"),
    "statuses": (
        lambda p: (p.click('[data-status="planned"]'), p.click('[data-status="failed"]')),
        lambda e: e["status"] in {"planned", "failed"},
    ),
    "confidence": (lambda p: p.fill("#f-confidence", "0.5"), lambda e: e["confidence"] >= 0.5),
    "reviewed": (lambda p: p.select_option("#f-review", "yes"), lambda e: bool(e["review"])),
    "not reviewed": (lambda p: p.select_option("#f-review", "no"), lambda e: not e["review"]),
    "English name": (
        lambda p: p.fill("#f-text", "RUSSIA"),
        lambda e: "russia" in str([e["cells"], e["words"]]).lower(),
    ),
    "Telugu word": (lambda p: p.fill("#f-text", "ఇస్రో"), lambda e: "ఇస్రో" in str(e)),
    "id": (lambda p: p.fill("#f-text", "zzz-none"), lambda e: False),
}


@pytest.mark.parametrize("name", CHOICES)
def test_filters_leave_what_python_leaves(name: str, opened: Any, many: Path) -> None:
    it = opened(many)
    act, passes = CHOICES[name]
    act(it.page)
    it.page.wait_for_timeout(PAUSE)
    expected = sum(map(passes, it.events))
    assert it.count() == expected
    assert expected < len(it.events) or name == "not reviewed"
    badges = it.page.eval_on_selector_all("#tabs .badge", "all => all.map(b => Number(b.textContent))")
    assert sum(badges) == expected
    it.page.click("#reset")
    assert it.count() == len(it.events)


def test_filters_add_up(opened: Any, many: Path) -> None:
    it = opened(many)
    it.page.select_option("#f-type", "launch")
    it.page.click('[data-status="planned"]')
    it.page.fill("#f-confidence", "0.3")
    it.page.wait_for_timeout(PAUSE)
    left = {
        e["id"]
        for e in it.events
        if (e["type"], e["status"]) == ("launch", "planned") and e["confidence"] >= 0.3
    }
    assert it.count() == len(left) > 0
    assert set(it.ids()) <= left
    assert it.page.get_attribute("#tab-launch", "aria-selected") == "true"


SORTS: dict[str, Callable[[Event], Any]] = {
    "date": lambda e: e["earliest"] or e["latest"],
    "confidence": lambda e: e["confidence"],
    "published": lambda e: e["published"],
    "vehicle": lambda e: " | ".join(e["cells"].get("vehicle", [])) or None,
}


@pytest.mark.parametrize("column", SORTS)
def test_columns_sort_both_ways_and_blanks_come_last(column: str, opened: Any, many: Path) -> None:
    it = opened(many)
    it.page.click("#tab-launch")
    by_id = {e["id"]: e for e in it.events}
    header = f"#sort-launch-{column}"
    for down in (False, True):
        if column != "date" or down:
            it.page.click(header)
        keys = []
        while True:
            keys += [SORTS[column](by_id[i]) for i in it.ids()]
            if it.page.get_attribute("#next-launch", "aria-disabled") == "true":
                break
            it.page.click("#next-launch")
        assert len(keys) == sum(e["type"] == "launch" for e in it.events)
        given = [k for k in keys if k is not None]
        assert keys[: len(given)] == given
        if column != "vehicle":  # names sort as people sort them, not by code point
            assert given == sorted(given, reverse=down)
        else:
            assert given[0].casefold() < given[-1].casefold() or down
        direction = it.page.get_attribute(f"th:has({header})", "aria-sort")
        assert direction == ("descending" if down else "ascending")


def test_cells_are_the_rows(opened: Any, few: Path) -> None:
    it = opened(few)
    it.page.click("#tab-launch")
    (launch,) = (e for e in it.events if e["type"] == "launch")
    row = f"#row-{launch['id']} td[data-column="
    shown = {
        c: it.page.inner_text(f"{row}{c}]") for c in ("date", "status", "payload", "vehicle", "confidence")
    }
    assert shown == {
        "date": "2024-05-03", "status": "completed", "payload": "Chang'e 6", "vehicle": "Long March 5",
        "confidence": "0.81",
    }  # fmt: skip
    it.page.click("#tab-agreement")
    (signing,) = (e for e in it.events if e["type"] == "agreement")
    assert it.page.inner_text(f"#row-{signing['id']} td[data-column=party]") == "China | Russia"


@pytest.mark.parametrize("run", ["few", "many", "hostile"])
def test_what_is_highlighted_is_what_the_tables_say(
    run: str, opened: Any, request: pytest.FixtureRequest
) -> None:
    it = opened(request.getfixturevalue(run))
    for event in it.events[:: max(1, len(it.events) // 40)]:
        it.open_row(event["id"])
        expected = [event["words"]["trigger"]["text"], event["words"]["date"]["text"] or ""]
        expected += [a["text"] for a in event["arguments"]]
        assert [it.marked(event["id"], f"a{n}") for n in range(len(expected))] == expected
        evidence = it.page.eval_on_selector_all(
            f"#detail-{event['id']} .text .evidence", "all => all.map(n => n.textContent).join('')"
        )
        assert evidence == event["words"]["evidence"]["text"]
        beside = it.page.eval_on_selector_all(
            f"#detail-{event['id']} .cells tr[data-key] .value",
            "all => all.map(n => n.firstChild?.textContent ?? '')",
        )
        assert beside[2:] == [a["name"] for a in event["arguments"]]
        assert beside[1] == (event["edtf"] or "–")


def test_whole_texts_are_shown_whole_and_long_ones_in_part(opened: Any, hostile: Path) -> None:
    it = opened(hostile)
    for event in it.events:
        it.open_row(event["id"])
        left_out = it.page.locator(f"#detail-{event['id']} .left-out").count()
        assert (left_out > 0) is not it.documents[event["doc"]]["whole"]


def test_two_clicks_lead_from_a_row_to_the_words_of_a_cell(opened: Any, few: Path) -> None:
    it = opened(few)
    it.page.click("#tab-launch")
    (launch,) = (e for e in it.events if e["type"] == "launch")
    it.page.click(f"#row-{launch['id']} td[data-column=payload]")
    detail = it.page.locator(f"#detail-{launch['id']}")
    it.page.click(f"#detail-{launch['id']} .words:has-text('చాంగ్ఇ-6ను')")
    assert detail.locator("mark.found").all_inner_texts() == ["చాంగ్ఇ-6ను"]
    assert detail.locator("mark.found").get_attribute("data-label") == "Payload: Chang'e 6"
    text = detail.inner_text()
    for said in (
        "cāṁgi-6nu",
        "Chang'e 6",
        "Payload",
        "prayōgiṁciṁdi",
        "lift-off",
        "on 2024-05-03",
        f"ghatana explain run {launch['id']}",
    ):
        assert said in text, said
    assert detail.locator("a[href^=https]").get_attribute("href") == "https://example.org/a?b=1&c=2"
    it.page.click(f"#row-{launch['id']} td[data-column=payload]")
    assert detail.count() == 0


def test_a_link_opens_its_row_whatever_the_filters(opened: Any, many: Path) -> None:
    last = None
    it = opened(many)
    last = [e for e in it.events if e["type"] == "agreement"][-1]
    fresh = opened(many, f"#{last['id']}")
    assert fresh.page.is_visible(f"#detail-{last['id']}")
    assert fresh.page.evaluate("document.activeElement.id") == f"open-{last['id']}"
    assert fresh.page.get_attribute(f"#open-{last['id']}", "aria-expanded") == "true"
    it.page.select_option("#f-type", "launch")
    it.open_row(last["id"])
    assert it.count() == len(it.events)
    box = it.page.locator(f"#row-{last['id']}").bounding_box()
    bar = it.page.locator("#filters").bounding_box()
    assert box is not None
    assert bar is not None
    assert bar["y"] + bar["height"] <= box["y"] + 1 < 900
    opened(many, "#no-such-event%")


def test_pages_hold_every_row_once(opened: Any, many: Path) -> None:
    it = opened(many)
    it.page.click("#tab-agreement")
    seen = it.ids()
    assert len(seen) == 50
    while it.page.get_attribute("#next-agreement", "aria-disabled") == "false":
        it.page.click("#next-agreement")
        seen += it.ids()
    assert sorted(seen) == sorted(e["id"] for e in it.events if e["type"] == "agreement")
    it.page.click("#previous-agreement")
    assert it.ids() != seen[-len(it.ids()) :]


def test_the_keyboard_is_enough(opened: Any, few: Path) -> None:
    it = opened(few)
    keys = it.page.keyboard

    def focused() -> str:
        return str(it.page.evaluate("document.activeElement.id || document.activeElement.className"))

    def tab_until(wanted: str) -> None:
        for _ in range(80):
            keys.press("Tab")
            if focused() == wanted:
                return
        raise AssertionError(f"Tab never came to {wanted}")

    keys.press("Tab")
    assert focused() == "skip"
    tab_until("f-text")
    keys.type("chang")
    it.page.wait_for_timeout(PAUSE)
    assert it.count() == 1
    tab_until("lane")
    keys.press("Enter")
    (launch,) = (e for e in it.events if e["type"] == "launch")
    it.page.wait_for_selector(f"#detail-{launch['id']} .text")
    assert focused() == f"open-{launch['id']}"
    keys.press("Space")
    assert it.page.locator(f"#detail-{launch['id']}").count() == 0
    keys.press("Enter")
    it.page.wait_for_selector(f"#detail-{launch['id']} .text")
    keys.press("Tab")
    assert focused() == "article"
    keys.press("Tab")
    keys.press("Enter")
    assert it.page.locator("mark.found").all_inner_texts() == ["ప్రయోగించింది"]
    it.page.focus("#tab-launch")
    for key, tab in (
        ("ArrowRight", "agreement"),
        ("ArrowRight", "station_phase"),
        ("ArrowLeft", "agreement"),
        ("Home", "station_phase"),
        ("End", "agreement"),
    ):
        keys.press(key)
        assert focused() == f"tab-{tab}"
        assert it.page.is_visible(f"#panel-{tab}")
    it.page.focus("#f-type")
    keys.press("Escape")
    it.page.focus("#reset")
    keys.press("Enter")
    assert it.count() == 4
    it.page.focus("#sort-agreement-confidence")
    keys.press("Enter")
    assert focused() == "sort-agreement-confidence"
