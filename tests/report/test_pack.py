"""Packed data: comes back as it went in, means nothing to an HTML parser, same bytes each time."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from ghatana.report.pack import CHUNK, chunks, pack, script_json, unpack
from report_runs import HOSTILE

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(JSON)
def test_it_comes_back(value: object) -> None:
    assert unpack(pack(value)) == value
    assert re.fullmatch(r"[A-Za-z0-9+/]+=*", pack(value))
    assert pack(value) == pack(value)


@given(JSON)
def test_json_in_a_script_can_end_no_element(value: object) -> None:
    written = script_json(value)
    assert json.loads(written) == value
    assert "<" not in written
    assert written.isascii()


def test_hostile_text_is_escaped() -> None:
    assert "\\u003c/script>" in script_json(HOSTILE)
    assert "\\u2028" in script_json(HOSTILE)


@given(st.lists(st.lists(st.sampled_from(["x" * (CHUNK // 3), "చైనా", ""]), max_size=3), max_size=12))
def test_chunks_hold_every_text_in_order(texts: list[list[str]]) -> None:
    groups = list(chunks(texts))
    assert [pieces for group in groups for pieces in group] == texts
    assert all(groups)
    sizes = [sum(len(piece) for pieces in group for piece in pieces) for group in groups]
    assert all(size >= CHUNK for size in sizes[:-1])
