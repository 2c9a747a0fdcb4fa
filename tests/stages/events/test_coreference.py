"""Common nouns that stand for the one name of their kind that a document has, and the parts of its one station."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.document import Document
from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.mentions import ANTECEDENTS, REACH, Mention
from ghatana.stages.events.reading import read
from stages.events.event_tags import names, only, parse

LEXICON = load(load_language("te"))
BAS = "[PROGRAM|Bharatiya Antariksh Station:భారతీయ అంతరిక్ష కేంద్రం]"
TIANGONG = "[PROGRAM|Tiangong:టియాంగాంగ్]"
BHUTAN = "[SPACECRAFT|INS-2B:ఐఎన్ఎస్-2బి] ([SPACECRAFT|BhutanSat:భూటాన్‌శాట్])"
RAIN = " ¶ ".join(["వాన పడింది."] * (REACH + 2))


def mentions(tagged: str, *labels: str) -> list[Mention]:
    return [m for m in read(parse(tagged), LEXICON).mentions if m.label in labels]


def canonicals(tagged: str, *labels: str) -> list[str | None]:
    return [m.canonical for m in mentions(tagged, *labels)]


class TestTheOnlyOne:
    def test_it_is_meant_however_far_away(self) -> None:
        assert canonicals(f"{BAS} వస్తుంది. ¶ {RAIN} ¶ స్టేషన్ పూర్తవుతుంది.", "station") == [
            "Bharatiya Antariksh Station"
        ]

    def test_it_is_meant_before_it_is_named(self) -> None:
        (station,) = mentions(f"స్టేషన్ పూర్తవుతుంది. ¶ {BAS} వస్తుంది.", "station")
        assert station.canonical == "Bharatiya Antariksh Station"
        assert station.referent == "bharatiya antariksh station"

    def test_the_nearer_name_goes_first(self) -> None:
        text = f"{BAS} వస్తుంది. ¶ {TIANGONG} ఉంది. ¶ స్టేషన్ పనిచేస్తోంది."
        assert canonicals(text, "station") == ["Tiangong"]

    def test_of_two_none_is_the_only_one(self) -> None:
        text = f"{BAS}, {TIANGONG} ఉన్నాయి. ¶ {RAIN} ¶ స్టేషన్ పూర్తవుతుంది."
        assert canonicals(text, "station") == [None]
        assert canonicals(f"స్టేషన్ వస్తుంది. ¶ {BAS}, {TIANGONG} ఉన్నాయి.", "station") == [None]

    def test_a_name_said_twice_is_one(self) -> None:
        text = f"{BAS} వస్తుంది. ¶ {RAIN} ¶ స్టేషన్ వస్తుంది. ¶ {RAIN} ¶ {BAS} సిద్ధం."
        assert canonicals(text, "station") == ["Bharatiya Antariksh Station"]

    @pytest.mark.parametrize("other", ["మరో స్టేషన్", "రెండు స్టేషన్లు", "రెండో స్టేషన్"])
    def test_another_one_is_another(self, other: str) -> None:
        assert canonicals(f"{BAS} వస్తుంది. ¶ {other} వస్తుంది.", "station") == [None]

    def test_a_programme_that_is_no_station_does_not_count(self) -> None:
        gaganyaan = "[PROGRAM|Gaganyaan:గగన్‌యాన్‌]"
        assert canonicals(f"{gaganyaan} సాగుతోంది. ¶ {RAIN} ¶ స్టేషన్ వస్తుంది.", "station") == [None]
        text = f"{gaganyaan} సాగుతోంది. ¶ {BAS} వస్తుంది. ¶ {RAIN} ¶ స్టేషన్ వస్తుంది."
        assert canonicals(text, "station") == ["Bharatiya Antariksh Station"]

    @pytest.mark.parametrize(
        ("name", "noun", "label", "canonical"),
        [
            ("[SPACECRAFT|Luna 25:లూనా-25]", "ప్రోబ్", "craft", "Luna 25"),
            ("[LAUNCHER|LVM3:ఎల్‌వీఎం3]", "రాకెట్", "rocket", "LVM3"),
        ],
    )
    def test_crafts_and_rockets_too(self, name: str, noun: str, label: str, canonical: str) -> None:
        assert canonicals(f"{noun} సిద్ధం. ¶ {RAIN} ¶ {name} వెళ్లింది.", label) == [canonical]
        assert canonicals(f"{name} వెళ్లింది. ¶ {RAIN} ¶ {noun} సిద్ధం.", label) == [canonical]

    def test_a_rocket_is_never_the_only_craft(self) -> None:
        assert canonicals("రాకెట్ సిద్ధం. ¶ [SPACECRAFT|Luna 25:లూనా-25] వెళ్లింది.", "rocket") == [None]

    def test_other_nouns_stand_for_no_name(self) -> None:
        assert "agency" not in ANTECEDENTS
        assert canonicals("[ORG|ISRO:ఇస్రో] చెప్పింది. ¶ సంస్థ వివరించింది.", "firm") == [None]


class TestParts:
    @pytest.mark.parametrize(
        ("phrase", "canonical"),
        [
            ("తొలి మాడ్యూల్‌ను", "BAS-1"),
            ("మొదటి మాడ్యూల్‌ను", "BAS-1"),
            ("రెండో మాడ్యూల్‌ను", "BAS-2"),
            ("మూడో మాడ్యూల్‌ను", "BAS-3"),
            ("ఏడో మాడ్యూల్‌ను", None),  # it has five
            ("మరో మాడ్యూల్‌ను", None),
            ("కొత్త మాడ్యూల్‌ను", None),
            ("మాడ్యూల్‌ను", None),
        ],
    )
    def test_a_numbered_module_of_the_one_station(self, phrase: str, canonical: str | None) -> None:
        assert canonicals(f"{BAS} వస్తుంది. ¶ {phrase} 2028లో పంపుతారు.", "module") == [canonical]

    def test_it_has_its_name_in_the_same_sentence_and_before_the_stations(self) -> None:
        assert canonicals(f"{BAS} మొదటి మాడ్యూల్‌ను పంపుతారు.", "module") == ["BAS-1"]
        assert canonicals(f"తొలి మాడ్యూల్‌ను పంపుతారు. ¶ {BAS} వస్తుంది.", "module") == ["BAS-1"]

    def test_a_number_alone_names_nothing(self) -> None:
        assert canonicals("తొలి మాడ్యూల్‌ను పంపుతారు.", "module") == [None]

    def test_each_station_has_its_own(self) -> None:
        assert canonicals(f"{TIANGONG} ఉంది. ¶ తొలి మాడ్యూల్‌ను పంపారు.", "module") == ["Tianhe"]
        alone = "[PROGRAM|Skylab:స్కైల్యాబ్‌]"
        assert canonicals(f"{alone} ఉంది. ¶ తొలి మాడ్యూల్‌ను పంపారు.", "module") == [None]

    def test_of_two_stations_nobody_knows_whose_module_it_is(self) -> None:
        assert canonicals(f"{BAS} వస్తుంది. ¶ {TIANGONG} ఉంది. ¶ తొలి మాడ్యూల్‌ను పంపుతారు.", "module") == [None]

    def test_mentions_of_one_module_are_of_one_thing(self) -> None:
        found = mentions(f"{BAS} వస్తుంది. ¶ తొలి మాడ్యూల్ సిద్ధం. ¶ మొదటి మాడ్యూల్‌ను పంపుతారు.", "module")
        assert len({m.referent for m in found}) == 1
        assert {m.canonical for m in found} == {"BAS-1"}

    def test_phases_keep_their_own_names(self) -> None:
        assert canonicals(f"{BAS} వస్తుంది. ¶ మొదటి దశ పూర్తవుతుంది.", "phase") == ["Phase 1"]

    def test_a_craft_of_the_document_is_not_the_module(self) -> None:
        """The number goes before the name that a bare noun would take."""
        text = f"{BAS} వస్తుంది. ¶ [SPACECRAFT|Luna 25:లూనా-25] వెళ్లింది. ¶ తొలి మాడ్యూల్‌ను పంపుతారు."
        assert canonicals(text, "module") == ["BAS-1"]

    def test_it_reaches_the_event(self) -> None:
        _, event = only(
            f"{BAS} నిర్మాణంలో [ORG|ISRO:ఇస్రో] [LAUNCHER|LVM3:ఎల్‌వీఎం3] రాకెట్‌తో తొలి మాడ్యూల్‌ను [t|2028:2028లో] ప్రయోగించనుంది."
        )
        assert names(event, "payload") == ["BAS-1"]


ISS = "[PROGRAM|International Space Station:అంతర్జాతీయ అంతరిక్ష కేంద్రం]"
RUSSIA = "[LOC|Russia:రష్యా]"


class TestOnesOwn:
    """A station that is somebody's own is not the one named before."""

    def test_it_is_that_of_whom_the_sentence_names(self) -> None:
        text = f"{ISS} పాతబడింది. ¶ {RUSSIA} సొంత అంతరిక్ష కేంద్రాన్ని నిర్మిస్తుంది."
        assert canonicals(text, "station") == ["Russian Orbital Service Station"]

    def test_or_of_whom_the_sentence_before_names(self) -> None:
        text = f"{ISS} నుంచి {RUSSIA} వైదొలగుతుంది. ¶ సొంత కేంద్రం 2030లో సిద్ధమవుతుంది."
        assert canonicals(text, "station") == ["Russian Orbital Service Station"]

    def test_where_nobody_is_named_no_station_is_meant(self) -> None:
        assert canonicals(f"{ISS} పాతబడింది. ¶ {RAIN} ¶ సొంత కేంద్రం కావాలి.", "station") == [None]
        assert canonicals(f"[LOC|Kenya:కెన్యా] {ISS} చూసింది. ¶ సొంత కేంద్రం కావాలి.", "station") == [None]

    def test_one_that_is_nobodys_own_is_the_one_named(self) -> None:
        text = f"{ISS} పాతబడింది. ¶ {RUSSIA} కేంద్రాన్ని వీడుతుంది."
        assert canonicals(text, "station") == ["International Space Station"]


