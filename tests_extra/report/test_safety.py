"""Hostile text runs nothing, and the policy would stop it if it did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from report_runs import HOSTILE


def test_attacks_are_shown_as_the_text_they_are(opened: Any, hostile: Path) -> None:
    it = opened(hostile)
    (launch,) = (e for e in it.events if e["type"] == "launch" and it.documents[e["doc"]]["id"] == "hostile")
    it.open_row(launch["id"])
    text = it.page.eval_on_selector(f"#detail-{launch['id']} .text", "node => node.textContent")
    assert text.count(HOSTILE) == 2
    cell = it.page.eval_on_selector(f"#row-{launch['id']} [data-column=payload]", "node => node.textContent")
    assert cell == HOSTILE
    quarantine = it.page.eval_on_selector("#quarantined", "node => node.textContent")
    assert quarantine.count(HOSTILE) >= 4
    assert it.page.locator("img, iframe, script:not([type]):not(:last-of-type)").count() == 0
    assert it.page.evaluate("window.hacked") is None
    assert it.page.locator("a[href^=javascript]").count() == 0
    assert len(it.requests) == 1


def test_attacks_in_every_language_theme_and_print_run_nothing(opened: Any, hostile: Path) -> None:
    it = opened(hostile)
    for event in it.events:
        it.open_row(event["id"])
    it.page.click("#language-te")
    it.page.click("#theme")
    it.page.fill("#f-text", HOSTILE)
    it.page.wait_for_timeout(300)
    it.page.pdf()
    assert it.page.evaluate("window.hacked") is None
    assert it.page.locator("img, iframe").count() == 0


def refused(it: Any, code: str) -> list[str]:
    """What the policy says to a script that stands in the page; its complaints are expected here."""
    before = len(it.page.evaluate("window.violations"))
    it.page.evaluate(code)
    it.page.wait_for_timeout(200)
    found: list[str] = it.page.evaluate("window.violations")[before:]
    it.page.evaluate("window.violations = []")
    it.complaints.clear()
    return found


def test_the_policy_refuses_what_is_not_the_page_itself(opened: Any, few: Path) -> None:
    it = opened(few)
    element = "const n = document.createElement('{tag}'); {set}; document.body.append(n)"
    attacks = {
        "img-src": element.format(tag="img", set="n.src = 'https://example.org/x.png'"),
        "style-src-elem": element.format(tag="style", set="n.textContent = 'body{color:red}'"),
        "style-src-attr": "document.body.setAttribute('style', 'color:red')",
        "frame-src": element.format(tag="iframe", set="n.src = 'https://example.org/'"),
        "connect-src": "fetch('https://example.org/').catch(() => 0)",
        "require-trusted-types-for": "try { document.body.innerHTML = '<b>x</b>' } catch { }",
        "form-action": element.format(
            tag="form", set="n.action = 'https://example.org/'; setTimeout(() => n.submit())"
        ),
        "base-uri": element.format(tag="base", set="n.href = 'https://example.org/'"),
    }
    for directive, code in attacks.items():
        assert any(v.startswith(directive) for v in refused(it, f"() => {{ {code} }}")), directive
    script = element.format(tag="script", set="n.text = 'window.hacked = 4'")
    ran = f"() => {{ try {{ {script} }} catch {{ }} }}"
    assert refused(it, ran)
    assert it.page.evaluate("window.hacked") is None


def test_without_scripts_the_page_says_so(opened: Any, few: Path) -> None:
    it = opened(few, java_script_enabled=False)
    assert "JavaScript" in it.page.inner_text("noscript")


def test_data_that_is_damaged_is_said_and_not_hidden(opened: Any, few: Path, tmp_path: Path) -> None:
    it = opened(few)
    out = tmp_path / "damaged.html"
    whole = (tmp_path / f"{few.parent.name}.html").read_text("utf-8")
    at = whole.index('id="data">') + len('id="data">')
    out.write_text(whole[:at] + "AAAA" + whole[at + 40 :], "utf-8")
    it.page.goto(out.as_uri())
    it.page.wait_for_selector("#failed:visible")
    assert it.page.inner_text("#failed").startswith("The page cannot be shown: ")
    assert it.complaints
    it.complaints.clear()


def test_the_data_says_what_the_tables_say(opened: Any, few: Path) -> None:
    it = opened(few)
    about = json.loads(it.page.eval_on_selector("#about", "node => node.textContent"))
    assert about["summary"]["events"] == len(it.events) == 4
    assert about["models"]
    assert [f"{f1:.4f}" for m in about["models"] for _, f1 in m["scores"]] == it.page.locator(
        "#figures td.figure"
    ).all_inner_texts()
