"""The figures as the shared scorer prints them: against a second, plain implementation and against fixed lines."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from ghatana.cli import main
from ghatana.errors import UsageError
from ghatana.evaluate import Scores, score
from ghatana.evaluate.names import Names

TEXT = "చైనా మే 3న చాంగ్ఇ-6ను ప్రయోగించింది. ఇస్రో 2035 నాటికి రాకెట్‌ను ప్రయోగించనుంది."
WORDS = ["చైనా", "మే 3న", "చాంగ్ఇ-6ను", "ప్రయోగించింది", "ఇస్రో", "2035", "రాకెట్‌ను", "ప్రయోగించనుంది"]
CORE = {"payload", "vehicle", "party"}


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def gold_event(
    number: int, trigger: str, kind: str, status: str, edtf: str | None, args: Any
) -> dict[str, Any]:
    return {
        "id": f"e{number}", "type": kind, "subtype": {"launch": "liftoff", "agreement": "signing"}[kind],
        "status": status, "trigger": at(trigger), "date": edtf and {"edtf": edtf, **at("మే 3న")},
        "args": [{"role": role, **at(words), "canonical": name} for role, words, name in args],
    }  # fmt: skip


def tables_of(events: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """A run that found these events (in the form of gold)."""
    stop = TEXT.index(".") + 1
    out: dict[str, list[dict[str, Any]]] = {
        "documents": [{"doc_id": "d"}], "events": [], "arguments": [], "entities": [], "timexes": []
    }  # fmt: skip
    for e in events:
        first = e["trigger"]["start"] < stop
        row = {"doc_id": "d", "event_id": e["id"], "type": e["type"], "subtype": e["subtype"]}
        row |= {"status": e["status"], "date_edtf": e["date"] and e["date"]["edtf"]}
        row |= {"trigger": e["trigger"]["text"], "trigger_start": e["trigger"]["start"]}
        row |= {"trigger_end": e["trigger"]["end"], "evidence_start": 0 if first else stop + 1}
        row["evidence_end"] = stop if first else len(TEXT)
        out["events"].append(row)
        out["arguments"] += [{"doc_id": "d", "event_id": e["id"], **a} for a in e["args"]]
    return out


@st.composite
def found_events(draw: st.DrawFn) -> list[dict[str, Any]]:
    events = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["launch", "agreement"]))
        roles = ["payload", "operator"] if kind == "launch" else ["party", "source"]
        args = draw(
            st.lists(
                st.tuples(
                    st.sampled_from(roles),
                    st.sampled_from(["చైనా", "చాంగ్ఇ-6ను", "ఇస్రో", "రాకెట్‌ను"]),
                    st.sampled_from([None, "ISRO", "Chang'e 6", "China"]),
                ),
                max_size=2,
            )
        )
        trigger = draw(st.sampled_from(["ప్రయోగించింది", "ప్రయోగించనుంది"]))
        status = draw(st.sampled_from(["completed", "planned"]))
        edtf = draw(st.sampled_from([None, "2024-05-03", "../2035"]))
        events.append(gold_event(number, trigger, kind, status, edtf, args))
    return events


def plain_arguments(gold: list[Any], predicted: list[Any]) -> list[tuple[Any, Any]]:
    """Pairs of arguments, the plain way: again and again the best pair that is left."""
    left, right, pairs = list(enumerate(gold)), list(enumerate(predicted)), []
    while True:
        best = None
        for i, g in left:
            for j, p in right:
                shared = max(0, min(g["end"], p["end"]) - max(g["start"], p["start"]))
                iou = shared / (max(g["end"], p["end"]) - min(g["start"], p["start"])) if shared else 0.0
                same = g["canonical"] is not None and g["canonical"] == p["canonical"]
                if g["role"] == p["role"] and (iou >= 0.4 or same):
                    best = min(best or (1.0, 0, 0), (-iou, i, j))
        if best is None:
            return pairs
        pairs.append((gold[best[1]], predicted[best[2]]))
        left = [(i, g) for i, g in left if i != best[1]]
        right = [(j, p) for j, p in right if j != best[2]]


def plain_total(gold: list[Any], predicted: list[Any]) -> int:
    """The greatest total weight of any one-to-one assignment, by trying all of them."""

    def weight(g: Any, p: Any) -> int:
        pairs = plain_arguments(g["args"], p["args"])
        on = g["trigger"] == p["trigger"]
        stop = TEXT.index(".")
        beside = (g["trigger"]["start"] < stop) == (p["trigger"]["start"] < stop)
        if g["type"] != p["type"] or not (on or (beside and any(a["role"] in CORE for a, _ in pairs))):
            return 0
        dates = [e["date"] and e["date"]["edtf"] for e in (g, p)]
        return 1 + 2 * on + len(pairs) + 2 * (dates[0] == dates[1])

    few, many = sorted((gold, predicted), key=len)
    one_way = few is gold
    return max(
        (
            sum(weight(f, m) if one_way else weight(m, f) for f, m in zip(few, chosen, strict=True))
            for chosen in permutations(many, len(few))
        ),
        default=0,
    )


@settings(max_examples=150, deadline=None)
@given(found_events(), found_events())
def test_matches_are_those_of_a_plain_implementation(gold: list[Any], predicted: list[Any]) -> None:
    scores = score([{"doc_id": "d", "text": TEXT, "events": gold}], tables_of(predicted), Names({}))
    every, arguments = scores.counts["events"]["ALL"], scores.counts["events"]["arguments"]
    assert (every.gold, every.predicted) == (len(gold), len(predicted))
    # The weight of the matched: one for each, and for its trigger, date and arguments.
    assert every.hit <= min(len(gold), len(predicted))
    assert every.hit + 2 * every.right.get("date", 0) + arguments.hit <= plain_total(gold, predicted)
    assert plain_total(gold, predicted) <= 3 * every.hit + 2 * every.right.get("date", 0) + arguments.hit
    assert arguments.gold == sum(len(e["args"]) for e in gold)
    assert every.right.get("whole", 0) <= min(every.right.get(k, 0) for k in ("subtype", "status", "date"))
    assert scores.documents["d"]["events"]["ALL"] == every
    missed = [m for m in scores.misses["events"] if m.cells[3] == "MISSED"]
    assert len(missed) == len(gold) - every.hit
    assert score([{"doc_id": "d", "text": TEXT, "events": gold}], tables_of(gold), Names({})).counts[
        "events"
    ]["ALL"].hit == len(gold)


def worked_out() -> Scores:
    """Two documents by hand: one event right, one with a wrong status, one missed, one spurious."""
    args = [("payload", "చాంగ్ఇ-6ను", "Chang'e 6"), ("operator", "చైనా", "China")]
    e1 = gold_event(1, "ప్రయోగించింది", "launch", "completed", "2024-05-03", args)
    e2 = gold_event(2, "ప్రయోగించనుంది", "launch", "planned", None, [("vehicle", "రాకెట్‌ను", None)])
    gold = [
        {"doc_id": "d", "text": TEXT, "events": [e1, e2], "timexes": [
            {**at("2035"), "type": "DATE", "value": "2035", "mod": "ON_OR_BEFORE"}],
            "entities": [{**at("చైనా"), "label": "LOC"}, {**at("ఇస్రో"), "label": "ORG"}]},
        {"doc_id": "empty", "text": "ఏమీ లేదు.", "events": []},
        {"doc_id": "bench", "text": "మే 3న", "group": "day", "spans": []},
    ]  # fmt: skip
    run = tables_of([{**e1, "status": "planned"}, {**e2, "type": "agreement", "subtype": "signing"}])
    run["documents"] += [{"doc_id": "bench"}]
    run["entities"] = [{"doc_id": "d", **at("చైనా"), "label": "LOC"}]
    run["timexes"] = [{"doc_id": "d", **at("2035"), "type": "DATE", "value": "2035", "mod": None}]
    run["timexes"] += [
        {"doc_id": "bench", "start": 0, "end": 5, "text": "మే 3న", "type": "DATE", "value": "X", "mod": None}
    ]
    return score(gold, run, Names({}))


# Worked out by hand from the definitions; the shared scorer prints the same for the same files.
FIXED = """\
absent from the run: 1 documents (empty…)

