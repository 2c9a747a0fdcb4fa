"""Hindi verb groups and relations: what the words after a verb or noun say, on the shipped tables."""

from __future__ import annotations

import pytest

from ghatana.document import Document, Event
from ghatana.languages import load as load_language
from ghatana.stages.events import EventStage
from ghatana.stages.events.groups import SIDES
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.reading import read
from ghatana.stages.events.triggers import mark
from stages.events.event_tags import parse

HINDI = load_language("hi")
LEXICON = load(HINDI)

# The trigger, its family's row, form and status.
SAID = [
    ("[SPACECRAFT|X:यान] को प्रक्षेपित किया गया।", "प्रक्षेपित किया गया", "fin", "completed"),
    ("[SPACECRAFT|X:यान] को लांच कर दिया है।", "लांच कर दिया है", "fin", "completed"),
    ("[SPACECRAFT|X:यान] को प्रक्षेपित किया जाएगा।", "प्रक्षेपित किया जाएगा", "fin", "planned"),
    ("[SPACECRAFT|X:यान] को प्रक्षेपित किया जायेगा।", "प्रक्षेपित किया जायेगा", "fin", "planned"),
    ("[SPACECRAFT|X:यान] को प्रक्षेपित किया जाना है।", "प्रक्षेपित किया जाना है", "fin", "planned"),
    ("[SPACECRAFT|X:यान] का प्रक्षेपण नहीं हो सका।", "प्रक्षेपण नहीं हो सका", "fin", "denied"),
    ("[SPACECRAFT|X:यान] को प्रक्षेपित करने की योजना है।", "प्रक्षेपित करने की योजना", "inf", "planned"),
    ("[SPACECRAFT|X:यान] को प्रक्षेपित करने पर विचार है।", "प्रक्षेपित करने पर विचार", "inf", "proposed"),
    ("[SPACECRAFT|X:यान] को भेजा जा सकता है।", "भेजा जा सकता है", "fin", "proposed"),
    ("[SPACECRAFT|X:यान] को भेज दिया गया।", "भेज दिया गया", "fin", "completed"),
    ("[SPACECRAFT|X:यान] को नहीं भेजा जाएगा।", "भेजा", "fin", "denied"),
    ("[SPACECRAFT|X:यान] को भेजा जा रहा है।", "भेजा जा रहा है", "fin", "ongoing"),
    ("[SPACECRAFT|X:यान] कल रवाना होगा।", "रवाना होगा", "fin", "planned"),
    ("[SPACECRAFT|X:यान] ने उड़ान भरी।", "उड़ान भरी", "fin", "completed"),
    ("प्रक्षेपण [t|2023-07-14:14 जुलाई] को किया जाएगा।", "प्रक्षेपण 14 जुलाई को किया जाएगा", "fin", "planned"),
]


@pytest.mark.parametrize(("text", "trigger", "form", "status"), SAID, ids=lambda x: str(x)[:40])
def test_what_the_words_about_a_verb_say(text: str, trigger: str, form: str, status: str) -> None:
    reading, found = mark(read(parse(text), LEXICON))
    launches = [c for c in found if c.row.type == "launch" and c.form is not None]
    said = {
        reading.document.text[reading.words[c.first].start : reading.words[c.last].end]: c.form
        for c in launches
    }
    assert trigger in said, said
    assert said[trigger] is not None
    assert (said[trigger].form, said[trigger].status) == (form, status)


def test_a_perfective_that_is_a_postposition_too_ends_its_clause() -> None:
    """`की` is "of" before a word and "did" at the end."""
    for text, completed in (("जांच की शुरुआत", False), ("उसने घोषणा की।", True)):
        _, found = mark(read(parse(text), LEXICON))
        assert any(c.form and c.form.status == "completed" for c in found) == completed, text