class TestInBrackets:
    """Two ways to call one thing."""

    def test_a_description_has_the_name_that_follows_it(self) -> None:
        text = "శాస్త్ర విద్యుత్ మాడ్యూల్ ([SPACECRAFT|NEM:నెమ్]) వెళ్తుంది. ¶ [SPACECRAFT|NEM:నెమ్] సిద్ధం."
        found = mentions(text, "module", "SPACECRAFT")
        assert [m.canonical for m in found] == ["NEM"] * 3
        assert len({m.referent for m in found}) == 1

    def test_it_is_not_taken_for_the_name_before(self) -> None:
        text = "[SPACECRAFT|Zarya:జార్యా] వెళ్లింది. ¶ మాడ్యూల్ ([SPACECRAFT|NEM:నెమ్]) వెళ్తుంది."
        assert canonicals(text, "module") == ["NEM"]

    def test_of_two_names_the_first_counts(self) -> None:
        text = f"{BHUTAN} వెళ్లింది. ¶ [SPACECRAFT|BhutanSat:భూటాన్‌శాట్] పనిచేస్తోంది."
        assert canonicals(text, "SPACECRAFT") == ["INS-2B"] * 3

    def test_a_name_that_is_known_goes_before_one_that_is_spelled_out(self) -> None:
        parsed = parse("[SPACECRAFT|Sampadik:సంపాదిక్] ([SPACECRAFT|NISAR:నిసార్]) వెళ్లింది.")
        first, second = parsed.entities
        document = Document("d", parsed.text).with_layer("sentences", parsed.sentences)
        document = document.with_layer("entities", (first, replace(second, kb_id="nisar")))
        found = read(document.with_layer("timexes", ()), LEXICON).mentions
        assert [m.canonical for m in found if m.label == "SPACECRAFT"] == ["NISAR"] * 2

    @pytest.mark.parametrize(
        "text",
        [
            "మాడ్యూల్ ([LAUNCHER|LVM3:ఎల్‌వీఎం3]) వెళ్తుంది.",  # of another kind
            "మాడ్యూల్ ([SPACECRAFT|NEM:నెమ్] వంటివి) వెళ్తుంది.",  # not alone
            "మాడ్యూల్, [SPACECRAFT|NEM:నెమ్] వెళ్తాయి.",  # no brackets
        ],
    )
    def test_what_else_stands_near_is_another_thing(self, text: str) -> None:
        (module,) = canonicals(f"{text} ¶ [SPACECRAFT|Zarya:జార్యా] ఉంది.", "module")
        assert module not in ("NEM", "LVM3")

    def test_an_event_has_it_once(self) -> None:
        _, event = only(f"[ORG|ISRO:ఇస్రో] {BHUTAN} ఉపగ్రహాన్ని [t|2022-11-26:నవంబరు 26న] ప్రయోగించింది.")
        assert names(event, "payload") == ["INS-2B"]


