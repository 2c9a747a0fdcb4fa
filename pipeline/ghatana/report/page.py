"""The page as one HTML file: data, style and script inside, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from ghatana.annotations import EVENT_TYPES, ROLES, STATUSES
from ghatana.report.interface import BASE, interfaces
from ghatana.report.pack import chunks, pack, script_json
from ghatana.report.reading import RunRows
from ghatana.report.rows import Content, content, years
from ghatana.report.summary import model_figures, quarantined, summary

STYLES = ("base.css", "controls.css", "table.css", "article.css", "timeline.css", "print.css")
SCRIPTS = (
    "core.js",
    "filters.js",
    "symbols.js",
    "summary.js",
    "article.js",
    "table.js",
    "timeline.js",
    "main.js",
)
# How the page is known by its first bytes: what it may write over.
MARK = "<!doctype html>\n<!-- ghatana report -->\n"


def render(rows: RunRows, name: str) -> str:
    """The page of a run; the same rows give the same page.

    Args:
        rows: the run's rows.
        name: what the page calls the run.

    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    shown = content(rows)
    words = interfaces()
    style = "\n".join(_asset(name) for name in STYLES)
    script = '(() => {\n"use strict";\n' + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();\n"
    about = _about(rows, shown, name)
    environment = Environment(
        loader=PackageLoader("ghatana.report", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return MARK + environment.get_template("page.html").render(
        name=name,
        t=words[BASE],
        policy=policy([style], [script]),
        style=_inline(style),
        script=_inline(script),
        words=_inline(script_json(words)),
        about=_inline(script_json(about)),
        data=pack({"documents": _placed(shown), "events": shown.events}),
        texts=[pack(group) for group in chunks(shown.texts)],
        version=version("ghatana"),
    )


def _about(rows: RunRows, shown: Content, name: str) -> dict[str, Any]:
    return {
        "run": name,
        "summary": summary(rows, shown.events),
        "quarantine": quarantined(rows.quarantine),
        "models": model_figures(),
        "made_by": version("ghatana"),
        "types": {kind: {"subtypes": EVENT_TYPES[kind], "roles": ROLES[kind]} for kind in EVENT_TYPES},
        "statuses": STATUSES,
        "years": years(shown.events),
    }


def _placed(shown: Content) -> list[dict[str, Any]]:
    """The documents, each with the place of its text: chunk, and position in the chunk."""
    places = [(c, i) for c, group in enumerate(chunks(shown.texts)) for i in range(len(group))]
    return [{**document, "place": place} for document, place in zip(shown.documents, places, strict=True)]


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The Content-Security-Policy: nothing is loaded, sent or framed; these styles and scripts run and no other.

    Trusted Types refuse every string that would be read as HTML, so text can only become text.
    """
    rules: Mapping[str, str] = {
        "default-src": "'none'",
        "script-src": " ".join(map(_source, scripts)),
        "style-src": " ".join(map(_source, styles)),
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{rule} {value}" for rule, value in rules.items())


def _source(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _inline(text: str) -> Any:
    """Text of our own that stands in the page as it is: the hash in the policy is of these very characters."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704


def _asset(name: str) -> str:
    return (files("ghatana.report") / "assets" / name).read_text(encoding="utf-8")
