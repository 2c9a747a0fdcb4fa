"""The page: one file, a policy that fits it, hostile text escaped, the same bytes; where it is written."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from ghatana.cli import main
from ghatana.errors import OutputExists, RunStopped, UsageError
from ghatana.report import page, write_report
from ghatana.report.pack import unpack
from ghatana.report.page import MARK, SCRIPTS, STYLES, policy
from report_runs import HOSTILE, four_events, gold_documents, hostile_document, quarantined, write_run


class Parts(HTMLParser):
    """Tags, their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self._open: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.inside:
            self.inside[tag].append("")
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[self._open][-1] += data


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "run <b>"
    return write_run(folder, [four_events(), hostile_document()], quarantine=quarantined())


def test_nothing_is_loaded_from_anywhere(run: Path) -> None:
    parts = Parts(page(run))
    assert not {tag for tag, _ in parts.tags} & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "audio",
        "video",
    }
    for tag, attributes in parts.tags:
        assert not {"src", "srcset", "style", "action"} & attributes.keys(), tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert (attributes.get("href") or "#").startswith("#"), tag


def test_the_policy_names_the_style_and_the_script_and_nothing_else(run: Path) -> None:
    parts = Parts(page(run))
    (said,) = (a["content"] for _, a in parts.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert said is not None
    rules = dict(rule.split(" ", 1) for rule in said.split("; "))
    assert (
        rules["default-src"]
        == rules["base-uri"]
        == rules["form-action"]
        == rules["trusted-types"]
        == "'none'"
    )
    assert "unsafe" not in said

    def source(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    (style,) = parts.inside["style"]
    scripts = [
        s
        for s, (_, a) in zip(parts.inside["script"], (t for t in parts.tags if t[0] == "script"), strict=True)
        if "type" not in a
    ]
    assert rules["style-src"] == source(style)
    assert [rules["script-src"]] == [source(s) for s in scripts]


def test_the_policy_is_of_the_content() -> None:
    assert policy(["a"], ["b"]) != policy(["b"], ["b"]) != policy(["b"], ["a"])


def test_hostile_text_is_nowhere_in_the_markup(run: Path) -> None:
    text = page(run)
    assert HOSTILE not in text
    assert "<img" not in text
    assert "window.hacked = 2" in unpack_data(text)
    assert "<b>" not in text
    assert "<title>run &lt;b&gt;" in text


def unpack_data(text: str) -> str:
    scripts = Parts(text)
    at = next(
        i for i, (_, a) in enumerate(t for t in scripts.tags if t[0] == "script") if a.get("id") == "data"
    )
    return str(unpack(scripts.inside["script"][at]))


def test_the_script_calls_nothing_that_reads_text_as_code_or_markup() -> None:
    folder = Path(sys.modules["ghatana.report"].__path__[0]) / "assets"
    code = "\n".join((folder / name).read_text("utf-8") for name in SCRIPTS)
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttp",
        "import(",
    ):
        assert word not in code, word
    assert {p.name for p in folder.iterdir()} == {*SCRIPTS, *STYLES, "page.html"}


def test_the_same_run_gives_the_same_bytes_in_another_process(run: Path, tmp_path: Path) -> None:
    shas = set()
    for seed, zone in (("0", "UTC"), ("7", "Pacific/Kiritimati")):
        out = tmp_path / f"{seed}.html"
        done = subprocess.run(
            [sys.executable, "-m", "ghatana", "report", run, "--out", out],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        shas.add(hashlib.sha256(out.read_bytes()).hexdigest())
    assert len(shas) == 1


def test_order_of_inputs_changes_no_byte(tmp_path: Path) -> None:
    documents = list(gold_documents(40))
    one = page(write_run(tmp_path / "a" / "run", documents))
    assert page(write_run(tmp_path / "b" / "run", documents[::-1])) == one


def test_a_run_without_events_is_a_page_too(tmp_path: Path) -> None:
    text = page(write_run(tmp_path / "run", []))
    assert unpack(Parts(text).inside["script"][2]) == {"documents": [], "events": []}


def test_five_thousand_events_stay_under_ten_megabytes(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", gold_documents(5_000))
    assert write_report(run, tmp_path / "r.html") < 10_000_000


def test_an_older_report_is_replaced_and_nothing_else_is(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    assert write_report(run, out) == out.stat().st_size
    assert out.read_text("utf-8").startswith(MARK)
    write_report(run, out)
    (tmp_path / "notes.html").write_text("<!doctype html>\nmine", "utf-8")
    for taken in (tmp_path / "notes.html", tmp_path):
        with pytest.raises(OutputExists, match="is no report of ghatana"):
            write_report(run, taken)
    assert (tmp_path / "notes.html").read_text("utf-8").endswith("mine")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.html", "r.html"]
    with pytest.raises(UsageError, match="does not exist"):
        write_report(run, tmp_path / "no" / "r.html")


def test_a_file_that_cannot_be_written_leaves_nothing(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(RunStopped, match="No space left on device"):
        write_report(run, tmp_path / "r.html")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_where_and_how_large(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    done = CliRunner().invoke(main, ["report", str(run), "--out", str(out)])
    assert (done.exit_code, done.output) == (0, f"{out}: 0.1 MB\n")
    assert CliRunner().invoke(main, ["report", str(tmp_path), "--out", str(out)]).exit_code == 2
    assert CliRunner().invoke(main, ["report", str(run)]).exit_code == 2