SENTENCES = st.lists(
    st.sampled_from([f"{BAS} వస్తుంది.", f"{TIANGONG} ఉంది.", "స్టేషన్ వస్తుంది.", "తొలి మాడ్యూల్ వస్తుంది.", "వాన పడింది."]),
    max_size=9,
)


@given(SENTENCES)
def test_a_common_noun_takes_only_names_that_the_document_has(sentences: list[str]) -> None:
    tagged = " ¶ ".join(sentences)
    named = set(canonicals(tagged, "PROGRAM"))
    assert set(canonicals(tagged, "station")) <= named | {None}
    if len(named) == 1:
        assert set(canonicals(tagged, "station")) <= named
    modules = set(canonicals(tagged, "module"))
    first = {"Bharatiya Antariksh Station": "BAS-1", "Tiangong": "Tianhe"}
    assert modules <= ({first[str(named.pop())]} if len(named) == 1 else {None})


@given(SENTENCES)
def test_names_themselves_are_left_as_they_are(sentences: list[str]) -> None:
    tagged = " ¶ ".join(sentences)
    said = [canonical for s in sentences for canonical in canonicals(s, "PROGRAM")]
    assert canonicals(tagged, "PROGRAM") == said


CHINA = "[LOC|China:చైనా]"
MOON = "[BODY|Moon:చంద్రుడిపై]"
GAGANYAAN = "[PROGRAM|Gaganyaan:గగన్‌యాన్]"


