"""The parts of the names stage on their own: words, tails, guards, merging, people, romanisation."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana import knowledge
from ghatana.document import Entity
from ghatana.errors import LanguageDataError
from ghatana.knowledge import Knowledge, Series
from ghatana.knowledge.entries import Entry
from ghatana.languages import Language, Record, load
from ghatana.stages.names.guards import Guards, Place
from ghatana.stages.names.known import longest
from ghatana.stages.names.lexicon import Alias, Lexicon
from ghatana.stages.names.merge import merged
from ghatana.stages.names.people import PeopleRules
from ghatana.stages.names.romanise import Romaniser
from ghatana.stages.names.tails import Tail, TailReader, member
from ghatana.stages.suffixes import SuffixSplitter
from ghatana.text.borders import next_word, previous_word, starts_word, word_end
from ghatana.text.keys import KeyFolder

TE = load("te")
SPLITTER = SuffixSplitter(TE)
FOLDER = KeyFolder((row["form"], row["key"]) for row in TE.rows("folds"))


def test_words_have_borders_that_ignore_zero_width() -> None:
    assert starts_word("ఇస్రో", 0)
    assert not starts_word("మన\u200cఇస్రో", 3)
    assert starts_word("మన-ఇస్రో", 3)
    assert word_end("ఇస్రో\u200c, ", 0) == 6
    assert next_word("ఇస్రో  చైర్\u200cమన్ ", 5) == "చైర్మన్"
    assert previous_word("ఆ చైర్\u200cమన్ సోమనాథ్", 10) == "చైర్మన్"
    assert next_word("ఇస్రో, చైనా", 5) == ""


PSLV = Series("pslv", "LAUNCHER", "PSLV-{l}{n}", ())
GSAT = Series("gsat", "SPACECRAFT", "GSAT-{n}{s}", ())
MARCH = Series("lm", "LAUNCHER", "Long March {n}{s}{y}", ())
ARTEMIS = Series("artemis", "SPACECRAFT", "Artemis {r}", ())

TAILS = [
    ("-సీ52", PSLV, "PSLV-C52", 5, "nom"),
    ("-సి 60పై", PSLV, "PSLV-C60", 6, "loc"),
    ("-C57", PSLV, "PSLV-C57", 4, "nom"),
    (" ఎఫ్\u200c14తో", Series("g", "LAUNCHER", "GSLV-{l}{n}", ()), "GSLV-F14", 7, "com"),
    ("-20ని", GSAT, "GSAT-20", 3, "acc"),
    ("-6ఏతో", GSAT, "GSAT-6A", 3, "com"),
    ("-3డీఎస్", GSAT, "GSAT-3DS", 7, "nom"),
    ("-౬", GSAT, "GSAT-6", 2, "nom"),
    ("-5బి వై3", MARCH, "Long March 5B Y3", 8, "nom"),
    ("-5బి రాకెట్", MARCH, "Long March 5B", 4, "nom"),
    (" II", ARTEMIS, "Artemis II", 3, "nom"),
    ("-3కి", ARTEMIS, "Artemis III", 2, "dat"),
]


@pytest.mark.parametrize(("text", "series", "name", "stem_end", "case"), TAILS)
def test_tails(text: str, series: Series, name: str, stem_end: int, case: str) -> None:
    tail = TailReader(TE, SPLITTER).read(text, 0, series)
    assert tail is not None
    assert (member(series, tail), tail.stem_end, tail.case) == (name, stem_end, case)


@pytest.mark.parametrize("text", ["-52", "", " రాకెట్", "-సీ", " 90 శాతం"])
def test_no_tail(text: str) -> None:
    assert TailReader(TE, SPLITTER).read(text, 0, PSLV) is None
    assert TailReader(TE, SPLITTER).read(" 90 శాతం", 0, GSAT) is None


def test_a_flight_alone() -> None:
    reader = TailReader(TE, SPLITTER)
    assert reader.alone("సి54పై", 0) == Tail("C", "54", "", 4, 6, "loc")
    assert reader.alone("54", 0) is None


class _Pack(Language):
    """The Telugu pack with guards of its own."""

    def __init__(self, *guards: dict[str, str]) -> None:
        super().__init__("te")
        self._guards = tuple(Record(row, "guards.tsv") for row in guards)

    def rows(self, stem: str, *, needed: bool = True) -> tuple[Record[str], ...]:
        return self._guards if stem == "guards" else super().rows(stem, needed=needed)


def _allowed(text: str, *tests: tuple[str, str]) -> bool:
    rows = ({"id": "x", "alias": "", "test": t, "words": w} for t, w in tests)
    entry = Entry("x", "ORG", "X", (), ("నామం",))
    start = text.index("నామం")
    place = Place(start, start + 4, "nom", (0, len(text)))
    return Guards(_Pack(*rows), FOLDER).allow(Alias("నామం", entry), text, place)


@pytest.mark.parametrize(
    ("text", "test", "expected"),
    [
        ("నామం గ్రహం", ("next", "గ్రహ|కక్ష్య"), True),
        ("నామం ఊరు", ("next", "గ్రహ"), False),
        ("పెద్ద నామం", ("prev", "పెద్ద"), True),
        ("పెద్ద నామం", ("not_prev", "పెద్ద"), False),
        ("రాకెట్ వేగం నామం", ("near", "రాకెట్"), True),
        ("వేగం నామం", ("near", "రాకెట్"), False),
        ("నామం, ఊరు", ("then", ",|:"), True),
        ("(నామం)", ("bracketed", "()"), True),
        ("నామం", ("bracketed", "()"), False),
        ("నామం", ("case", "loc|abl"), False),
        ("నామం", ("not_case", "loc|abl"), True),
        ("నామం", ("divided", "-"), False),
        ("నామం రాకెట్", ("document", "రాకె"), True),
    ],
)
def test_guards(text: str, test: tuple[str, str], expected: bool) -> None:
    assert _allowed(text, test) is expected


def test_one_met_test_is_enough_and_one_forbidding_test_too() -> None:
    assert _allowed("నామం గ్రహం", ("next", "ఊరు"), ("next", "గ్రహ"))
    assert not _allowed("నామం గ్రహం", ("next", "గ్రహ"), ("not_next", "గ్రహం"))


@pytest.mark.parametrize("row", [("nearby", "a"), ("next", "")])
def test_a_wrong_guard_is_an_error(row: tuple[str, str]) -> None:
    with pytest.raises(LanguageDataError, match=r"guards\.tsv, 'x'"):
        _allowed("నామం", row)


def _mention(
    start: int, end: int, label: str = "ORG", score: float = 1.0, kb_id: str | None = None
) -> Entity:
    return Entity(start, end, label, end, score=score, kb_id=kb_id)


def test_longest_first_then_first_come() -> None:
    short, long, same = _mention(0, 3), _mention(2, 9), _mention(2, 9, "LOC")
    assert longest([short, long, same]) == [long]
    assert longest([_mention(5, 6), _mention(0, 3)]) == [_mention(0, 3), _mention(5, 6)]


def test_the_knowledge_base_keeps_its_boundaries() -> None:
    known = _mention(0, 5, "ORG", kb_id="isro")
    assert merged([known], [_mention(0, 5, "LOC", 0.99)]) == [known]
    assert merged([known], [_mention(3, 9, "ORG", 0.99)]) == [known]
    assert merged([known], [_mention(0, 9, "ORG", 0.99)]) == [known]
    assert merged([known], [_mention(6, 9, "LOC", 0.1)]) == [known, _mention(6, 9, "LOC", 0.1)]


def test_sure_rules_may_name_something_larger_and_a_tagger_only_a_full_name() -> None:
    place = _mention(0, 5, "LOC", kb_id="china")
    committee = _mention(0, 20, "ORG", 0.9)
    assert merged([place], [committee]) == [committee]
    assert merged([place], [replace(committee, engine="onnx")]) == [place]
    assert merged([place], [_mention(0, 20, "ORG", 0.2)]) == [place]
    surname = _mention(8, 12, "PER", kb_id="vladimir-putin")
    assert merged([surname], [_mention(0, 12, "PER", 0.9)])[0].kb_id == "vladimir-putin"


def test_rules_that_see_another_full_name_drop_the_link() -> None:
    surname = _mention(8, 12, "PER", kb_id="narendra-modi")
    assert merged([surname], [_mention(0, 12, "PER", 0.5)]) == [_mention(0, 12, "PER", 0.5)]
    assert merged([surname], [_mention(0, 15, "PER", 0.5)]) == [surname]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.sampled_from(["PER", "ORG", "LOC"]))))
def test_merging_is_flat(spans: list[tuple[int, int, str]]) -> None:
    known = longest(_mention(a, a + n, label) for a, n, label in spans[::2])
    found = merged(known, [_mention(a, a + n, label, 0.7) for a, n, label in spans[1::2]])
    assert all(a.end <= b.start for a, b in pairwise(found))


PEOPLE = [
    ("కె.కన్నబాబు మాట్లాడారు", ["కె.కన్నబాబు"]),
    ("వై.ఎస్. విజయ్ రెడ్డికి చెప్పారు", ["వై.ఎస్. విజయ్ రెడ్డికి"]),
    ("మంత్రి మిలేనా స్టోయ్చెవా తెలిపారు.", ["మిలేనా స్టోయ్చెవా"]),
    ("రాయబారి కారా మెక్డొనాల్డ్ పత్రాలను అందుకున్నారు.", []),
    ("ఛైర్మన్ పదవి చేపట్టారు.", []),
    ("మంత్రి సమావేశంలో మాట్లాడారు.", []),
    ("ఎఫ్.ఆర్.ఎల్ సంస్థ", []),
    ("డైరెక్టర్ స్థాయి ఉద్యోగులకు వేతనాలు", []),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_people(text: str, expected: list[str]) -> None:
    found = PeopleRules(TE, SPLITTER).find(text, lambda _: (0, len(text)), frozenset())
    assert [m.of(text) for m in longest(found)] == expected


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("ఎస్\u200c.నిరంజన్\u200c రెడ్డి", "S. Niranjan Reddy"),
        ("మల్లారెడ్డి", "Malla Reddy"),
        ("గోవింద్ సింగ్", "Govind Singh"),
        ("విశ్వనాథం", "Vishvanatham"),
        ("గంపత్", "Gampat"),
        ("ISRO", "ISRO"),
        ("", ""),
    ],
)
def test_readable(name: str, readable: str) -> None:
    assert Romaniser(TE).readable(name) == readable


@pytest.mark.parametrize(("word", "iso"), [("తెలుగు", "telugu"), ("చంద్రుడు", "caṁdruḍu"), ("శ్రీ", "śrī")])
def test_iso_15919(word: str, iso: str) -> None:
    assert Romaniser(TE).iso(word) == iso


def test_the_table_of_letters_is_complete_for_the_letters_of_the_names() -> None:
    have = {row["letter"] for row in TE.rows("romanisation")}
    used = {
        c for e in knowledge.load().entries for alias in e.aliases for c in alias if "\u0c00" <= c <= "\u0c65"
    }
    assert used <= have


def test_an_entry_is_found_in_capitals_only() -> None:
    lexicon = Lexicon(
        TE, Knowledge([Entry("vast", "ORG", "Vast"), Entry("esa", "ORG", "ESA")]), FOLDER, SPLITTER
    )

    def found(text: str) -> list[str]:
        return [hit.alias.meant.id for hit in lexicon.find(text, FOLDER.key(text))]

    assert found("Vast ESA") == ["vast", "esa"]
    assert found("a vast esa") == []
    assert found("Vastతో") == ["vast"]
    assert found("Vastly") == []


def test_an_empty_knowledge_base_finds_nothing() -> None:
    lexicon = Lexicon(TE, Knowledge([]), FOLDER, SPLITTER)
    assert list(lexicon.find("ఇస్రో", FOLDER.key("ఇస్రో"))) == []


def test_spelling_variants_find_a_name_written_with_another_vowel() -> None:
    lexicon = Lexicon(
        TE, Knowledge([Entry("cape", "SITE", "Cape Canaveral", (), ("కేప్ కెనవెరల్",))]), FOLDER, SPLITTER
    )

    def found(text: str) -> list[str]:
        return [hit.alias.meant.id for hit in lexicon.find(text, FOLDER.key(text))]

    assert found("కేప్ కెనవెరల్") == found("కేప్ కెనావెరల్") == found("కేప్ కినవెరల్") == ["cape"]
    assert found("కేప్ కానావెరాల్") == []


def test_a_variant_that_two_entries_share_means_neither() -> None:
    entries = [Entry("one", "LOC", "One", (), ("కలకలకలకలక",)), Entry("two", "LOC", "Two", (), ("కాలకలకాలకలక",))]
    lexicon = Lexicon(TE, Knowledge(entries), FOLDER, SPLITTER)
    shared = "కాలకలకలకలక"
    assert list(lexicon.find(shared, FOLDER.key(shared))) == []


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("అబకశాట్", "Abakasat"),
        ("మిస్ర్\u200cశాట్\u200c-2", "Misrsat-2"),
        ("అబకసాట్-1", "Abakasat-1"),
        ("శాట్", "Sat"),
        ("అబక స్టార్", "Abaka Star"),
        ("సైక్లోన్-9ఎం", "Cyclone-9M"),
        ("అబక ఏరోస్పేస్ టెక్నాలజీస్", "Abaka Aerospace Technologies"),
        ("అబక కమ్యూనికేషన్స్ సిస్టమ్స్", "Abaka Communications Systems"),
        ("ఇన్\u200cస్టిట్యూట్ ఆఫ్ సైన్స్", "Institute of Science"),
        ("అబక ల్యాబ్స్", "Abaka Labs"),
    ],
)
def test_english_words_in_names_are_written_as_english(name: str, latin: str) -> None:
    assert Romaniser(TE).readable(name) == latin


def test_the_order_of_parts_does_not_matter() -> None:
    class Reversed(Language):
        def rows(self, stem: str, *, needed: bool = True) -> tuple[Record[str], ...]:
            rows = super().rows(stem, needed=needed)
            return rows[::-1] if stem == "name_parts" else rows

    for name in ("స్పేస్పోర్ట్", "అబకశాట్", "శ్రీనివాసరావు", "అబకస్పేస్పోర్ట్"):
        assert Romaniser(Reversed("te")).readable(name) == Romaniser(TE).readable(name)
