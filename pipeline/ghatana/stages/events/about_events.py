"""Evidence that a trigger announces an event."""

from __future__ import annotations

from collections.abc import Sequence

from ghatana.document import Argument
from ghatana.stages.events.merge import CORE
from ghatana.stages.events.places import HEROES, following, place, shape, word_class
from ghatana.stages.events.reading import DOMAIN, Reading
from ghatana.stages.events.triggers import Candidate

FAMILY = {
    "launch": ("SPACECRAFT", "LAUNCHER", "craft", "rocket"),
    "agreement": ("ORG", "agency", "country", "body", "pact", "accord"),
    "station_phase": ("PROGRAM", "station", "base", "phase", "module", "SPACECRAFT"),
}
STEM, TAIL = 6, 4
AHEAD, BACK, ON = 3, 6, 4
STEPS = 4  # of a chance, as evidence


def about_event(
    reading: Reading, found: list[Candidate], number: int, arguments: Sequence[Argument], dated: float
) -> list[str]:
    """What is observed about a trigger.

    Args:
        reading: the document.
        found: all its triggers, in text order.
        number: which of them.
        arguments: what would fill the roles.
        dated: how likely its date is one, 0 where it has none.
    """
    candidate = found[number]
    return [
        *_itself(reading, candidate),
        *sorted(
            {
                *_names_around(reading, candidate),
                *_times_around(reading, candidate),
                *_domain(reading, candidate),
                *_clause(reading, candidate),
            }
        ),
        *_neighbours(reading, candidate),
        *_freshness(reading, candidate),
        *_among_triggers(reading, found, number),
        *_filled(candidate, arguments, dated),
    ]


def _itself(reading: Reading, candidate: Candidate) -> list[str]:
    row, kind = candidate.row, candidate.row.type[0]
    sense = f"{kind}.{row.sense}"
    form, status = shape(candidate)
    after = following(reading, candidate, AHEAD)
    first = after[0] if after else "end"
    return [
        f"R={row.id}",
        f"RF={row.id}|{form}|{status}",
        f"N={sense}",
        f"NF={sense}|{form}|{status}",
        f"T={kind}|{row.kind}|{form}",
        f"E={kind}|{candidate.form.ending if candidate.form else '-'}",
        f"K={kind}.{row.kind}",
        f"TS={kind}|{form}|{status}",
        f"W={kind}|{reading.keys[candidate.last][:TAIL]}",
        f"SENT={kind}|{min(candidate.sentence, 4) if len(reading.bounds) > 1 else 'only'}",
        f"Q={kind}|{bool(candidate.form and candidate.form.quoted)}",
        *[f"A{n}={kind}|{cue}" for n, cue in enumerate(after)],
        f"RA={row.id}|{first}",
        f"NA={sense}|{first}",
        f"FA={kind}|{form}|{first}",
    ]


def _names_around(reading: Reading, candidate: Candidate) -> list[str]:
    row, kind = candidate.row, candidate.row.type[0]
    sense = f"{kind}.{row.sense}"
    out: list[str] = []
    for mention in reading.mentions_in(candidate.sentence - 1, candidate.sentence + 1):
        where = place(reading, candidate, mention.first, mention.last, mention.sentence)
        out.append(f"L={kind}|{mention.label}|{where[:1] if where[0] == 's' else where}")
        if where[0] in "ba":
            out.append(f"RL={row.id}|{mention.label}|{where[0]}")
            out.append(f"NL={sense}|{mention.label}|{where}")
        if where in ("b0", "b1", "a0"):
            out.append(f"LC={kind}|{mention.label}|{mention.case}|{where}")
            out.append(f"LCS={sense}|{mention.label}|{mention.case}")
            out.append(f"HD={kind}|{mention.label}|{mention.number}|{where}")
    return out


def _times_around(reading: Reading, candidate: Candidate) -> list[str]:
    row, kind = candidate.row, candidate.row.type[0]
    form, _ = shape(candidate)
    out: list[str] = []
    places = [
        place(reading, candidate, at, at, candidate.sentence)
        for at in reading.word_range(candidate.sentence)
        if reading.times[at] >= 0
    ]
    for where in places or ["none"]:
        side = where if where == "none" else where[0]
        out.append(f"TX={kind}|{where}")
        out.append(f"RTX={row.id}|{side}")
        out.append(f"FTX={kind}|{form}|{where}")
        if where != "none":
            out.append(f"NTX={kind}.{row.sense}|{form}|{side}")
    return out


def _domain(reading: Reading, candidate: Candidate) -> list[str]:
    """Evidence that this is space news, from the document and from the sentences around."""
    kind = candidate.row.type[0]
    names = reading.totals.named
    near = reading.mentions_in(candidate.sentence - 1, candidate.sentence + 1)
    here = sum(m.label in DOMAIN for m in near)
    out = [
        f"DOM={kind}|{min(names, 4)}|{min(here, 2)}",
        f"DOC={kind}|{min(names, 4)}",
        f"FOR={kind}|{min(reading.totals.foreign, 3)}|{min(names, 3)}",
        f"SPC={kind}|{min(reading.totals.space, 4)}|{min(names, 2)}",
    ]
    start, stop = reading.bounds[candidate.sentence]
    for at in range(max(start, candidate.first - BACK), min(stop, candidate.last + ON)):
        if reading.nouns[at] and not candidate.first <= at <= candidate.last:
            out.append(f"N={kind}|{reading.nouns[at]}")
    return out


