"""The tables of `ghatana.extract`: a dict that shows itself."""

from __future__ import annotations

import pickle
from datetime import date

import pandas as pd
import pytest
from lxml import html as lxml_html

import ghatana
from ghatana.display.tables import ROWS, SHOWN, Tables
from ghatana.tables.schema import BY_NAME

TEXT = "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను లాంగ్ మార్చ్-5 రాకెట్ ద్వారా ప్రయోగించింది."


@pytest.fixture(scope="module")
def tables() -> Tables:
    return ghatana.extract([TEXT, "<b>\ud800</b>"], published="2024-06-13")


def frame(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def cells(held: Tables) -> list[str]:
    root = lxml_html.fromstring(f"<body>{held._repr_html_()}</body>")
    return [cell.text_content() for cell in root.xpath("//td")]


def test_it_is_a_dict_of_dataframes(tables: Tables) -> None:
    assert isinstance(tables, dict)
    assert isinstance(tables, ghatana.Tables)
    assert list(tables) == list(BY_NAME)
    assert all(isinstance(f, pd.DataFrame) for f in tables.values())
    assert set(SHOWN) <= set(BY_NAME)


def test_a_notebook_sees_counts_and_the_tables_for_reading(tables: Tables) -> None:
    html = tables._repr_html_()
    root = lxml_html.fromstring(f"<body>{html}</body>")
    counts = {
        row[0].text_content(): row[1].text_content() for row in root.xpath("//table[@class='g-counts']//tr")
    }
    assert counts.pop("table") == "rows"
    assert counts == {name: str(len(f)) for name, f in tables.items()}
    assert {"Chang'e 6", "Long March 5", "2024-05-03"} <= set(cells(tables))
    assert not list(root.iter("script"))
    assert html.encode("utf-8")  # what is no text was escaped


def test_cells_are_escaped_lists_joined_and_nulls_empty() -> None:
    held = Tables(
        launches=frame(
            payloads=[["<script>x</script>", "B"], []],
            vehicle=[None, "<i>"],
            n=[float("nan"), 2.5],
            m=[float("nan"), 3.0],
            date_earliest=[date(2024, 5, 3), None],
            evidence=["long", "long"],
        )
    )
    assert cells(held)[1:] == ["<script>x</script> | B", "", "", "", "2024-05-03", "", "<i>", "2.5", "3", ""]


def test_long_tables_are_cut_and_empty_ones_left_out() -> None:
    held = Tables(launches=frame(vehicle=[f"v{n}" for n in range(ROWS + 5)]), agreements=frame(action=[]))
    root = lxml_html.fromstring(f"<body>{held._repr_html_()}</body>")
    (head,) = root.xpath("//p")
    assert head.text_content() == f"launches · first {ROWS} of {ROWS + 5} rows"
    assert len(root.xpath("//table[not(@class='g-counts')]/tbody/tr")) == ROWS


def test_a_terminal_sees_counts(tables: Tables) -> None:
    lines = repr(tables).splitlines()
    assert len(lines) == len(BY_NAME)
    assert lines[0].split() == ["documents", "1", "rows"]
    assert repr(Tables()) == "no tables"
    assert "0" not in cells(Tables())


def test_it_survives_pickling() -> None:
    held = Tables(launches=frame(vehicle=["PSLV"]))
    again = pickle.loads(pickle.dumps(held))
    assert type(again) is Tables
    pd.testing.assert_frame_equal(again["launches"], held["launches"])
