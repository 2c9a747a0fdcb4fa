"""What spellings of the shipped knowledge base are linked to, and ordinary words that are not linked."""

from __future__ import annotations

import pytest

from ghatana import knowledge
from ghatana.document import Document, Sentence
from ghatana.knowledge.entries import Entry
from ghatana.languages import load
from ghatana.stages.names import NamesStage
from ghatana.text.keys import KeyFolder

BASE = knowledge.load()
FOLDER = KeyFolder((row["form"], row["key"]) for row in load("te").rows("folds"))


@pytest.fixture(scope="module")
def stage() -> NamesStage:
    """The stage with rules alone."""
    return NamesStage(load("te"), BASE)


def _linked(stage: NamesStage, text: str) -> dict[str, tuple[str, str | None]]:
    doc = Document("d", text).with_layer("sentences", (Sentence(0, len(text)),))
    return {text[e.start : e.stem_end]: (e.label, e.canonical) for e in stage.annotate([doc])[0] if e.kb_id}


@pytest.mark.parametrize(
    ("text", "surface", "label", "name"),
    [
        ("కెన్యా తైఫా-1ను పంపింది.", "తైఫా-1", "SPACECRAFT", "Taifa-1"),
        ("కెన్యా టైఫా-1ను పంపింది.", "టైఫా-1", "SPACECRAFT", "Taifa-1"),
        ("చైనా చ్యుచియావ్-2ను పంపింది.", "చ్యుచియావ్-2", "SPACECRAFT", "Queqiao-2"),
        ("తియాన్‌దు-1 కక్ష్యలో ఉంది.", "తియాన్‌దు-1", "SPACECRAFT", "Tiandu-1"),
        ("మిస్ర్‌శాట్‌-2 కక్ష్యలో ఉంది.", "మిస్ర్‌శాట్‌-2", "SPACECRAFT", "MisrSat-2"),
        ("టర్క్‌శాట్ 6ఏ సిద్ధమైంది.", "టర్క్‌శాట్ 6ఏ", "SPACECRAFT", "Türksat 6A"),
        ("అంగోశాట్-2ను పంపారు.", "అంగోశాట్-2", "SPACECRAFT", "Angosat-2"),
        ("లపాన్-ఎ2ను పంపారు.", "లపాన్-ఎ2", "SPACECRAFT", "LAPAN-A2"),
        ("నేపాలీశాట్-1ను పంపారు.", "నేపాలీశాట్-1", "SPACECRAFT", "NepaliSat-1"),
        ("సీబీఈఆర్ఎస్-6 తయారవుతోంది.", "సీబీఈఆర్ఎస్-6", "SPACECRAFT", "CBERS-6"),
        ("వీఎన్ఆర్ఈడీశాట్-1ను పంపారు.", "వీఎన్ఆర్ఈడీశాట్-1", "SPACECRAFT", "VNREDSat-1"),
        ("లోటస్‌శాట్-1ను పంపారు.", "లోటస్‌శాట్-1", "SPACECRAFT", "LOTUSat-1"),
        ("జెనిసిస్-1ను పంపారు.", "జెనిసిస్-1", "SPACECRAFT", "Genesis I"),
        ("ట్రాన్స్‌పోర్టర్-12లో వెళ్లింది.", "ట్రాన్స్‌పోర్టర్-12", "SPACECRAFT", "Transporter-12"),
        ("బ్యాండ్‌వాగన్-4లో వెళ్లింది.", "బ్యాండ్‌వాగన్-4", "SPACECRAFT", "Bandwagon-4"),
        ("అకేడియా-2 చేరింది.", "అకేడియా-2", "SPACECRAFT", "Acadia-2"),
        ("క్వాంగ్‌మ్యాంగ్‌సాంగ్‌-4ను పంపారు.", "క్వాంగ్‌మ్యాంగ్‌సాంగ్‌-4", "SPACECRAFT", "Kwangmyongsong-4"),
        ("మునాల్ ఉపగ్రహాన్ని పంపారు.", "మునాల్", "SPACECRAFT", "Munal"),
        ("జుక్-2 రాకెట్ ఎగిరింది.", "జుక్-2", "LAUNCHER", "Zhuque-2"),
        ("పల్లాస్-1ను పరీక్షించారు.", "పల్లాస్-1", "LAUNCHER", "Pallas-1"),
        ("ఖాయెమ్-100తో పంపారు.", "ఖాయెమ్-100", "LAUNCHER", "Qaem 100"),
        ("సైక్లోన్-4ఎం సిద్ధమవుతోంది.", "సైక్లోన్-4ఎం", "LAUNCHER", "Cyclone-4M"),
        ("కాస్మోస్‌-3ఎం పాతది.", "కాస్మోస్‌-3ఎం", "LAUNCHER", "Kosmos-3M"),
        ("ఎస్‌ఎల్‌వీ-3తో పంపారు.", "ఎస్‌ఎల్‌వీ-3", "LAUNCHER", "SLV-3"),
        ("ఫైర్‌ఫ్లై ఆల్ఫా రాకెట్ పేలింది.", "ఫైర్‌ఫ్లై ఆల్ఫా", "LAUNCHER", "Firefly Alpha"),
        ("హావెన్-1 ఆలస్యమైంది.", "హావెన్-1", "PROGRAM", "Haven-1"),
        ("జోసెఫ్‌ ఆష్‌బాకర్‌ చెప్పారు.", "జోసెఫ్‌ ఆష్‌బాకర్‌", "PER", "Josef Aschbacher"),
        ("లూసియానా శాంటోస్ చెప్పారు.", "లూసియానా శాంటోస్", "PER", "Luciana Santos"),
        ("తైవాన్ అంతరిక్ష సంస్థ తెలిపింది.", "తైవాన్ అంతరిక్ష సంస్థ", "ORG", "Taiwan Space Agency"),
        ("ఎక్సోట్రెయిల్‌తో ఒప్పందం కుదిరింది.", "ఎక్సోట్రెయిల్‌", "ORG", "Exotrail"),
        ("షెట్లాండ్‌లోని కేంద్రం సిద్ధమైంది.", "షెట్లాండ్‌", "LOC", "Shetland"),
        # a name of several words that begins with a country, in the locative
        ("భారత అంతరిక్ష కేంద్రంలో బస చేస్తారు.", "భారత అంతరిక్ష కేంద్రం", "PROGRAM", "Bharatiya Antariksh Station"),
        # letters as some papers spell them
        ("ఐఆర్ఎన్ఎస్ఎస్-1యఫ్ పనిచేస్తోంది.", "ఐఆర్ఎన్ఎస్ఎస్-1యఫ్", "SPACECRAFT", "IRNSS-1F"),
        # spellings that were missing
        ("ఏరియన్-5 రాకెట్ ఎగిరింది.", "ఏరియన్-5", "LAUNCHER", "Ariane 5"),
        ("వు వెయ్‌రెన్ చెప్పారు.", "వు వెయ్‌రెన్", "PER", "Wu Weiren"),
        ("సూపర్‌వ్యూ-3ను పంపారు.", "సూపర్‌వ్యూ-3", "SPACECRAFT", "SuperView-3"),
        ("మేఘ-ట్రాపిక్స్‌ ఉపగ్రహం వెళ్లింది.", "మేఘ-ట్రాపిక్స్‌", "SPACECRAFT", "Megha-Tropiques"),
        ("స్కాట్‌శాట్‌ను పంపారు.", "స్కాట్‌శాట్‌", "SPACECRAFT", "SCATSAT-1"),
        ("థాయ్ సంస్థ జిస్టా తెలిపింది.", "జిస్టా", "ORG", "GISTDA"),
        ("షిమ్‌షెక్ రాకెట్ సిద్ధమైంది.", "షిమ్‌షెక్", "LAUNCHER", "Şimşek"),
        ("నారో రాకెట్‌ ఎగిరింది.", "నారో రాకెట్‌", "LAUNCHER", "Naro-1"),
        ("సోయజ్ ఎంఎస్-10 విఫలమైంది.", "సోయజ్ ఎంఎస్-10", "SPACECRAFT", "Soyuz MS-10"),
    ],
)
def test_spellings_of_newspapers_are_linked(
    stage: NamesStage, text: str, surface: str, label: str, name: str
) -> None:
    found = {span.rstrip("\u200c"): what for span, what in _linked(stage, text).items()}
    assert found.get(surface.rstrip("\u200c")) == (label, name)


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("కొలంబియా స్పేస్ షటిల్ పేలిపోయింది.", "కొలంబియా స్పేస్ షటిల్", "Space Shuttle Columbia"),
        ("షటిల్ పేలింది, కొలంబియా శకలాలు పడ్డాయి.", "కొలంబియా", "Space Shuttle Columbia"),
        ("కొలంబియా ప్రభుత్వం తెలిపింది.", "కొలంబియా ప్రభుత్వం", "Government of Colombia"),
        ("కొలంబియా పర్యటన ముగిసింది.", "కొలంబియా", "Colombia"),
        ("బ్రెజిల్ చట్టాన్ని సెనేట్ ఆమోదించింది.", "సెనేట్", "Federal Senate of Brazil"),
        ("ట్రంప్ ప్రతిపాదనను సెనేట్ ఆమోదించింది.", "సెనేట్", "United States Senate"),
        ("నాసా నిధులను కాంగ్రెస్ పెంచింది.", "కాంగ్రెస్", "United States Congress"),
        ("ఎన్నికల్లో కాంగ్రెస్ గెలిచింది.", "కాంగ్రెస్", "Indian National Congress"),
    ],
)
def test_the_words_around_decide_between_two(stage: NamesStage, text: str, surface: str, name: str) -> None:
    assert _linked(stage, text)[surface][1] == name


