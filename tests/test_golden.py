"""The tables of two sample articles, cell by cell (`python tests/golden_tables.py` writes them anew)."""

from __future__ import annotations

import json

import pytest

import golden_tables


@pytest.mark.parametrize("article", golden_tables.ARTICLES)
def test_the_tables_are_the_golden_ones(article: str) -> None:
    for table, rows in golden_tables.rows(article).items():
        lines = golden_tables.path(article, table).read_text("utf-8").splitlines()
        assert rows == [json.loads(line) for line in lines], table