events                      P 0.500  R 0.500  F1 0.500  of 2
  agreement                 P 0.000  R 0.000  F1 0.000  of 0
  launch                    P 1.000  R 0.500  F1 0.667  of 2
subtype accuracy            1.000  of 1 matched events (0.500 of all 2)
status accuracy             0.000  of 1 matched events (0.000 of all 2)
date accuracy               1.000  of 1 matched events (0.500 of all 2)
arguments                   P 0.667  R 0.667  F1 0.667  of 3
link accuracy               1.000  of 2 matched arguments with a canonical name
whole rows                  P 0.000  R 0.000  F1 0.000  of 2
negatives with rows         1 of 1 documents

LOC                         P 1.000  R 1.000  F1 1.000  of 1
ORG                         P 0.000  R 0.000  F1 0.000  of 1
ALL                         P 1.000  R 0.500  F1 0.667  of 2

group              gold  pred  span F1  value F1  span+value F1  mod|value
day                   0     1    0.000     0.000          0.000      0.000   1 of 1 negatives with a time
documents             1     1    1.000     1.000          1.000      0.000
ALL                   1     2    0.667     0.667          0.667      0.000   1 of 1 negatives with a time
"""


def test_the_report_line_by_line() -> None:
    assert worked_out().report() == FIXED


def test_by_document_there_is_a_line_for_each() -> None:
    lines = worked_out().report(by_document=True)[len(FIXED) :].strip().splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["d", "empty", "bench"]
    assert lines[1].split()[1:] == ["1/2/2", "1/1", "0/1", "1/1", "2/3/3", "0/2/2", "1/1/2", "1/1/1"]
    assert lines[3].split()[1:] == ["-"] * 7 + ["0/1/0"]


def test_misses_stand_in_their_sentence() -> None:
    text = worked_out().report(misses=True)
    assert (
        "d | e1 | launch | liftoff>liftoff | completed>planned | 2024-05-03>2024-05-03 | extra 0 | []" in text
    )
    assert "    చైనా మే 3న చాంగ్ఇ-6ను ⟦trigger: ప్రయోగించింది⟧.\n" in text
    assert (
        "d | e2 | launch | MISSED | ప్రయోగించనుంది\n    ఇస్రో 2035 నాటికి ⟦vehicle: రాకెట్‌ను⟧ ⟦trigger: ప్రయోగించనుంది⟧.\n"
    ) in text
    assert "d | MISSED | ORG | ఇస్రో\n    ⟦ORG: ఇస్రో⟧ 2035 " in text


def test_an_alias_file_takes_the_place_of_the_knowledge_base(tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text("# names\nFoo Agency\tBar\n\nBaz\tQux\n", "utf-8")
    names = Names.read(path)
    assert names.same("bar", "FOO agency")
    assert not names.same("ISRO", "Indian Space Research Organisation")
    assert Names.known().same("ISRO", "Indian Space Research Organisation")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# c\nISRO\n", "line 2: found one name, 'ISRO'; expected"),
        ("ISRO\tఇస్రో\n".encode(), "line 1: found the name 'ఇస్రో'"),
        (b"\xff\xfe\n", "cannot be read as UTF-8"),
    ],
)
def test_a_bad_alias_file_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        Names.read(path)


def test_the_command_takes_the_options(tmp_path: Path) -> None:
    document = {"doc_id": "d", "text": "ఏమీ లేదు.", "events": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(document, ensure_ascii=False) + "\n", "utf-8")
    (tmp_path / "aliases.tsv").write_text("A\tB\n", "utf-8")
    options = ["--aliases", str(tmp_path / "aliases.tsv"), "--by-document", "--misses"]
    done = CliRunner().invoke(main, ["evaluate", str(tmp_path / "gold.jsonl"), *options])
    assert done.exit_code == 0, done.output
    assert "negatives with rows         0 of 1 documents" in done.stdout
    assert "0/0/0" in done.stdout