@pytest.mark.parametrize(
    "text",
    [
        "స్వయం ఉపాధి పథకం ప్రారంభమైంది.",
        "ప్రచండ గాలులు వీచాయి.",
        "ఆల్ఫా వేరియంట్ వ్యాపించింది.",
        "స్పిరిట్ ఉన్న ఆటగాడు.",
        "కేంద్రాన్ని డీఆర్బిట్ చేస్తారు.",
        "స్కై షాట్ బాణసంచా పేలింది.",
        "హోటల్‌లో జానస్ పాట పాడారు.",
        "దిశ మారింది.",
        "స్కౌట్ విద్యార్థులు వచ్చారు.",
        "మెర్లిన్ సినిమా విడుదలైంది.",
    ],
)
def test_ordinary_words_are_not_linked(stage: NamesStage, text: str) -> None:
    assert _linked(stage, text) == {}


@pytest.mark.parametrize("text", ["అపోలో 1969లో దిగింది.", "ఫాల్కన్ 2018లో ఎగిరింది.", "ఏరియాన్ 2024 నాటికి సిద్ధం."])
def test_a_year_is_no_member_of_a_family(stage: NamesStage, text: str) -> None:
    assert not any(any(digit in surface for digit in "0123456789") for surface in _linked(stage, text))


def test_the_key_of_every_spelling_is_the_entry_of_its_type_or_shared() -> None:
    """No spelling of an entry is lost behind another entry of the same type whose key is the same."""
    first: dict[tuple[str, str], Entry] = {}
    hidden = []
    for entry in BASE.entries:
        for spelling in (entry.name, *entry.names):
            other = first.setdefault((entry.type, FOLDER.fold(spelling)), entry)
            if other is not entry and spelling in (other.name, *other.names):
                hidden.append((spelling, other.id, entry.id))
    assert hidden == []


def test_the_abbreviation_of_number_is_no_module(stage: NamesStage) -> None:
    assert "నెం" not in _linked(stage, "మిచిబికి నెం.5 ఉపగ్రహంతో హెచ్3 రాకెట్ ఎగిరింది.")
