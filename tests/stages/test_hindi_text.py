"""Hindi sentences and tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document, Sentence
from ghatana.languages import load
from ghatana.stages.sentences import SentenceStage, split_sentences
from ghatana.stages.tokens import TokenRules, TokenStage

HI = load("hi")
# `|` stands where one sentence ends and the next begins
SENTENCES = [
    "इसरो प्रमुख एस. सोमनाथ ने कहा कि यान उड़ गया।| डॉ. वी. नारायणन ने बधाई दी।",
    "ए.पी.जे. अब्दुल कलाम का जन्म 1931 में हुआ था।| वे वैज्ञानिक थे।",
    "यान 119 कि.मी. दूर है।| रु. 615 करोड़ खर्च हुए।",
    "उन्होंने कहा, “यह गर्व का क्षण है।”| प्रधानमंत्री ने बधाई दी।",
    "उन्होंने कहा, ‘‘यह गर्व का क्षण है।’’| यान में कैमरे हैं।",
    "‘‘हम तैयार हैं।’’| सोमनाथ ने कहा।",
    "क्या यान उतरेगा?| वैज्ञानिक आश्वस्त हैं!",
    "यान उड़ा.| वैज्ञानिक खुश हैं.| यह बड़ी सफलता है.",
    "वह आगे है.| के. सिवन खुश थे.",
    "नई दिल्ली, एजेंसी।| यान उड़ा ।",
    "श्रीहरिकोटा, 14 जुलाई (भाषा)।| यान उड़ा।",
    "सुबह 9.30 बजे यान उड़ा।|यान सफल रहा।",
    "मिशन सफल रहा...| अब अगला मिशन।",
    "यान... शायद नहीं उड़ेगा।",
    "‘क्या हम जीतेंगे?’ का जवाब मिला।",
    "अंक 3.5 है।| 5.5 कि.मी. चले।",
    "Dr. Somanath ने ISRO में कहा।| www.isro.gov.in देखें।",
    "यह पहला है॥| यह दूसरा है॥",
    "शीर्षक बिना विराम|\nयान उड़ा।",
]
TOKENS = [
    ("रु.615 करोड़", ["रु.", "615", "करोड़"]),
    ("एस.सोमनाथ ने", ["एस.", "सोमनाथ", "ने"]),
    ("119 कि.मी. दूर", ["119", "कि.मी.", "दूर"]),
    ("चांग'ई-6 यान (चीन) उतरा।", ["चांग'ई-6", "यान", "(", "चीन", ")", "उतरा", "।"]),
    ("पीएसएलवी-सी61 और एलवीएम3-एम4", ["पीएसएलवी-सी61", "और", "एलवीएम3-एम4"]),
    ("सुबह 9.30 बजे, १२-०६-२०२४", ["सुबह", "9.30", "बजे", ",", "१२-०६-२०२४"]),
    ("‘एक्स’ पर", ["‘", "एक्स", "’", "पर"]),
    ("डॉ. वी. नारायणन", ["डॉ.", "वी.", "नारायणन"]),
    ("अगस्\u200dत में", ["अगस्\u200dत", "में"]),
    ("ज़मीन पर", ["ज़मीन", "पर"]),
    ("2,45,000 रुपये", ["2,45,000", "रुपये"]),
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_where_sentences_end(marked: str) -> None:
    text = marked.replace("|", "")
    assert [s.of(text) for s in split_sentences(text, HI)] == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [t.of(text) for t in TokenRules(HI).tokenize(text, Sentence(0, len(text)))] == tokens


def test_the_stages_run_on_a_document() -> None:
    document = Document("d", "यान उड़ा। वह सफल रहा।", lang="hi")
    (sentences,) = SentenceStage(HI).annotate([document])
    assert len(sentences) == 2
    read = Document("d", document.text, lang="hi", sentences=sentences)
    (tokens,) = TokenStage(HI).annotate([read])
    assert [t.of(document.text) for t in tokens] == ["यान", "उड़ा", "।", "वह", "सफल", "रहा", "।"]


@given(
    st.lists(st.sampled_from([s.replace("|", "") for s in SENTENCES]), max_size=5),
    st.sampled_from([" ", "\n"]),
)
def test_nothing_but_space_is_lost(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    sentences = split_sentences(text, HI)
    assert "".join("".join(s.of(text).split()) for s in sentences) == "".join(text.split())
    rules = TokenRules(HI)
    tokens = [t.of(text) for s in sentences for t in rules.tokenize(text, s)]
    assert "".join(tokens) == "".join(text.split())
