"""Training examples: labels on the right words, and changes that never put a label on a wrong one."""

import gzip
import json
import random
import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

RECIPE = Path(__file__).parents[2] / "models" / "tagger"
# The recipe's files import each other by their bare names.
sys.path[:0] = [str(RECIPE)]
augment, data = import_module("augment"), import_module("data")
del sys.path[:1]

FACTS = augment.Facts.load(RECIPE / "augment.toml")
TAGGED = "<PER>నరేంద్ర మోదీ</PER> <LOC>ఢిల్లీలో</LOC> <ORG>ఇస్రో</ORG> (<ORG>ISRO</ORG>) అధికారులను కలిశారు. <LOC>చైనాతో</LOC> మాట్లాడారు."


def tagged(source: str) -> dict[str, object]:
    """A gold document from a sentence with tags in it."""
    text, entities, at, opened = "", [], 0, None
    while at < len(source):
        if source[at] == "<":
            end = source.index(">", at)
            name = source[at + 1 : end]
            if name.startswith("/"):
                assert opened == (name[1:], opened[1])
                entities.append({"start": opened[1], "end": len(text), "label": name[1:]})
            else:
                opened = (name, len(text))
            at = end + 1
        else:
            text += source[at]
            at += 1
    return {"doc_id": "d", "lang": "te", "text": text, "entities": entities}


def pairs(example: object) -> list[tuple[str, str]]:
    return list(zip(example.words, example.tags, strict=True))


def names(example: object) -> list[tuple[str, str]]:
    """(surface, label) of every mention."""
    return [
        ("".join(example.words[a:b]).strip(), example.tags[a][2:])
        for a, b in data.mention_spans(example.tags)
    ]


def well_formed(example: object) -> bool:
    same = len(example.words) == len(example.tags) == len(example.weights)
    return same and all(
        not after.startswith("I-") or before[2:] == after[2:]
        for before, after in pairwise(["O", *example.tags])
    )


def test_gold_spans_become_labels_of_whole_words() -> None:
    example = data.from_gold(tagged(TAGGED))
    assert pairs(example)[:8] == [
        (" నరేంద్ర", "B-PER"),
        (" మోదీ", "I-PER"),
        (" ఢిల్లీలో", "B-LOC"),
        (" ఇస్రో", "B-ORG"),
        (" (", "O"),
        ("ISRO", "B-ORG"),
        (")", "O"),
        (" అధికారులను", "O"),
    ]
    assert [example.words[i] for i in example.breaks] == [" చైనాతో"]
    assert set(example.weights) == {1.0}


def test_bio_tokens_are_split_as_text_is() -> None:
    example = data.from_bio(["పి.నారాయణ", "2024లో", "గీతాంజలి"], ["B-PER", "O", "B-MISC"], ("PER",), "x")
    assert pairs(example) == [
        (" పి", "B-PER"),
        (".", "I-PER"),
        ("నారాయణ", "I-PER"),
        (" 2024లో", "O"),
        (" గీతాంజలి", "O"),
    ]
    assert example.weights == [1.0, 1.0, 1.0, 1.0, 0.0]


def test_files_are_read_gzipped_or_not(tmp_path: Path) -> None:
    line = json.dumps({"tokens": ["చైనా"], "ner_tags": ["B-LOC"]}, ensure_ascii=False) + "\n"
    (tmp_path / "a.jsonl").write_text(line + "\n", "utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    assert data.read_jsonl(tmp_path / "a.jsonl") == data.read_jsonl(tmp_path / "b.jsonl.gz")
    assert [pairs(e) for e in data.read_bio(tmp_path / "b.jsonl.gz")] == [[(" చైనా", "B-LOC")]]


def test_aliases_are_read_from_the_knowledge_base(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(
        "id\ttype\tname\taliases\nm\tBODY\tMoon\tచంద్రుడు|జాబిల్లి\nn\tBODY\tMars\t\n", "utf-8"
    )
    (tmp_path / "b.tsv").write_text("id\ttype\ttemplate\taliases\np\tLAUNCHER\tPSLV-{n}\tపీఎస్ఎల్వీ\n", "utf-8")
    assert data.read_listed(tmp_path) == [("BODY", "చంద్రుడు"), ("BODY", "జాబిల్లి")]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("చైనాతో", ("చైనా", "తో")),
        ("హైదరాబాద్\u200cలో", ("హైదరాబాద్", "లో")),
        ("భారత్\u200c", ("భారత్\u200c", "")),
        ("ఇస్రో", ("ఇస్రో", "")),
        ("లో", ("లో", "")),
    ],
)
def test_a_suffix_is_split_from_its_stem(word: str, expected: tuple[str, str]) -> None:
    assert FACTS.split(word) == expected