CASES = [
    ("[ORG|ISRO:इसरो] ने भेजा", "agt"),
    ("[SPACECRAFT|X:चंद्रयान-3] को भेजा", "acc"),
    ("[SITE|S:श्रीहरिकोटा] से भेजा", "abl"),
    ("[LAUNCHER|L:एलवीएम3] के जरिए भेजा", "ins"),
    ("[LAUNCHER|L:एलवीएम3] रॉकेट की मदद से भेजा", "ins"),
    ("[ORG|NASA:नासा] के साथ भेजा", "with"),
    ("[ORG|NASA:नासा] के मुताबिक भेजा", "acc_to"),
    ("[ORG|TASS:तास] के हवाले से बताया", "cited"),
    ("[ORG|NASA:नासा] और [ORG|ISRO:इसरो] के बीच समझौता", "between"),
]


@pytest.mark.parametrize(("text", "case"), CASES)
def test_postpositions_state_relations(text: str, case: str) -> None:
    reading, _ = mark(read(parse(text), LEXICON))
    named = [m for m in reading.mentions if m.canonical]
    assert {m.case for m in named} == {case}


def test_nouns_of_several_words_and_orbits() -> None:
    reading, _ = mark(read(parse("उपग्रह को सूर्य-समकालिक कक्षा और समझौता ज्ञापन"), LEXICON))
    assert [(m.label, m.canonical) for m in reading.mentions] == [
        ("craft", None),
        ("orbit", "Sun-synchronous orbit"),
        ("pact", "Memorandum of Understanding"),
    ]


def test_tables_are_sound() -> None:
    rows = HINDI.rows("events/triggers")
    assert len({row["id"] for row in rows}) == len(rows)
    groups = HINDI.rows("events/verb_groups")
    assert len({row["id"] for row in groups}) == len(groups)
    assert {row["side"] for row in groups} <= set(SIDES)
    senses = {row["sense"] for row in load_language("te").rows("events/triggers")}
    assert {row["sense"] for row in rows} <= senses, (
        "senses are shared, so that weights of one language help another"
    )


RULES = EventStage(HINDI)


def events(tagged: str) -> list[tuple[Event, Document]]:
    """The events of a tagged text, with its document."""
    document = parse(tagged, "2023-07-20")
    return [(event, document) for event in RULES.annotate([document])[0]]


WHOLE = [
    (
        "[ORG|ISRO:इसरो] ने [SPACECRAFT|Chandrayaan-3:चंद्रयान-3] को [t|2023-07-14:14 जुलाई] को "
        "[SITE|Sriharikota:श्रीहरिकोटा] से [LAUNCHER|LVM3:एलवीएम3] रॉकेट से प्रक्षेपित किया।",
        ("launch", "liftoff", "completed", "2023-07-14"),
        {"payload": "Chandrayaan-3", "vehicle": "LVM3", "site": "Sriharikota", "operator": "ISRO"},
    ),
    (
        "[SPACECRAFT|Aditya-L1:आदित्य-एल1] को [t|2023-09:सितंबर] में [LAUNCHER|PSLV:पीएसएलवी] से भेजा जाएगा।",
        ("launch", "liftoff", "planned", "2023-09"),
        {"payload": "Aditya-L1", "vehicle": "PSLV"},
    ),
]


@pytest.mark.parametrize(("text", "said", "roles"), WHOLE, ids=["completed", "planned"])
def test_whole_events(text: str, said: tuple[str, ...], roles: dict[str, str]) -> None:
    ((event, _),) = events(text)
    assert event.date is not None
    assert (event.type, event.subtype, event.status, event.date.edtf) == said
    found = {a.role: a.canonical for a in event.arguments}
    assert {role: found.get(role) for role in roles} == roles


def test_a_pact_has_its_parties() -> None:
    text = (
        "[LOC|India:भारत] और [LOC|Japan:जापान] ने [t|2023-07-19:बुधवार] को [SPACECRAFT|LUPEX:लुपेक्स] मिशन पर "
        "समझौता ज्ञापन पर हस्ताक्षर किए।"
    )
    found = [e for e, _ in events(text) if e.type == "agreement"]
    assert [(e.subtype, e.status) for e in found] == [("signing", "completed")]
    parties = {a.canonical for a in found[0].arguments if a.role == "party"}
    assert parties == {"India", "Japan"}


def test_news_of_phones_has_no_events() -> None:
    assert events("[ORG|Apple:एप्पल] ने [t|2023-07-18:मंगलवार] को नया फोन लॉन्च किया।") == []