def _clause(reading: Reading, candidate: Candidate) -> list[str]:
    """Evidence from the clause as a whole: what the family needs is there, and a date."""
    row, kind = candidate.row, candidate.row.type[0]
    form, status = shape(candidate)
    spots: dict[str, set[str]] = {}
    for mention in reading.mentions_in(candidate.sentence, candidate.sentence):
        where = place(reading, candidate, mention.first, mention.last, mention.sentence)
        spots.setdefault(mention.label, set()).add(where)
    near = any(spots.get(label, set()) & {"b0", "in"} for label in FAMILY[row.type])
    aside = any(spots.get(label, set()) & {"b1", "a0"} for label in FAMILY[row.type])
    dated = any(
        reading.times[at] >= 0 and place(reading, candidate, at, at, candidate.sentence) in ("b0", "b1")
        for at in reading.word_range(candidate.sentence)
    )
    return [
        f"G={kind}|{row.kind}|{near}|{aside}|{dated}|{form}",
        f"GS={kind}.{row.sense}|{near or aside}|{dated}",
        f"GF={kind}|{form}|{status}|{near}|{dated}",
    ]


def _neighbours(reading: Reading, candidate: Candidate) -> list[str]:
    """Evidence from the two words on each side."""
    row, kind = candidate.row, candidate.row.type[0]
    start, stop = reading.bounds[candidate.sentence]
    out: list[str] = []
    if candidate.first > start:
        before = word_class(reading, candidate.first - 1)
        out += [f"P={kind}|{before}", f"RP={row.id}|{before}", f"NP={kind}.{row.sense}|{before}"]
        verb = reading.forms[candidate.first - 1]
        if verb is not None and not reading.words[candidate.first].gap.strip():
            # What follows another verb may be its auxiliary.
            out += [f"PV={kind}|{verb.form}", f"RPV={row.id}|{verb.form}"]
    for step in (1, 2):
        for at, side in ((candidate.first - step, -step), (candidate.last + step, step)):
            if start <= at < stop and reading.names[at] < 0:
                out.append(f"X{side}={kind}|{reading.keys[at][:STEM]}")
    return out


def _freshness(reading: Reading, candidate: Candidate) -> list[str]:
    """Evidence from whether the names of the sentence were there before: news comes with new names."""
    row, kind = candidate.row, candidate.row.type[0]
    form, status = shape(candidate)
    here = {
        m.referent for m in reading.mentions_in(candidate.sentence, candidate.sentence) if m.label in HEROES
    }
    old = {name for name in here if reading.totals.debuts.get(name, candidate.sentence) < candidate.sentence}
    fresh = "none" if not here else "new" if not old else "old" if old == here else "both"
    return [f"FR={kind}|{fresh}", f"FRS={kind}.{row.sense}|{fresh}", f"FRF={kind}|{fresh}|{form}|{status}"]


def _among_triggers(reading: Reading, found: list[Candidate], number: int) -> list[str]:
    """Evidence from the triggers beside this one: its neighbours, and other readings of the same words."""
    one = found[number]
    kind, sense, form = one.row.type[0], f"{one.row.type[0]}.{one.row.sense}", shape(one)[0]
    out: list[str] = []
    for step in (-1, 1):
        at = number + step
        while (
            0 <= at < len(found) and found[at].sentence == one.sentence and found[at].row.type != one.row.type
        ):
            at += step
        if not 0 <= at < len(found) or found[at].sentence != one.sentence:
            out.append(f"CP{step}={kind}|none|{form}")
            continue
        other = found[at]
        clauses = min(2, reading.between(min(other.last, one.last), max(other.first, one.first)))
        out.append(f"CP{step}={kind}|{other.row.sense}|{clauses}")
        out.append(f"CPF{step}={kind}|{shape(other)[0]}|{clauses}|{form}")
        out.append(f"CPN{step}={sense}|{other.row.sense}")
    for other in found[max(0, number - BACK) : number + BACK]:
        if other is not one and other.first <= one.last and one.first <= other.last:
            size = (other.last - other.first) - (one.last - one.first)
            out.append(f"OF={kind}|{other.row.type[0]}.{other.row.sense}|{one.row.sense}")
            out.append(f"OFL={kind}|{other.row.type[0]}|{size}")
    return out


def _filled(candidate: Candidate, arguments: Sequence[Argument], dated: float) -> list[str]:
    """Evidence from what would fill the roles of the event and date it."""
    row, kind = candidate.row, candidate.row.type[0]
    form, _ = shape(candidate)
    best: dict[str, float] = {}
    for argument in arguments:
        best[argument.role] = max(best.get(argument.role, 0.0), argument.score)
    core = [a for a in arguments if a.role in CORE[row.type]]
    here = any(a.basis == "sentence" for a in core)
    has_date = dated > 0.0
    return [
        *[f"ARG={kind}|{role}|{int(chance * STEPS)}" for role, chance in sorted(best.items())],
        f"CORE={kind}|{min(len(core), 3)}|{here}",
        f"DATE={kind}|{int(dated * STEPS)}",
        f"RD={row.id}|{has_date}",
        f"ND={kind}.{row.sense}|{has_date}|{here}",
        f"RCORE={row.id}|{here}",
        f"FD={kind}|{form}|{has_date}|{here}",
    ]
