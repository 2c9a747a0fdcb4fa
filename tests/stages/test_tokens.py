"""Tokens are given apart by a bar in a sentence; the bar itself is not in the text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ghatana.document import Document, Sentence, Token
from ghatana.languages import load
from ghatana.stages.sentences import SentenceStage
from ghatana.stages.suffixes import SuffixSplitter
from ghatana.stages.tokens import TokenRules, TokenStage

ZWNJ = "\u200c"
RULES = TokenRules("te")


def surfaces(text: str) -> list[str]:
    return [t.of(text) for t in RULES.tokenize(text, Sentence(0, len(text)))]


TAGGED = [
    "రాకెట్ ఎగిరింది|.",
    "9.30 గంటలకు 2,45,000 మంది",
    "రూ.|615 కోట్లు రూ.|కోటి రూ. 5",
    "(|ఐఎల్ఆర్ఎస్|)|తో ఒప్పందం",
    "చాంగ్'ఇ-6 చాంగ్’ఇ-5 Chang'e-6|, NASA’s",
    "'|ఎక్స్|'|లో ‘|ఎక్స్|’|లో ‘‘|మేం|’’ అని",
    "'|చాంగ్'ఇ-6|' ప్రోబ్",
    "చెప్పారు|.|. అంతే|…".replace(".|.", ".."),
    f"భారత్{ZWNJ} పీఎస్{ZWNJ}ఎల్{ZWNJ}వీ-సి58 ఎల్{ZWNJ}వీఎం3-ఎం4{ZWNJ}",
    "2045నాటికి ౨౦౨౪లో 3న 40వ 6-4తో",
    "12-06-2024 16/06/2024 02:10:57 10.00.15 2033-2035 2033–2035 2024-25లో",
    "1|,|2|,|3 50|% రష్యా|/|చైనా --",
    "www.isro.gov.in|, https://isro.gov.in/a?b=1.2|. a.b@isro.gov.in|లో",
    "#గగన్యాన్ #Vizag @isro_x",
    "ISRO U.S. U.S.A PSLV-C52 R&D సోయుజ్-2.1b isro.gov.in",
    f"ఎస్{ZWNJ}.|సోమనాథ్ కె.|ఎ.|నాయుడు డా. వి. నారాయణన్",
    "గం. 2.35 ని.|లకు 2.53గంటలకు 9.30గం.|లకు",
    "119 కి.మీ. మేర 5 కి.మీ.|ల దూరం 33 సెం.మీ.",
    "ఐ.|ఎల్.|ఆర్.|ఎస్.|లో చేరింది|.",
    "పీఎస్ఎల్వీ-సి|. తర్వాత",
    "ఏమైంది|?|! అవును|!!",
    "((|అది|)|)|[|ఇది|]|{|5|}".replace("((", "(|("),
    "- రెడ్డి • అంశం — గీత",
    "soft\u00adhyphen అంతరి\u200bక్షం",
    "_|ఇది_అది",
]


@pytest.mark.parametrize("tagged", TAGGED)
def test_borders(tagged: str) -> None:
    assert surfaces(tagged.replace("|", "")) == tagged.replace("|", " ").split()


def test_a_stop_at_the_end_of_a_sentence_is_apart_but_in_an_abbreviation_of_several_parts() -> None:
    assert surfaces("అతను రా.") == ["అతను", "రా", "."]
    assert surfaces("బరువు 5 గ్రా.") == ["బరువు", "5", "గ్రా", "."]
    assert surfaces("ఎత్తు 5 కి.మీ.") == ["ఎత్తు", "5", "కి.మీ."]


def test_tokens_stay_inside_their_sentence() -> None:
    text = "అది కి.మీ. దూరం"
    assert [t.of(text) for t in RULES.tokenize(text, Sentence(4, 9))] == ["కి.", "మీ"]
    assert RULES.tokenize(text, Sentence(3, 4)) == []


def annotated(text: str, stage: TokenStage) -> tuple[Token, ...]:
    document = Document("d", text)
    document = document.with_layer("sentences", SentenceStage("te").annotate([document])[0])
    return document.with_layer("tokens", stage.annotate([document])[0]).tokens


def test_case_suffixes_come_from_the_splitter() -> None:
    text = "చైనాతో రష్యా."
    with_case, stem, stop = annotated(text, TokenStage("te", splitter=SuffixSplitter(load("te"))))
    assert (text[with_case.start : with_case.stem_end], with_case.case) == ("చైనా", "com")
    assert (stem.stem_end, stem.case) == (stem.end, "nom")
    assert (stop.stem_end, stop.case) == (None, None), "the splitter is not asked about marks"


def test_a_word_without_suffix_is_its_own_stem() -> None:
    class Nothing:
        def split(self, word: str) -> None:
            return None

    (token,) = annotated("చైనా", TokenStage("te", splitter=Nothing()))
    assert (token.stem_end, token.case) == (4, None)


def test_without_a_splitter_nothing_is_analysed() -> None:
    assert annotated("చైనాతో", TokenStage(load("te"))) == (Token(0, 6),)


class WhiteSpace:
    """An engine of the simplest kind."""

    def tokenize(self, text: str, sentence: Sentence) -> list[Token]:
        out, place = [], sentence.start
        for piece in sentence.of(text).split():
            start = text.index(piece, place)
            place = start + len(piece)
            out.append(Token(start, place, lemma="lemma"))
        return out


def test_an_engine_takes_the_place_of_the_rules_and_keeps_what_it_knows() -> None:
    text = "చైనాతో 2035. అంతే"
    stage = TokenStage("te", engine=WhiteSpace(), splitter=SuffixSplitter(load("te")))
    tokens = annotated(text, stage)
    assert [t.of(text) for t in tokens] == ["చైనాతో", "2035.", "అంతే"]
    assert [t.lemma for t in tokens] == ["lemma"] * 3
    assert tokens[0].stem_end == 4
    assert tokens[1].stem_end is None, "not a word"


def test_the_stage_says_what_it_needs_and_gives() -> None:
    stage = TokenStage("te")
    assert (stage.name, stage.needs, stage.gives) == ("tokens", frozenset({"sentences"}), "tokens")
    assert stage.annotate([]) == []


PIECES = st.sampled_from(
    [
        *".!?…।'\"’‘”“()[]•-–,:/@#_& \n\u2028\x00\u202e\ufeff",
        ZWNJ,
        "\u200d",
        "్",
        "ా",
        "అ",
        "ఇ",
        "కలం",
        "12",
        "రూ.",
        "ఎస్.",
        "కి.మీ.",
        "సెం",
        "అని",
        "www.",
        "http://a",
        "U.S.",
        "a@b.c",
        "౩",
        "A",
        "Z",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.characters())).map("".join)
STAGE = TokenStage("te", splitter=SuffixSplitter(load("te")))


@given(TEXTS)
@example("కి.మీ..")
@example("A.B.C..a")
@example("\ud800\u0c3e'\u0c3e")
def test_every_sign_that_is_not_white_space_is_in_exactly_one_token(text: str) -> None:
    held = [0] * len(text)
    for token in annotated(text, STAGE):
        assert 0 <= token.start < token.end <= len(text)
        assert token.stem_end is None or token.start <= token.stem_end <= token.end
        for place in range(token.start, token.end):
            held[place] += 1
    assert held == [0 if c.isspace() else 1 for c in text]


@pytest.mark.parametrize(
    "stem", ["చైనా", f"భారత్{ZWNJ}", "PSLV-C52", "చాంగ్'ఇ-6", "2,45,000", "#ISRO", "www.isro.gov.in"]
)
@given(before=st.text("అకమ ,(", max_size=8), after=st.text("అకమ ,)", max_size=8))
def test_a_planted_token_comes_back(stem: str, before: str, after: str) -> None:
    text = f"{before} {stem} {after}"
    assert Token(len(before) + 1, len(before) + 1 + len(stem)) in RULES.tokenize(text, Sentence(0, len(text)))


FLOODS = {
    "marks": "\u0c3e" * 100_000,
    "no space": "అ" * 1_000_000,
    "stops": ". " * 50_000,
    "stops and words": "అమ్మ. " * 20_000,
    "apostrophes": "a’అ" * 50_000,
    "straight apostrophes": "a'క" * 50_000,
    "quotes": "‘అ’క" * 30_000,
    "brackets": "(" * 50_000,
    "hyphens": "a-" * 50_000,
    "numbers": "1," * 50_000,
    "addresses": "a@" * 50_000,
    "acronym": "A." * 50_000,
    "nothing": "\x00" * 100_000,
}


@pytest.mark.parametrize("flood", FLOODS)
def test_floods_are_read_to_their_end(flood: str) -> None:
    text = FLOODS[flood]
    tokens = annotated(text, STAGE)
    assert tokens[0].start == 0
    assert tokens[-1].end == len(text.rstrip())


def test_what_was_split_before_is_split_alike_after_many_other_words() -> None:
    stage = TokenStage("te", splitter=SuffixSplitter(load("te")))
    (before,) = annotated("చైనాతో", stage)
    annotated(" ".join(f"మాట{n}" for n in range(60_000)), stage)
    assert annotated("చైనాతో", stage) == (before,)
    assert before.case == "com"
