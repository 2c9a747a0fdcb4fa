"""The tables: how they are compiled, and that what is shipped is sound."""

from __future__ import annotations

import pytest

from ghatana.document import EVENT_TYPES, ROLES, STATUSES
from ghatana.languages import load as load_language
from ghatana.stages.events.lexicon import Form, load
from ghatana.stages.events.lookup import Endings, Table
from ghatana.stages.events.words import key_of

TE = load_language("te")
LEXICON = load(TE)
ROWS = [row for rows in LEXICON.triggers.values() for row in rows]
FOLDS = LEXICON.folds


class TestTable:
    def test_exact_before_beginning(self) -> None:
        table = Table([("దశ*", "long"), ("దశ", "short")])
        assert table.get("దశ") == "short"
        assert table.get("దశలో") == "long"

    def test_longest_beginning_wins(self) -> None:
        table = Table([("వ్యోమ*", "space"), ("వ్యోమనౌక*", "craft")])
        assert table.get("వ్యోమనౌకను") == "craft"
        assert table.get("వ్యోమగామి") == "space"

    def test_first_row_wins_over_a_repeat(self) -> None:
        assert Table([("నేల", "one"), ("నేల", "two")]).get("నేల") == "one"

    def test_unknown(self) -> None:
        assert Table([("నేల", "ground")]).get("నింగి") is None

    def test_empty(self) -> None:
        assert Table([]).get("నింగి") is None


class TestEndings:
    def test_longest_wins(self) -> None:
        endings = Endings([("ది", ("a",)), ("నుంది", ("b",))])
        assert endings.get("పంపనుంది") == ("నుంది", ("b",))

    def test_a_whole_word_is_no_ending(self) -> None:
        assert Endings([("లో", ("loc",))]).get("లో") is None

    def test_none(self) -> None:
        assert Endings([("లో", ("loc",))]).get("నింగికి") is None


# word, form, status, reported speech: the verb morphology that decides status
FORMS = [
    ("ప్రయోగించింది", "fin", "completed", False),
    ("ప్రయోగించిందని", "fin", "completed", True),
    ("ప్రయోగించారు", "fin", "completed", False),
    ("ప్రయోగించబడ్డాయి", "fin", "completed", False),
    ("ప్రయోగించిన", "rel", "completed", False),
    ("ప్రయోగించనుంది", "fin", "planned", False),
    ("ప్రయోగించనున్నారు", "fin", "planned", False),
    ("ప్రయోగించనున్న", "rel", "planned", False),
    ("ప్రయోగిస్తుంది", "fin", "planned", False),
    ("ప్రయోగిస్తామని", "fin", "planned", True),
    ("ప్రయోగించబడుతుంది", "fin", "planned", False),
    ("ప్రయోగించేందుకు", "inf", "planned", False),
    ("ప్రయోగించడానికి", "inf", "planned", False),
    ("ప్రయోగించవచ్చు", "fin", "proposed", False),
    ("ప్రయోగించవచ్చని", "fin", "proposed", True),
    ("పంపొచ్చని", "fin", "proposed", True),
    ("ఎగరగలదు", "fin", "proposed", False),
    ("నిర్మిస్తోంది", "fin", "ongoing", False),
    ("సాగుతున్నాయి", "fin", "ongoing", False),
    ("ఎగరదు", "fin", "denied", False),
    ("ప్రయోగించబడలేదని", "fin", "denied", True),
    ("చేరబోమని", "fin", "denied", True),
]


@pytest.mark.parametrize(("word", "form", "status", "quoted"), FORMS)
def test_verb_form(word: str, form: str, status: str, quoted: bool) -> None:
    found = LEXICON.form(key_of(word, FOLDS))
    assert isinstance(found, Form)
    assert (found.form, found.status, found.quoted) == (form, status, quoted)


def test_a_noun_has_no_verb_form() -> None:
    assert LEXICON.form(key_of("రాకెట్", FOLDS)) is None


def test_an_ending_that_nouns_share_closes_no_clause() -> None:
    for word, closes in (("నింగిలోకి", False), ("విజయవంతంగా", False), ("పంపిన", False), ("పంపింది", True)):
        form = LEXICON.form(key_of(word, FOLDS))
        assert form is not None
        assert form.clause is closes


class TestShipped:
    def test_ids_of_triggers_are_unique(self) -> None:
        ids = [row["id"] for row in TE.rows("events/triggers")]
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("row", TE.rows("events/triggers"), ids=lambda r: r["id"])
    def test_trigger_row(self, row: dict[str, str]) -> None:
        assert row["subtype"] in EVENT_TYPES[row["type"]]
        assert row["kind"] in {"verb", "nominal", "status"}
        assert row["status"] in {"", *STATUSES}
        assert (row["kind"] == "status") == (row["status"] != "")
        assert row["sense"]
        assert row["id"].startswith(row["type"][0] + ".")
        for word in row["pattern"].split(" "):
            assert word
            assert all(entry.rstrip("*") for entry in word.split("|") if entry)

    @pytest.mark.parametrize("row", TE.rows("events/endings"), ids=lambda r: r["ending"])
    def test_ending_row(self, row: dict[str, str]) -> None:
        assert row["form"] in {"fin", "rel", "conj", "inf", "nom", "hear"}
        assert row["status"] in {"", *STATUSES}

    @pytest.mark.parametrize(
        ("stem", "column"),
        [
            ("nouns", "class"),
            ("modifiers", "kind"),
            ("cues", "class"),
            ("postpositions", "case"),
            ("actors", "kind"),
        ],
    )
    def test_every_row_has_a_class(self, stem: str, column: str) -> None:
        assert all(row[column] for row in TE.rows(f"events/{stem}"))

    def test_no_word_stands_in_two_classes_of_nouns(self) -> None:
        seen: dict[str, str] = {}
        for row in TE.rows("events/nouns"):
            assert seen.setdefault(row["stem"], row["class"]) == row["class"]

    def test_weights_are_of_known_decisions(self) -> None:
        known = {"event", "status", "row"}
        known |= {f"subtype.{kind}" for kind in EVENT_TYPES}
        known |= {f"date.{kind}" for kind in EVENT_TYPES}
        known |= {f"role.{kind}.{role}" for kind, roles in ROLES.items() for role in roles}
        assert set(LEXICON.weights) <= known

    def test_weights_lead_to_known_outcomes(self) -> None:
        assert set(LEXICON.weights["status"]) <= set(STATUSES)
        for kind, subtypes in EVENT_TYPES.items():
            assert set(LEXICON.weights[f"subtype.{kind}"]) <= set(subtypes)
        assert set(LEXICON.weights["event"]) == {"yes"}

    def test_every_weight_of_a_row_is_of_a_row_that_exists(self) -> None:
        ids = {row.id for row in ROWS}
        weights = LEXICON.weights["event"]["yes"]
        assert {item[2:] for item in weights if item.startswith("R=")} <= ids


def test_a_pattern_of_two_words() -> None:
    row = next(r for r in ROWS if r.id == "l.postpone")
    keys = ["ప్రయోగం", "వాయిదా", "పడింది"]
    assert row.matches(keys, 1)
    assert not row.matches(keys, 0)
    assert not row.matches(keys, 2)


def test_rows_are_found_by_how_a_word_begins() -> None:
    rows = LEXICON.trigger_rows("ప్రయోగించింది")
    assert "l.launch" in {r.id for r in rows if r.matches(["ప్రయోగించింది"], 0)}
    assert LEXICON.trigger_rows("xyz") == ()
