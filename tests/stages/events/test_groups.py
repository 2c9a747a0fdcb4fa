"""Words about a verb: what a pack's verb groups make of them, before the verb and after it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghatana.errors import LanguageDataError
from ghatana.languages import Language
from ghatana.languages import load as load_language
from ghatana.stages.events.groups import Line, VerbGroups
from ghatana.stages.events.lexicon import load
from ghatana.stages.events.reading import read
from ghatana.stages.events.triggers import Candidate, mark
from ghatana.stages.events.words import split_words
from stages.events.event_tags import parse
from stages.events.toy_packs import english, hindi


@pytest.fixture(scope="module")
def en(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return english(tmp_path_factory.mktemp("en"))


@pytest.fixture(scope="module")
def hi(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return hindi(tmp_path_factory.mktemp("hi"))


def found(pack: Language, tagged: str) -> list[tuple[str, str, str]]:
    """Each trigger of a text with form and status."""
    reading, triggers = mark(read(parse(tagged), load(pack)))
    return [
        (
            reading.document.text[reading.words[c.first].start : reading.words[c.last].end],
            c.form.form if c.form else "",
            c.form.status if c.form else "",
        )
        for c in triggers
    ]


BEFORE = [
    ("It was launched.", "launched", "pas", "completed"),
    ("It was not launched.", "launched", "pas", "denied"),
    ("It has not been launched.", "launched", "pas", "denied"),
    ("It has finally launched.", "launched", "fin", "completed"),
    ("They will launch it.", "launch", "fin", "planned"),
    ("It will be launched.", "launched", "pas", "planned"),
    ("It will also now be successfully launched.", "launched", "pas", "planned"),
    ("It will [t|2025:next year] be launched.", "launched", "pas", "planned"),
    ("It will, [t|2025:next year], be launched.", "launched", "pas", "planned"),
    ("It plans to launch a rocket.", "launch", "inf", "planned"),
    ("It plans [t|2025:next year] to launch a rocket.", "launch", "inf", "planned"),
    ("It is set to be launched.", "launched", "inf", "planned"),
    ("It is set to launch.", "launch", "inf", "planned"),
    ("They failed to launch it.", "launch", "inf", "failed"),
    ("It could lift off.", "lift off", "fin", "proposed"),
    ("It lifted off.", "lifted off", "ed", "completed"),
    ("The craft launched by it.", "launched", "pasrel", "completed"),
    ("They are launching it.", "launching", "ing", "ongoing"),
    ("The launch is now planned.", "launch", "nom", "planned"),
    ("It will. Launch it!", "Launch", "", ""),
    ("It will ¶ launch it.", "launch", "", ""),
    ("It will (they said) launch.", "launch", "", ""),
    ("It will, they said, launch.", "launch", "", ""),
]


@pytest.mark.parametrize(("text", "trigger", "form", "status"), BEFORE, ids=lambda x: str(x)[:40])
def test_groups_before_the_verb(en: Language, text: str, trigger: str, form: str, status: str) -> None:
    assert found(en, text) == [(trigger, form, status)]


AFTER = [
    ("इसे लॉन्च किया", "लॉन्च किया", "fin", "completed"),
    ("इसे लॉन्च किया गया", "लॉन्च किया गया", "pas", "completed"),
    ("इसे लॉन्च नहीं किया गया", "लॉन्च नहीं किया गया", "pas", "denied"),
    ("इसे लॉन्च भी किया जाएगा", "लॉन्च भी किया जाएगा", "pas", "planned"),
    ("इसे लॉन्च [t|2024-07-14:14 जुलाई] को किया जाएगा", "लॉन्च 14 जुलाई को किया जाएगा", "pas", "planned"),
    ("लॉन्च करने की योजना है", "लॉन्च करने की योजना है", "inf", "planned"),
    ("लॉन्च करने की", "लॉन्च", "", ""),
    ("लॉन्च। किया गया", "लॉन्च", "", ""),
]


@pytest.mark.parametrize(("text", "trigger", "form", "status"), AFTER, ids=lambda x: str(x)[:40])
def test_groups_after_the_verb(hi: Language, text: str, trigger: str, form: str, status: str) -> None:
    assert found(hi, text.replace("।", "!")) == [(trigger, form, status)]


def test_words_of_the_group_are_no_distance(en: Language) -> None:
    reading, (one,) = mark(read(parse("They also plan to launch it."), load(en)))
    assert (one.first, one.begin, one.last, one.end) == (4, 2, 4, 4)
    assert reading.keys[one.begin] == "plan"


def test_the_longest_group_counts(en: Language) -> None:
    line = _line("it was not launched by them")
    groups = VerbGroups(en)
    assert [g.id for g in groups.groups if (f := groups.about(line, 3, 3, "ed")) and f.group == g] == [
        "no_passive"
    ]


def test_telugu_has_no_groups() -> None:
    assert VerbGroups(load_language("te")).groups == []
    assert Candidate(3, 4, load(load_language("te")).trigger_rows("ప్రయోగించింది")[0], None, 0).begin == 3


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "x\tbeside\twill\t-\tfin\tplanned",
            r"'x': found the side 'beside'; expected one of before, after, list, between",
        ),
        (
            "x\tbefore\t@may\t-\tfin\tplanned",
            r"found '@may', which no row of side list names; expected one of @be\.",
        ),
    ],
)
def test_a_malformed_row_is_refused(tmp_path: Path, row: str, message: str) -> None:
    text = "id\tside\tpattern\ton\tform\tstatus\nbe\tlist\tis|are\n" + row
    with pytest.raises(LanguageDataError, match=message):
        VerbGroups(english(tmp_path, **{"events/verb_groups": text}))


def _line(text: str) -> Line:
    words = split_words(text, 0, len(text))
    return Line(words, [0] * len(words), [-1] * len(words))


WORDS = st.lists(
    st.sampled_from(
        ["will", "be", "is", "set", "to", "has", "not", "launched", "also", "by", "planned", "it", ","]
    ),
    max_size=12,
)


@given(WORDS)
@settings(max_examples=100, deadline=None)
def test_a_group_reaches_only_over_its_own_words(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    """Whatever stands about a verb: the outermost word of its group is one of the group's own."""
    groups = _GROUPS or _GROUPS.append(VerbGroups(english(tmp_path_factory.mktemp("pack")))) or _GROUPS
    line = _line(" ".join(parts))
    for at in range(len(line.words)):
        one = groups[0].about(line, at, at, "ed")
        if one is not None:
            entries = {entry for alternatives, _ in one.group.words for entry, _ in alternatives}
            assert line.words[one.outermost].key in entries
            assert (one.outermost < at) == (one.group.step < 0)


_GROUPS: list[VerbGroups] = []