@given(st.integers(0, 10_000))
def test_a_changed_example_is_well_formed_and_made_of_known_names(seed: int) -> None:
    example = data.from_gold(tagged(TAGGED))
    change = augment.Augmenter(
        FACTS, [example], [("LOC", "నేపాల్"), ("ORG", "నాసా కేంద్రం")], augment.Rates(still=0.0)
    )
    changed = change(example, random.Random(seed))
    assert well_formed(changed)
    assert [label for _, label in names(changed)] == ["PER", "LOC", "ORG", "ORG", "LOC"]
    assert all(0 < b < len(changed.words) for b in changed.breaks)
    outside = [w.strip() for w, t in pairs(changed) if t == "O" and w.strip() not in FACTS.suffixes]
    assert outside == ["(", ")", "అధికారులను", "కలిశారు", ".", "మాట్లాడారు", "."]


def test_the_same_seed_makes_the_same_change() -> None:
    example = data.from_gold(tagged(TAGGED))
    change = augment.Augmenter(FACTS, [example], (), augment.Rates(still=0.0))
    assert pairs(change(example, random.Random(5))) == pairs(change(example, random.Random(5)))


def test_no_rates_change_nothing() -> None:
    example = data.from_gold(tagged(TAGGED))
    still = augment.Rates(still=0.0, swap=0.0, detach=0.0, respell=0.0, space=0.0)
    assert pairs(augment.Augmenter(FACTS, [example], (), still)(example, random.Random(1))) == pairs(example)


def test_a_listed_name_takes_the_suffix_of_the_one_it_replaces() -> None:
    example = data.from_gold(tagged("<LOC>చైనాతో</LOC> మాట్లాడారు."))
    rates = augment.Rates(still=0.0, swap=1.0, listed=1.0, detach=0.0, respell=0.0, space=0.0)
    changed = augment.Augmenter(FACTS, [example], [("LOC", "నేపాల్")], rates)(example, random.Random(1))
    assert names(changed) == [("నేపాల్తో", "LOC")]


def test_a_detached_suffix_is_no_part_of_the_name() -> None:
    example = data.from_gold(tagged("<LOC>చైనాతో</LOC> మాట్లాడారు."))
    rates = augment.Rates(still=0.0, swap=0.0, detach=1.0, respell=0.0, space=0.0)
    changed = augment.Augmenter(FACTS, [example], (), rates)(example, random.Random(1))
    assert pairs(changed)[:2] == [(" చైనా", "B-LOC"), (" తో", "O")]


def test_marks_are_set_apart_as_in_tokenised_text() -> None:
    example = data.from_gold(tagged("<ORG>ఇస్రో</ORG> (<ORG>ISRO</ORG>)."))
    rates = augment.Rates(still=0.0, swap=0.0, detach=0.0, respell=0.0, space=1.0)
    found = {
        "".join(augment.Augmenter(FACTS, [example], (), rates)(example, random.Random(s)).words)
        for s in range(9)
    }
    assert " ఇస్రో ( ISRO ) ." in found


@given(st.integers(0, 1000), st.integers(1, 12), st.floats(0, 1))
def test_windows_cover_the_example_in_order(seed: int, limit: int, join: float) -> None:
    example = data.from_gold(tagged(TAGGED))
    windows = data.cut(example, random.Random(seed), limit, [2] * len(example.words), join)
    assert [w for window in windows for w in window.words] == example.words
    assert all(2 * len(window.words) <= max(limit, 2) for window in windows)


def test_a_window_is_a_sentence() -> None:
    example = data.from_gold(tagged(TAGGED))
    windows = data.cut(example, random.Random(0), 500, [1] * len(example.words), join=0.0)
    assert [window.words[0] for window in windows] == [" నరేంద్ర", " చైనాతో"]


def test_stems_of_known_names() -> None:
    example = data.from_gold(tagged("<PER>నరేంద్ర మోదీ</PER> <LOC>హైదరాబాద్\u200cలో</LOC> ఉన్నారు."))
    stems = augment.name_stems(FACTS, [example], [("BODY", "చంద్రుడు"), ("ORG", "నాసా కేంద్రం")])
    assert stems == {"హైదరాబాద్", "చంద్రుడు"}
    assert augment.stem_of(FACTS, " హైదరాబాద్\u200cకు") in stems
