"""The gate of the Hindi pack: news of space passes, other news with the same words does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ghatana.stages.gate import GateStage

GATE = GateStage("hi")
CORPUS = Path(__file__).parents[2] / "corpus" / "train" / "hi"

SPACE = [
    "श्रीहरिकोटा से पीएसएलवी-सी58 रवाना हुआ।",
    "इसरो अध्यक्ष एस. सोमनाथ ने पत्रकारों से बात की।",
    "भारत ने आर्टेमिस समझौते पर हस्ताक्षर किए।",
    "चीन और रूस चंद्र अनुसंधान स्टेशन बनाएंगे।",
    "भारतीय अन्तरिक्ष स्टेशन 2035 तक तैयार होगा।",
    "NASA के अनुसार यह उड़ान टल गई है।",
    "उपग्रह को पृथ्वी की कक्षा में स्थापित किया गया।",
]
PLAIN = [
    "कंपनी ने नया फोन लॉन्च किया।",
    "दोनों देशों ने व्यापार समझौते पर हस्ताक्षर किए।",
    "चंद्रबाबू नायडू ने विजयवाड़ा का दौरा किया।",
    "छठी कक्षा के छात्र स्कूल में रहे।",
    "मंगलवार को बाजार बंद रहेंगे।",
    "",
]


@pytest.mark.parametrize("text", SPACE)
def test_space_news_passes(text: str) -> None:
    assert GATE.passes(text, "hi")


@pytest.mark.parametrize("text", PLAIN)
def test_plain_news_does_not(text: str) -> None:
    assert not GATE.passes(text, "hi")


def test_other_languages_do_not_pass() -> None:
    assert not GATE.passes(SPACE[0], "te")
    assert not GATE.passes("ఇస్రో రాకెట్ నింగిలోకి దూసుకెళ్లింది.", "hi")


def test_every_annotated_document_with_an_event_passes() -> None:
    documents = [
        json.loads(line)
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    with_events = [d for d in documents if d["events"]]
    assert len(with_events) > 100
    held = [d["doc_id"] for d in with_events if not GATE.passes(d["text"], "hi")]
    assert held == []
