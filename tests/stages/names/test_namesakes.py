"""Bodies of one name in several countries, and rockets called by letter and number alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana import knowledge
from ghatana.document import Document, Entity, Sentence
from ghatana.knowledge import Entry
from ghatana.languages import load
from ghatana.stages.names import NamesStage
from ghatana.stages.names.namesakes import Namesakes

BASE = knowledge.load()
STAGE = NamesStage(load("te"), BASE)
SENATES = {e.country: e for e in BASE.by_id.values() if "సెనేట్" in e.aliases}


def linked(text: str, told: Entity | None = None) -> dict[str, str | None]:
    """The canonical name of each mention, the last of a surface."""
    stage = STAGE
    if told is not None:

        class Told:
            def entities(self, documents: list[Document]) -> list[tuple[Entity, ...]]:
                return [(told,) for _ in documents]

        stage = NamesStage(load("te"), BASE, Told())
    document = Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))
    return {text[e.start : e.stem_end].strip("\u200c"): e.canonical for e in stage.annotate([document])[0]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("కజకిస్థాన్ ఒప్పందంలో చేరింది. సెనేట్ దాన్ని ఆమోదించింది.", "Senate of Kazakhstan"),
        ("బ్రెజిల్ ఒప్పందాన్ని సెనేట్‌కు పంపింది.", "Federal Senate of Brazil"),
        ("సెనేట్ ఆమోదించాక ఫ్రాన్స్ సంతకం చేసింది.", "Senate of France"),
        ("జపాన్, కెనడా చేరాయి. సెనేట్ ఆమోదించింది.", "Senate of Canada"),
        ("ఇటలీ సెనేట్ చర్చించింది. సెనేట్ ఆమోదించింది. అమెరికా స్పందించలేదు.", "Senate of the Republic"),
        ("నాసా బడ్జెట్‌ను సెనేట్ ఆమోదించింది.", "United States Senate"),
        ("కజకిస్థాన్‌కు నాసా లేఖ రాసింది. సెనేట్ ఆమోదించింది.", "Senate of Kazakhstan"),
        ("సెనేట్ బిల్లును ఆమోదించింది.", "United States Senate"),
        ("జపాన్‌లో సెనేట్ లేదు.", "United States Senate"),
    ],
)
def test_whose_senate(text: str, name: str) -> None:
    assert linked(text)["సెనేట్"] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("సెనెగల్ ఒప్పందాన్ని పార్లమెంటు ఆమోదించాలి.", "Parliament of Senegal"),
        ("కెన్యా, సెనెగల్ చేరాయి. పార్లమెంటు ఆమోదించింది.", "Parliament of Senegal"),
        ("సెనెగల్, భారత్ ఒప్పందాన్ని పార్లమెంటు ఆమోదించింది.", "Parliament of India"),
        ("సెనెగల్‌కు ఇస్రో సాయాన్ని పార్లమెంటు ఆమోదించింది.", "Parliament of India"),
        ("ఒప్పందాన్ని పార్లమెంటు ఆమోదించింది.", "Parliament of India"),
    ],
)
def test_whose_parliament(text: str, name: str) -> None:
    """The knowledge base knows one body alone by that word."""
    assert linked(text)["పార్లమెంట"] == name


def test_who_is_called_in_full_is_nobody_elses() -> None:
    assert "Parliament of India" in linked("రష్యాతో ఒప్పందాన్ని భారత పార్లమెంట్‌ ఆమోదించింది.").values()


def test_a_bank_is_that_of_its_country_wherever_it_is_spoken_of() -> None:
    assert linked("అమెరికా డాలర్‌పై ఆర్‌బీఐ స్పందించింది.")["ఆర్‌బీఐ"] == "Reserve Bank of India"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("అమెరికా నిధులపై కాంగ్రెస్‌లో చర్చ జరిగింది.", "United States Congress"),
        ("భారత్‌లో కాంగ్రెస్ విమర్శించింది.", "Indian National Congress"),
    ],
)
def test_congress_is_a_parliament_or_a_party(text: str, name: str) -> None:
    assert linked(text)["కాంగ్రెస్"] == name


def test_what_is_called_by_its_country_stays() -> None:
    assert linked("కజకిస్థాన్‌లో బ్రెజిల్ సెనేట్ సభ్యులు పర్యటించారు.")["బ్రెజిల్ సెనేట్"] == "Federal Senate of Brazil"


@given(st.lists(st.sampled_from(sorted(SENATES)), max_size=5), st.integers(0, 5))
def test_the_country_named_last_before_it_decides(countries: list[str], before: int) -> None:
    text = " ".join(["x"] * 12)
    places = {e.country: e for e in BASE.by_id.values() if e.type == "LOC" and e.country in SENATES}
    named = [c for c in countries if c in places]
    at = 2 * min(before, len(named))
    starts = [2 * n for n in range(len(named) + 1) if 2 * n != at]
    mentions = [
        Entity(s, s + 1, "LOC", s + 1, canonical=c, kb_id=places[c].id)
        for s, c in zip(starts, named, strict=True)
    ]
    senate = Entity(at, at + 1, "ORG", at + 1, canonical="US", kb_id="united-states-senate")
    (found,) = [
        m
        for m in Namesakes(BASE, lambda _: tuple(SENATES.values())).settled(
            text, sorted([*mentions, senate], key=lambda m: m.start)
        )
        if m.label == "ORG"
    ]
    earlier = [c for s, c in zip(starts, named, strict=True) if s < at]
    expected = earlier[-1] if earlier else named[0] if named else "US"
    assert found.kb_id == SENATES[expected].id


def test_one_body_alone_is_left_as_it_is() -> None:
    only = Entry("x-senate", "ORG", "X Senate", country="KZ")
    mention = Entity(0, 1, "ORG", 1, canonical="X Senate", kb_id="x-senate")
    assert Namesakes(BASE, lambda _: (only,)).settled("x", [mention]) == [mention]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("శ్రీహరికోట నుంచి సీ39 రాకెట్ బయల్దేరింది.", "సీ39", "PSLV-C39"),
        ("ఇస్రో ఎఫ్06 రాకెట్ కుప్పకూలింది.", "ఎఫ్06", "GSLV-F06"),
        ("ఇస్రో డీ12 రాకెట్ విఫలమైంది.", "డీ12", "D12"),
        ("ఎఫ్9 రాకెట్ ఎగిరింది.", "ఎఫ్9", "F9"),
    ],
)
def test_a_rocket_called_by_letter_and_number(text: str, word: str, name: str) -> None:
    start = text.index(word)
    told = Entity(start, start + len(word), "LAUNCHER", start + len(word), engine="onnx", score=0.99)
    assert linked(text, told)[word] == name
