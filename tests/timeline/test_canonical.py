"""What is held of a happening, and in what sources disagree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims import claim
from ghatana.timeline.canonical import COLUMNS, Canonical, canonical
from ghatana.timeline.conflicts import conflicts, differs, line, parse
from ghatana.timeline.mentions import Mention
from ghatana.timeline.voices import Voices


def held(*claims: Mention) -> Canonical:
    return canonical(claims, Voices(claims))


def disputed(*claims: Mention) -> list[str]:
    voices = Voices(claims)
    return conflicts(claims, canonical(claims, voices), voices)


def nisar(event: str, *args: str | None, **more: object) -> Mention:
    return claim(event, *args, payload="NISAR", **more)  # type: ignore[arg-type]


def test_what_happened_outweighs_what_was_promised_whenever_it_was_told() -> None:
    done, old = (
        nisar("a", "completed", "2025-07-30", "2025-07-31"),
        nisar("b", "planned", "2025-06", "2026-01-01"),
    )
    assert (held(done, old).status, held(done, old).edtf) == ("completed", "2025-07-30")


def test_a_promise_holds_until_the_next() -> None:
    first, later = nisar("a", "planned", "2024", "2023-01-01"), nisar("b", "delayed", "2025", "2024-06-01")
    assert (held(first, later).status, held(first, later).edtf) == ("delayed", "2025")
    off = nisar("c", "delayed", None, "2024-07-01")
    assert (held(first, later, off).status, held(first, later, off).edtf) == ("delayed", None)
    gone = nisar("d", "cancelled", None, "2024-08-01")
    assert held(first, later, gone).status == "cancelled"


def test_independent_voices_decide() -> None:
    one = nisar("a", "failed", "2025-07-30", "2025-07-31", publisher="A")
    copies = [
        nisar(f"f{n}", "failed", "2025-07-30", "2025-08-01", publisher=f"C{n}", copy_of="doc-a")
        for n in range(3)
    ]
    others = [nisar(f"c{n}", "completed", "2025-07-30", "2025-07-31", publisher=f"B{n}") for n in range(2)]
    assert held(one, *copies, *others).status == "completed"
    assert disputed(one, *copies, *others) == ["status: completed (2) | failed (1)"]


def test_of_dates_that_agree_the_most_exact() -> None:
    claims = [
        nisar("a", "completed", "2025-07", "2025-08-01", publisher="A"),
        nisar("b", "completed", "2025-07-30", "2025-07-31", publisher="B"),
        nisar("c", "completed", "2025-07-30T17:40", "2025-07-31", publisher="C"),
    ]
    assert held(*claims).edtf == "2025-07-30T17:40"
    assert disputed(*claims) == []
    wrong = nisar("d", "completed", "2025-07-29", "2025-07-31", publisher="D")
    assert held(*claims, wrong).edtf == "2025-07-30T17:40"
    assert disputed(*claims, wrong) == ["date_edtf: 2025-07-30T17:40 (3) | 2025-07-29 (1)"]
    assert differs(wrong, held(*claims, wrong)) == ["date_edtf"]


def test_a_denial_after_it_happened_contradicts() -> None:
    done = nisar("a", "completed", "2025-07-30", "2025-07-31")
    denied = nisar("b", "denied", "2025-07-30", "2025-07-31")
    before = nisar("c", "denied", "2025-06", "2025-05-01")
    assert disputed(done, denied) == ["status: completed (1) | denied (1)"]
    assert disputed(done, before) == []
    assert differs(denied, held(done, denied)) == ["status"]


def test_promises_of_one_time_contradict_and_of_two_have_moved() -> None:
    first = nisar("a", "planned", "2024-03-10", "2024-01-08", by=("ISRO",))
    near = nisar("b", "planned", "2024-03-15", "2024-01-12", by=("PTI",))
    far = nisar("c", "planned", "2024-09-15", "2024-06-12")
    delay = nisar("d", "delayed", "2024-03-20", "2024-01-20")
    assert disputed(first, near) == ["date_edtf: 2024-03-15 (1) | 2024-03-10 (1)"]
    assert disputed(first, far) == []
    assert disputed(first, near, delay) == []


def test_names_that_cannot_be_one_are_kept_apart() -> None:
    claims = [
        nisar("a", "completed", "2025-07-30", "2025-07-31", vehicle="GSLV-F16", publisher="A"),
        nisar("b", "completed", "2025-07-30", "2025-07-31", vehicle="GSLV", publisher="B"),
        nisar(
            "c",
            "completed",
            "2025-07-30",
            "2025-07-31",
            vehicle="PSLV-C61",
            publisher="C",
            site="Sriharikota",
        ),
    ]
    found = held(*claims[:2])
    assert found.shown("vehicle") == ["GSLV-F16"]
    assert disputed(*claims[:2]) == []
    top = held(*claims)
    assert top.shown("site") == ["Sriharikota"]
    assert {v.shown for v in top.names["vehicle"] + top.others["vehicle"]} >= {"PSLV-C61"}
    assert [parse(c)[0] for c in disputed(*claims)] == ["vehicle"]


def test_words_give_way_to_names() -> None:
    found = held(claim("a", payload=["~రెండు ఉపగ్రహాలు", "SDX01"]), claim("b", payload=["SDX02", "~ఉపగ్రహాలు"]))
    assert found.shown("payload") == ["SDX01", "SDX02"]
    assert held(claim("a", payload=["~రెండు ఉపగ్రహాలు", "~నౌక"])).shown("payload") == ["నౌక"]


def test_what_one_of_many_says_is_left_out() -> None:
    claims = [claim(f"{n}", payload="SDX01", publisher=f"P{n}") for n in range(5)]
    assert held(*claims, claim("x", payload=["SDX01", "NISAR"], publisher="X")).shown("payload") == ["SDX01"]


def test_a_badly_supported_claim_decides_only_where_there_is_no_other() -> None:
    sure, unsure = (
        nisar("a", "planned", "2025", "2024-01-01"),
        nisar("b", "completed", "2024-05-03", "2024-05-04", confidence=0.1),
    )
    assert held(sure, unsure).status == "planned"
    assert held(unsure).status == "completed"


VALUE = st.text(
    st.characters(codec="utf-8", exclude_characters="|()", exclude_categories=("Cc", "Cs")), min_size=1
).map(str.strip)


@given(
    st.sampled_from(["status", *COLUMNS.values()]),
    st.lists(st.tuples(VALUE.filter(bool), st.integers(1, 99)), min_size=2),
)
def test_a_conflict_is_read_back(column: str, values: list[tuple[str, int]]) -> None:
    assert parse(line(column, values)) == (column, values)
