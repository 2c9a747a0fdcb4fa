"""Hindi names by the pack's tables: known ones in Devanagari, people by titles and initials, guards, romanisation."""

from __future__ import annotations

import pytest

from ghatana import knowledge
from ghatana.document import Document, Sentence
from ghatana.languages import load
from ghatana.stages.names import NamesStage
from ghatana.stages.names.romanise import Romaniser
from ghatana.text.scripts import script_counts

HINDI = load("hi")
STAGE = NamesStage(HINDI, knowledge.load())


def names(text: str) -> list[tuple[str, str, str | None]]:
    """Each mention with its label and canonical name."""
    document = Document("d", text, lang="hi").with_layer("sentences", (Sentence(0, len(text)),))
    (found,) = STAGE.annotate([document])
    return [(e.of(text), e.label, e.canonical) for e in found]


KNOWN = [
    ("इसरो ने पीएसएलवी-सी52 छोड़ा।", [("इसरो", "ORG", "ISRO"), ("पीएसएलवी-सी52", "LAUNCHER", "PSLV-C52")]),
    ("ईसरो का चन्द्रयान-3", [("ईसरो", "ORG", "ISRO"), ("चन्द्रयान-3", "SPACECRAFT", "Chandrayaan-3")]),
    ("रॉस्कॉस्मॉस और रोस्कोस्मोस", [("रॉस्कॉस्मॉस", "ORG", "Roscosmos"), ("रोस्कोस्मोस", "ORG", "Roscosmos")]),
    ("चांग'ई-6 यान", [("चांग'ई-6", "SPACECRAFT", "Chang'e 6")]),
    ("फ़ाल्कन 9 रॉकेट", [("फ़ाल्कन 9", "LAUNCHER", "Falcon 9")]),
    ("श्रीहरिकोटा से", [("श्रीहरिकोटा", "SITE", "Sriharikota")]),
    ("अंतरराष्ट्रीय चंद्र अनुसंधान स्टेशन", [("अंतरराष्ट्रीय चंद्र अनुसंधान स्टेशन", "PROGRAM", "International Lunar Research Station")]),
    ("जीसैट-11 और कार्टोसैट-3", [("जीसैट-11", "SPACECRAFT", "GSAT-11"), ("कार्टोसैट-3", "SPACECRAFT", "Cartosat-3")]),
    ("लॉन्ग मार्च-5बी वाई3 रॉकेट", [("लॉन्ग मार्च-5बी वाई3", "LAUNCHER", "Long March 5B Y3")]),
    ("इसरो अध्यक्ष एस. सोमनाथ ने कहा", [("इसरो", "ORG", "ISRO"), ("एस. सोमनाथ", "PER", "S. Somanath")]),
    ("नॉर्वे की अंतरिक्ष एजेंसी ने", [("नॉर्वे की अंतरिक्ष एजेंसी", "ORG", "Norwegian Space Agency")]),
    ("अमेरिका और फ्रांस", [("अमेरिका", "LOC", "United States"), ("फ्रांस", "LOC", "France")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KNOWN, ids=lambda x: str(x)[:30])
def test_known_names(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert names(text) == expected


def test_a_telugu_alias_is_met_in_devanagari() -> None:
    """An entry that has no spelling in Devanagari is found by its Telugu one."""
    entry = knowledge.load().by_id["cosmoserve"]
    assert not any("Deva" in script_counts(alias) for alias in entry.aliases)
    assert names("कंपनी कास्मोसर्व ने कहा") == [("कास्मोसर्व", "ORG", entry.name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("निदेशक रमेश वर्मा ने बताया", ["रमेश वर्मा"]),
        ("राजदूत कमला देवी के अनुसार", ["कमला देवी"]),
        ("वी. के. पटनायक ने कहा", ["वी. के. पटनायक"]),
        ("निदेशक ने बताया कि", []),
        ("अध्यक्ष पद के लिए", []),
    ],
)
def test_people_by_what_stands_around(text: str, expected: list[str]) -> None:
    assert [surface for surface, label, _ in names(text) if label == "PER"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "भाषा का ज्ञान जरूरी है।",
        "मंगल पांडे का जन्म बलिया में हुआ।",
        "किसानों ने धरती पर बैठकर धरना दिया।",
        "शनि मंदिर में भीड़ रही।",
        "बुधवार को बाजार बंद रहे।",
        "वार्ता विफल रही।",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert [n for n in names(text) if n[1] in ("BODY", "ORG", "SPACECRAFT")] == []


@pytest.mark.parametrize(
    ("name", "readable", "iso"),
    [
        ("जयशंकर", "Jayshankar", "jayaśaṁkara"),
        ("रामन", "Raman", "rāmana"),
        ("फ़ैज़", "Faiz", "faiza"),
        ("चंद्र", "Chandra", "caṁdra"),
        ("कमल", "Kamal", "kamala"),
    ],
)
def test_the_readable_form_leaves_out_what_is_not_spoken(name: str, readable: str, iso: str) -> None:
    romaniser = Romaniser(HINDI)
    assert romaniser.readable(name) == readable
    assert romaniser.iso(name) == iso


def test_every_guard_names_something_known() -> None:
    base = knowledge.load()
    known = {e.id for e in base.entries} | {s.id for s in base.series}
    assert {row["id"] for row in HINDI.rows("guards")} <= known


def test_the_knowledge_base_is_spelt_in_devanagari() -> None:
    spelt = [e for e in knowledge.load().entries if any("Deva" in script_counts(a) for a in e.aliases)]
    assert len(spelt) >= 1000
