import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.text.web import addresses, marks, may_hold_address, visible


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("చూడండి https://www.isro.gov.in/a?b=1.", ["https://www.isro.gov.in/a?b=1"]),
        ("(www.isro.gov.in)", ["www.isro.gov.in"]),
        ("https://isro.gov.inలో", ["https://isro.gov.in"]),
        ("a.b@isro.gov.in, c@d.e", ["a.b@isro.gov.in", "c@d.e"]),
        ("HTTP://A.B మరియు ftp://x.y/z/", ["HTTP://A.B", "ftp://x.y/z/"]),
        ("@isro a@b www", []),
        ("", []),
    ],
)
def test_addresses(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in addresses(text)] == found


@pytest.mark.parametrize(
    "flood", ["a@" * 50_000, "www." * 50_000, "http://" * 30_000, "a." * 50_000 + "@", "www.((" * 30_000]
)
def test_floods_are_read_to_their_end(flood: str) -> None:
    assert all(0 <= a < b <= len(flood) for a, b in addresses(flood))


@given(st.text())
def test_addresses_are_in_order_and_apart_and_not_missed_by_the_quick_look(text: str) -> None:
    place = 0
    for start, end in addresses(text):
        assert place <= start < end
        place = end
    assert place == 0 or may_hold_address(text)


@given(st.text())
def test_visible_drops_nothing_but_invisible_signs(word: str) -> None:
    assert [c for c in word if unicodedata.category(c) != "Cf"] == [
        c for c in visible(word) if unicodedata.category(c) != "Cf"
    ]
    assert visible(visible(word)) == visible(word)


def test_visible_drops_joiners_and_marks_of_direction() -> None:
    assert visible("భారత్\u200c\u200d\u200b\ufeff\u00ad\u202e") == "భారత్"


@given(st.characters(max_codepoint=0xFFFF))
def test_marks_are_those_of_unicode(sign: str) -> None:
    assert bool(re.fullmatch(f"[{marks()}]", sign)) == (unicodedata.category(sign)[0] == "M")