class TestWhatSomebodyHasOneOf:
    """No text has to name it: its owner tells."""

    def test_whose_it_is_stands_before_it(self) -> None:
        text = f"{ISS} పాతబడింది. ¶ {CHINA} కేంద్రంలో ముగ్గురు ఉన్నారు."
        assert canonicals(text, "station") == ["Tiangong"]

    def test_the_only_owner_of_a_document_is_meant(self) -> None:
        text = f"[ORG|ISRO:ఇస్రో] ప్రకటించింది. ¶ {RAIN} ¶ అంతరిక్ష కేంద్రం 2035లో పూర్తవుతుంది."
        assert canonicals(text, "station") == ["Bharatiya Antariksh Station"]

    def test_of_two_owners_the_one_close_before(self) -> None:
        text = f"[ORG|ISRO:ఇస్రో] వెళ్లింది. ¶ {CHINA} ప్రకటించింది. ¶ అంతరిక్ష కేంద్రం పూర్తవుతుంది."
        assert canonicals(text, "station") == ["Tiangong"]
        far = f"[ORG|ISRO:ఇస్రో], {CHINA} వచ్చాయి. ¶ {RAIN} ¶ అంతరిక్ష కేంద్రం పూర్తవుతుంది."
        assert canonicals(far, "station") == [None]

    def test_a_part_tells_its_station(self) -> None:
        text = "[SPACECRAFT|Tianhe:తియాన్‌హే] 2021లో వెళ్లింది. ¶ అంతరిక్ష కేంద్రం పూర్తవుతుంది."
        assert canonicals(text, "station") == ["Tiangong"]

    @pytest.mark.parametrize("noun", ["స్థావరాన్ని", "పరిశోధన కేంద్రాన్ని"])
    def test_on_the_moon_it_is_the_base(self, noun: str) -> None:
        label = "base" if noun.startswith("స్థా") else "station"
        text = f"[LOC|Russia:రష్యా], {CHINA} కలిసి {MOON} {noun} నిర్మిస్తాయి."
        assert canonicals(text, label) == ["International Lunar Research Station"]

    def test_what_flies_about_it_is_none(self) -> None:
        text = f"{CHINA} {MOON} దిగుతుంది. ¶ అంతరిక్ష కేంద్రం సిద్ధమవుతుంది."
        assert canonicals(text, "station") == ["Tiangong"]

    @pytest.mark.parametrize(
        ("flight", "name"),
        [
            ("వ్యోమగాములతో కూడిన యాత్ర", "Gaganyaan crewed mission"),
            ("మానవసహిత యాత్ర", "Gaganyaan crewed mission"),
            ("మానవరహిత యాత్ర", "Gaganyaan G1"),
        ],
    )
    def test_flights_of_a_programme(self, flight: str, name: str) -> None:
        text = f"{GAGANYAAN} పనులు సాగుతున్నాయి. ¶ {flight} 2027లో ఉంటుంది."
        assert canonicals(text, "craft") == [name]

    def test_a_crew_and_its_craft_are_one_phrase(self) -> None:
        document = parse("వ్యోమగాములతో కూడిన తొలి యాత్ర 2027లో ఉంటుంది. ¶ వ్యోమగాములతో నౌక వెళ్లింది.")
        found = [
            m.of(document.text) for m in read(document, LEXICON).mentions if m.label in ("craft", "crew")
        ]
        assert found == ["వ్యోమగాములతో కూడిన తొలి యాత్ర", "వ్యోమగాములతో", "నౌక"]

    def test_so_many_satellites_of_a_constellation(self) -> None:
        text = "[ORG|OneWeb:వన్‌వెబ్] వివరించింది. ¶ మరో 36 ఉపగ్రహాలను జనవరిలో పంపుతారు. ¶ ఒక్క ఉపగ్రహం చాలు."
        assert canonicals(text, "craft")[:1] == ["OneWeb"]

    def test_without_an_owner_nothing_is_made_up(self) -> None:
        text = "[LOC|Kenya:కెన్యా] ప్రకటించింది. ¶ అంతరిక్ష కేంద్రం, మరో 36 ఉపగ్రహాలు, మానవసహిత యాత్ర."
        assert canonicals(text, "station", "craft") == [None, None, None]
