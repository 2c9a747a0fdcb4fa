"""Independent voices: copies of a text count once, so do texts of one publisher."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import claim
from ghatana.timeline.mentions import Mention
from ghatana.timeline.voices import LEAST_COPIED, Voices

SENTENCE = "చైనా మే 3న చాంగ్ఇ-6 వ్యోమనౌకను లాంగ్ మార్చ్-5 రాకెట్ ద్వారా వెన్‌చాంగ్ నుంచి విజయవంతంగా ప్రయోగించింది."

CASES: dict[str, tuple[int, list[Mention]]] = {
    "publishers": (
        2,
        [claim("a", publisher="ఈనాడు"), claim("b", publisher="సాక్షి"), claim("c", publisher="ఈనాడు")],
    ),
    "spellings of one": (1, [claim("a", publisher="News Today"), claim("b", publisher="news-today")]),
    "a copy": (
        1,
        [
            claim("a", pub="2024-05-03", publisher="ఈనాడు"),
            claim("b", pub="2024-05-04", publisher="సాక్షి", copy_of="doc-a"),
        ],
    ),
    "two copies of what is not here": (
        1,
        [claim("a", publisher="ఈనాడు", copy_of="x"), claim("b", publisher="సాక్షి", copy_of="x")],
    ),
    "a copy in another run": (
        1,
        [claim("a", publisher="ఈనాడు", sha="f00d"), claim("b", publisher="సాక్షి", sha="f00d")],
    ),
    "an agency's sentence": (
        1,
        [
            claim("a", publisher="ఈనాడు", evidence=SENTENCE),
            claim("b", publisher="సాక్షి", evidence=SENTENCE + " "),
        ],
    ),
    "a short sentence": (
        2,
        [
            claim("a", publisher="ఈనాడు", evidence="ప్రయోగించింది."),
            claim("b", publisher="సాక్షి", evidence="ప్రయోగించింది."),
        ],
    ),
    "none named": (1, [claim("a"), claim("b")]),
    "one named": (1, [claim("a", publisher="ఈనాడు"), claim("b")]),
    "a copy, and a text of its own": (
        2,
        [
            claim("a", pub="2024-05-03", publisher="ఈనాడు"),
            claim("b", pub="2024-05-04", publisher="సాక్షి", copy_of="doc-a"),
            claim("c", pub="2024-05-05", publisher="సాక్షి"),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_publishers(case: str) -> None:
    expected, claims = CASES[case]
    assert Voices(claims).publishers == expected
    assert len(SENTENCE) > LEAST_COPIED


def test_the_first_to_print_a_text_speaks() -> None:
    first = claim("b", pub="2024-05-03", publisher="సాక్షి", sha="f00d")
    copy = claim("a", pub="2024-05-04", publisher="ఈనాడు", sha="f00d")
    own = claim("c", pub="2024-05-05", publisher="ఈనాడు")
    voices = Voices([copy, own, first])
    assert voices.of(first) == voices.of(copy) != voices.of(own)


def test_texts_without_a_publisher_are_weighed_each() -> None:
    claims = [claim("a"), claim("b"), claim("c", sha="1"), claim("d", sha="1")]
    assert Voices(claims).count(claims) == 3


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["", "x", "y"]), st.sampled_from([None, "P", "Q"])),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_order_plays_no_part(made: list[tuple[int, str, str | None]], rng: random.Random) -> None:
    claims = [claim(str(n), doc=f"d{d}", sha=sha, publisher=p) for n, (d, sha, p) in enumerate(made)]
    one, other = Voices(claims), Voices(rng.sample(claims, len(claims)))
    assert [one.of(m) for m in claims] == [other.of(m) for m in claims]
    assert 1 <= one.publishers <= max(1, len({m.publisher for m in claims if m.publisher}))
