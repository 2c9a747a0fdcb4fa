"""Every month, suffix, digit system and joiner: variations are made, not listed."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghatana.languages import load
from stages.times.tagged import the, times_in, values

TE = load("te")
WORDS = TE.rows("times/words")
MONTHS = [(r["form"], int(r["value"])) for r in WORDS if r["class"] in ("MONTH", "WMONTH")]
WEEKDAYS = [(r["form"], int(r["value"])) for r in WORDS if r["class"] == "WDAY"]
SUFFIXES = [(r["form"], r["role"]) for r in TE.rows("times/suffixes") if "g" in r["glued"]]
ROLES = {
    "LOC": (None, "{0}"),
    "DAT": (None, "{0}"),
    "BY": ("ON_OR_BEFORE", "../{0}"),
    "UNTIL": (None, "../{0}"),
    "FROM": (None, "{0}/.."),
    "AFTER": ("AFTER", "{0}/.."),
}
APART = {r["form"] for r in TE.rows("times/suffixes") if "d" in r["glued"] and r["role"] != "DAT"}
CASES = [(s, r) for s, r in SUFFIXES if r in ROLES]
GLUES = ["", "\u200c", " "]
TELUGU = str.maketrans("0123456789", "౦౧౨౩౪౫౬౭౮౯")
PUBLISHED = date(2024, 6, 13)
FUTURE, PAST = " ప్రయోగం జరుగుతుంది.", " ప్రయోగం జరిగింది."

months = st.sampled_from(MONTHS)
cases = st.sampled_from(CASES)
glues = st.sampled_from(["", "\u200c"])
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
digit_systems = st.sampled_from([str, lambda n: str(n).translate(TELUGU)])


@pytest.mark.parametrize(("form", "number"), MONTHS)
@pytest.mark.parametrize("glue", ["", "\u200c"])
def test_every_month_spelling_in_the_locative(form: str, number: int, glue: str) -> None:
    timex = the(f"రాకెట్ {form}{glue}లో ఎగురుతుంది.")
    year = 2024 + (number < PUBLISHED.month)
    assert (timex.value, timex.edtf) == (f"{year}-{number:02d}",) * 2
    assert timex.earliest == date(year, number, 1)
    assert timex.latest == date(year, number, calendar.monthrange(year, number)[1])


@given(st.integers(1900, 2100), cases, st.sampled_from(GLUES), digit_systems)
def test_year_with_every_case(year: int, case: tuple[str, str], glue: str, digits) -> None:
    suffix, role = case
    if glue == " " and suffix not in APART:
        return
    text = f"ఈ కేంద్రం {digits(year)}{glue}{suffix} సిద్ధమవుతుంది."
    timex = the(text)
    mod, edtf = ROLES[role]
    assert (timex.value, timex.mod, timex.edtf) == (str(year), mod, edtf.format(year))
    assert timex.of(text).startswith(digits(year))
    assert timex.of(text).endswith(suffix)


@given(months, st.integers(1950, 2099), cases, glues, digit_systems)
def test_month_and_year_in_both_orders(month, year: int, case, glue: str, digits) -> None:
    (form, number), (suffix, role) = month, case
    value = f"{year}-{number:02d}"
    mod, edtf = ROLES[role]
    for text in (
        f"{digits(year)} {form}{glue}{suffix} మొదలవుతుంది.",
        f"{form} {digits(year)}{glue}{suffix} మొదలవుతుంది.",
    ):
        timex = the(text)
        assert (timex.value, timex.mod, timex.edtf, timex.start) == (value, mod, edtf.format(value), 0)


@given(days, months, digit_systems, glues)
def test_a_full_day_in_every_order(day: date, month, digits, glue: str) -> None:
    forms = [f for f, n in MONTHS if n == day.month]
    form = forms[(month[1] + day.day) % len(forms)]
    y, d = digits(day.year), digits(day.day)
    for text in (
        f"{y} {form} {d}{glue}న", f"{form} {d}, {y}{glue}న", f"{d} {form} {y}{glue}న", f"{y} {form} {d}వ తేదీన",
        f"{form} నెల {d}వ తేదీ, {y}లో", f"{y} {form} నెల {d}వ తేదీన", f"{form} {d} {y}న",
    ):  # fmt: skip
        timex = the(text + PAST)
        assert (timex.value, timex.earliest, timex.latest, timex.basis) == (str(day), day, day, "explicit"), (
            text
        )


@given(days, st.sampled_from("-/."), digit_systems)
def test_numeric_dates(day: date, mark: str, digits) -> None:
    iso = the(f"{digits(day.strftime(f'%Y{mark}%m{mark}%d'))}న{PAST}")
    assert iso.value == str(day)
    european = the(f"{digits(day.strftime(f'%d{mark}%m{mark}%Y'))}న{PAST}")
    assert european.value == str(day)
    if day.day <= 12 and day.day != day.month:
        assert european.alternatives == (str(day.replace(month=day.day, day=day.month)),)
    else:
        assert european.alternatives == ()


@given(st.dates(date(1980, 1, 1), date(2060, 12, 31)), st.sampled_from(WEEKDAYS))
def test_weekdays_by_tense_for_any_publication_date(published: date, weekday) -> None:
    form, number = weekday
    past = date.fromisoformat(the(form + PAST, published).value)
    future = date.fromisoformat(the(form + FUTURE, published).value)
    assert past.isoweekday() == future.isoweekday() == number
    assert timedelta() <= published - past < timedelta(7)
    assert timedelta() <= future - published < timedelta(7)
    last, following = the(f"గత {form}{PAST}", published), the(f"వచ్చే {form}{FUTURE}", published)
    assert date.fromisoformat(last.value) == past - timedelta(7 * (past == published))
    assert date.fromisoformat(following.value) == future + timedelta(7 * (future == published))


@given(st.dates(date(1980, 1, 1), date(2060, 12, 31)))
def test_relative_days_weeks_months_and_years_for_any_publication_date(published: date) -> None:
    for word, shift in (("నేడు", 0), ("నిన్న", -1), ("మొన్న", -2), ("రేపు", 1), ("ఎల్లుండి", 2), ("ఈ రోజు", 0)):
        assert values(word + PAST, published) == [str(published + timedelta(shift))]
    for word, shift in (("గత", -1), ("ఈ", 0), ("వచ్చే", 1)):
        year, week, _ = (published + timedelta(weeks=shift)).isocalendar()
        assert values(f"{word} వారం{PAST}", published) == [f"{year}-W{week:02d}"]
        count = published.year * 12 + published.month - 1 + shift
        assert values(f"{word} నెలలో{PAST}", published) == [f"{count // 12}-{count % 12 + 1:02d}"]
        assert values(f"{word} ఏడాది{PAST}", published) == [str(published.year + shift)]


@given(st.dates(date(1980, 1, 1), date(2060, 12, 31)), st.integers(1, 400))
def test_offsets_for_any_publication_date(published: date, number: int) -> None:
    ago = lambda unit: values(f"{number} {unit} క్రితం{PAST}", published)[0]  # noqa: E731
    assert ago("రోజుల") == str(published - timedelta(number))
    assert ago("వారాల") == str(published - timedelta(weeks=number))
    count = published.year * 12 + published.month - 1 - number
    assert ago("నెలల") == f"{count // 12:04d}-{count % 12 + 1:02d}"
    assert ago("ఏళ్ల") == f"{published.year - number:04d}"
    assert values(f"{number} రోజుల తర్వాత{FUTURE}", published) == [str(published + timedelta(number))]


@given(st.dates(date(1980, 1, 1), date(2060, 12, 31)), months, st.integers(1, 28))
def test_a_day_without_a_year_is_close_and_on_the_side_of_the_tense(published: date, month, day: int) -> None:
    form, number = month
    past = date.fromisoformat(the(f"{form} {day}న{PAST}", published).value)
    future = date.fromisoformat(the(f"{form} {day}న{FUTURE}", published).value)
    for found in (past, future):
        assert (found.month, found.day) == (number, day)
        assert abs(found - published) < timedelta(366)
    assert past <= published or past - published <= timedelta(25)
    assert future >= published or published - future <= timedelta(25)


@pytest.mark.parametrize(
    "published", [date(2023, 3, 1), date(2024, 3, 1), date(2025, 12, 31), date(2026, 1, 1)]
)
def test_a_leap_day_is_never_bent(published: date) -> None:
    assert the(f"ఫిబ్రవరి 29న{PAST}", published).value in ("2020-02-29", "2024-02-29")
    assert the(f"ఫిబ్రవరి 29న{FUTURE}", published).value in ("2024-02-29", "2028-02-29")


@given(
    st.integers(1, 12),
    st.integers(0, 59),
    digit_systems,
    st.sampled_from([":", "."]),
    st.sampled_from(["కి", "కు", " గంటలకు"]),
)
def test_clock_times(hour: int, minute: int, digits, mark: str, end: str) -> None:
    clock = f"{digits(hour)}{mark}{digits(f'{minute:02d}')}{end}"
    morning = the(f"నిన్న ఉదయం {clock} రాకెట్ ఎగిరింది.")
    evening = the(f"నిన్న సాయంత్రం {clock} రాకెట్ ఎగిరింది.")
    assert morning.value == f"2024-06-12T{hour:02d}:{minute:02d}"
    assert evening.value == f"2024-06-12T{hour % 12 + 12:02d}:{minute:02d}"
    assert morning.type == evening.type == "TIME"


@given(st.integers(1990, 2049), digit_systems)
def test_fiscal_years_quarters_halves_and_decades(year: int, digits) -> None:
    y = digits(year)
    following = digits(f"{(year + 1) % 100:02d}")
    fiscal = the(f"{y}-{following} ఆర్థిక సంవత్సరంలో కేటాయించారు.")
    assert fiscal.value == fiscal.edtf == f"{year}-04/{year + 1}-03"
    assert (fiscal.earliest, fiscal.latest) == (date(year, 4, 1), date(year + 1, 3, 31))
    for word, number in (("తొలి", 1), ("రెండో", 2), ("మూడవ", 3), ("నాలుగో", 4), ("చివరి", 4)):
        quarter = the(f"{y} {word} త్రైమాసికంలో ప్రయోగిస్తారు.")
        assert (quarter.value, quarter.edtf) == (f"{year}-Q{number}", f"{year}-{32 + number}")
    half = the(f"{y} ద్వితీయార్ధంలో ప్రయోగిస్తారు.")
    assert (half.value, half.edtf, half.earliest) == (f"{year}-H2", f"{year}-41", date(year, 7, 1))
    decade = the(f"{digits(year // 10 * 10)}వ దశకంలో ప్రయోగించారు.")
    assert (decade.value, decade.edtf) == (str(year // 10), f"{year // 10}X")


@given(st.sampled_from(MONTHS), st.integers(29, 99))
def test_impossible_days_are_found_and_left_unresolved(month, day: int) -> None:
    form, number = month
    longest = calendar.monthrange(2024, number)[1]
    found = times_in(f"{form} {day}వ తేదీన సభ జరిగింది.")
    assert found
    if day > longest:
        assert found[0].basis == "unresolved"
        assert (found[0].edtf, found[0].earliest, found[0].latest) == (None, None, None)
        assert found[0].value == f"XXXX-{number:02d}-{day:02d}"
    else:
        assert found[0].value.endswith(f"-{number:02d}-{day:02d}")
