"""Sentences and tokens of English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document
from ghatana.stages.sentences import SentenceStage, split_sentences
from ghatana.stages.tokens import TokenRules, TokenStage

SENTENCES = [
    ["Dr. Somanath spoke at 9 a.m. on Monday.", "ISRO agreed."],
    ["Dr. Somanath spoke at 9 a.m.", "The launch is on Monday."],
    ["Mr. J. K. Rao and A.P.J. Abdul Kalam met.", "They left."],
    ["The U.S. Space Force agreed."],
    ["He moved to the U.S.", "The deal holds."],
    ["The rocket lifted off on Jan. 5, 2027, from pad No. 2.", "It rained."],
    ["“We are ready,” he said.", "“Are you?” asked Mr. Rao.", "Nobody was."],
    ["It weighs 3.5 kg.", "Rs. 615 crore was spent by Larsen & Toubro Ltd. in 2024."],
    ["The crew of Apollo 11... went home."],
    ["See isro.gov.in for more.", "It is free!", "Is it?"],
    ["The deal (signed in 2023. It matters) holds."],
    ["WASHINGTON, Sept. 3, 2026 (AP) — NASA agreed.", "It will pay $2.5 million."],
    ["A headline without a stop", "A paragraph."],
    ["Lt. Gen. Singh, e.g. in 2024, vs. Capt. Rao, i.e. his friend, met Prof. Rao et al. in St. Petersburg."],
]
TOKENS = [
    ("NASA's rocket isn't ready.", ["NASA's", "rocket", "isn't", "ready", "."]),
    ("At 6:04 p.m. IST on Jan. 5", ["At", "6:04", "p.m.", "IST", "on", "Jan.", "5"]),
    ("PSLV-C58 cost Rs. 2,026 (U.S. $24.5).", ["PSLV-C58", "cost", "Rs.", "2,026", "(", "U.S.", "$", "24.5", ")", "."]),
    ("the crew’s mid-2030s plan", ["the", "crew’s", "mid-2030s", "plan"]),
    ("'Yes,' he said", ["'", "Yes", ",", "'", "he", "said"]),
    ("Visit isro.gov.in, #Gaganyaan @isro", ["Visit", "isro.gov.in", ",", "#Gaganyaan", "@isro"]),
]  # fmt: skip


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda s: s[0][:40])
def test_sentences(expected: list[str]) -> None:
    mark = "\n\n" if expected[0][-1:] not in ".!?”" else " "
    text = mark.join(expected)
    assert [s.of(text) for s in split_sentences(text, "en")] == expected


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: list[str]) -> None:
    (sentence,) = split_sentences(text, "en")
    assert [t.of(text) for t in TokenRules("en").tokenize(text, sentence)] == expected


@given(
    st.lists(
        st.sampled_from([s for group in SENTENCES for s in group if s[-1] in ".!?"]), min_size=1, max_size=8
    )
)
def test_paragraphs_keep_their_sentences_together(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    found = [s.of(text) for s in split_sentences(text, "en")]
    assert found == sentences


@given(st.text(st.sampled_from("Aa. ,'’“”!?\n1()Dr-$"), max_size=60))
def test_every_sign_is_in_one_sentence_and_one_token(text: str) -> None:
    sentences = SentenceStage("en").annotate([Document("d", text, lang="en")])[0]
    doc = Document("d", text, lang="en").with_layer("sentences", sentences)
    assert "".join("".join(s.of(text).split()) for s in sentences) == "".join(text.split())
    (tokens,) = TokenStage("en").annotate([doc])
    assert "".join(t.of(text) for t in tokens) == "".join(text.split())
