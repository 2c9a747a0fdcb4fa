"""What is observed about a trigger, a possible argument and a possible date."""

from __future__ import annotations

from ghatana.document import Timex
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate

NEAR = (0, 1, 2, 4, 8)
SPEAKERS = {"PER", "ORG", "LOC", "country", "body", "media", "firm", "office", "state"}
STEM = 6
HEROES = {"SPACECRAFT", "LAUNCHER", "PROGRAM", "accord"}
FAMILY = {
    "launch": ("SPACECRAFT", "LAUNCHER", "craft", "rocket"),
    "agreement": ("ORG", "country", "body", "pact", "accord"),
    "station_phase": ("PROGRAM", "station", "base", "phase", "module", "SPACECRAFT"),
}
THINGS = {"SPACECRAFT", "LAUNCHER", "craft", "rocket", "PROGRAM", "station"}
PRONOUNS = {"it", "it_acc", "they", "they_acc", "he", "self"}
DOMAIN = ("SPACECRAFT", "LAUNCHER", "PROGRAM", "accord", "SITE", "BODY")


def bucket(distance: int) -> str:
    """A distance in words, coarsely.

    >>> bucket(0), bucket(3), bucket(40)
    ('0', '4', '9')
    """
    return next((str(n) for n in NEAR if distance <= n), "9")


def place(reading: Reading, candidate: Candidate, first: int, last: int, sentence: int) -> str:
    """Where words `first`..`last` stand: sentences away, or before/after and the clauses between."""
    if sentence != candidate.sentence:
        away = sentence - candidate.sentence
        return f"s{max(-4, min(3, away))}"
    if last < candidate.first:
        return f"b{min(3, reading.between(last, candidate.first))}"
    if first > candidate.last:
        return f"a{min(3, reading.between(candidate.last, first))}"
    return "in"


def gap(candidate: Candidate, first: int, last: int) -> int:
    """Words between the trigger and words `first`..`last`."""
    return candidate.first - last - 1 if last < candidate.first else max(0, first - candidate.last - 1)


def shape(candidate: Candidate) -> tuple[str, str]:
    """The form and status of the trigger's last word."""
    form = candidate.form
    return (form.form, form.status) if form else ("-", "-")


def following(reading: Reading, candidate: Candidate, count: int = 3) -> list[str]:
    """The classes of the words after the trigger, up to a mark that ends the clause."""
    out: list[str] = []
    for at in range(candidate.last + 1, min(candidate.last + 1 + count, len(reading.words))):
        if reading.sentences[at] != candidate.sentence or any(c in reading.words[at].gap for c in ";…"):
            break
        if reading.names[at] >= 0:
            out.append("name")
        elif reading.times[at] >= 0:
            out.append("time")
        else:
            out.append(reading.cues[at] or reading.nouns[at] or "word")
    return out


def about_argument(
    reading: Reading, candidate: Candidate, mention: Mention, rank: int, count: int, first: bool
) -> list[str]:
    """Evidence that a mention is an argument; `rank` by closeness and `count` in the text among its label."""
    label, row = mention.label, candidate.row.id
    sense = f"{candidate.row.type[0]}.{candidate.row.sense}"
    where = place(reading, candidate, mention.first, mention.last, mention.sentence)
    case = f"{label}|{mention.case}"
    form, _ = shape(candidate)
    same = where[0] in "bai"
    spot = where if same else "s-" if where.startswith("s-") else "s+"
    out = [
        f"L={label}",
        f"LC={case}",
        f"LW={label}|{where}",
        f"LWC={case}|{spot}",
        f"LK={label}|{min(rank, 3)}",
        f"LWK={label}|{spot}|{min(rank, 2)}",
        f"LN={label}|{mention.after}",
        f"LH={label}|{mention.head}",
        f"LQ={label}|{min(count, 3)}",
        f"LF={label}|{first}",
        f"RL={row}|{label}",
        f"RLC={row}|{case}",
        f"NL={sense}|{label}",
        f"NLC={sense}|{case}",
        f"NLW={sense}|{label}|{where}",
        f"TL={candidate.row.type[0]}.{candidate.row.subtype}|{case}",
        f"FL={form}|{case}",
        f"NUM={label}|{mention.number}",
    ]
    if same:
        out.append(f"LD={label}|{where[0]}|{bucket(gap(candidate, mention.first, mention.last))}")
    if reading.lexicon.passive in reading.keys[candidate.last]:
        out.append(f"PAS={case}")
    if label.islower():
        out.append(f"HW={reading.keys[mention.last][:STEM]}|{where[0]}")
    out += among_others(reading, candidate, mention, where, rank, first)
    if label in SPEAKERS:
        out += about_speaker(reading, candidate, mention, where)
    return out


def among_others(
    reading: Reading, candidate: Candidate, mention: Mention, where: str, rank: int, first: bool
) -> list[str]:
    """Evidence from what else could fill the role: rival triggers, other names, pronouns."""
    label, family, side = mention.label, candidate.row.type, where[0]
    left, right = sorted(((mention.last, candidate.first), (candidate.last, mention.first)))[0]
    if mention.first > candidate.last:
        left, right = candidate.last, mention.first
    rivals = reading.rivals(family, left, right)
    close = {"b0", "b1", "in", "a0"}
    spots = {
        (m.label, m.first): place(reading, candidate, m.first, m.last, m.sentence)
        for m in reading.mentions
        if m.sentence == candidate.sentence
    }
    present = sorted({name for (name, _), spot in spots.items() if spot in close} & THINGS)
    middle = sum(
        name == label and at != mention.first and left < at < right for name, at in spots
    ) if where[0] in "ba" else 0
    kinds = len({m.referent for m in reading.mentions if m.label == label})
    sense = f"{family[0]}.{candidate.row.sense}"
    form, status = shape(candidate)
    pronouns = sorted(
        {
            str(reading.cues[at])
            for at in range(candidate.first)
            if reading.cues[at] in PRONOUNS
            and reading.sentences[at] == candidate.sentence
            and reading.between(at, candidate.first) <= 1
        }
    )
    listed = sum(m.group == mention.group for m in reading.mentions) > 1
    return [
        f"RV={label}|{min(rivals, 3)}|{side}",
        f"RVC={label}|{mention.case}|{min(rivals, 2)}|{side}",
        f"HR={label}|{side}|{'+'.join(present)}",
        f"U={label}|{min(kinds, 4)}|{side}",
        f"U1={label}|{kinds == 1}|{where}",
        f"S0={label}|{mention.sentence == 0}|{side}",
        f"S2={label}|{first}|{min(rank, 2)}|{candidate.row.sense}",
        f"Z={sense}|{label}|{mention.case}|{where}",
        f"Z2={family[0]}|{label}|{mention.case}|{where}|{min(rank, 1)}",
        f"MID={label}|{min(middle, 2)}|{where}",
        f"FW={form}|{label}|{mention.case}|{where}",
        f"STT={candidate.row.status or status}|{label}|{side}",
        f"GP={label}|{listed}|{mention.case}|{side}",
        *[f"PR={label}|{p}|{side}|{min(rank, 1)}" for p in pronouns or ["none"]],
    ]


def about_speaker(reading: Reading, candidate: Candidate, mention: Mention, where: str) -> list[str]:
    """Evidence that the claim is somebody's words."""
    label = mention.label
    say = None
    others = 0
    for at in range(mention.last + 1, min(mention.last + 16, len(reading.words))):
        if reading.sentences[at] != mention.sentence:
            break
        if reading.cues[at] == "say":
            say = at
            break
        if reading.names[at] >= 0 and reading.names[at] != reading.names[mention.last]:
            label_at = reading.document.entities[reading.names[at]].label
            others += label_at in SPEAKERS and (at == 0 or reading.names[at - 1] != reading.names[at])
    near = "none" if say is None else bucket(say - mention.last - 1)
    quoted = bool(candidate.form and candidate.form.quoted)
    after_trigger = where[0] == "a"
    inside = reading.quotes[candidate.first] % 2
    opening = mention.sentence == 0 and any(c in reading.words[mention.first].gap for c in "(/")
    return [
        f"S={label}|{near}|{min(others, 2)}",
        f"SW={label}|{near != 'none'}|{where}",
        f"SQ={label}|{near != 'none'}|{quoted}|{after_trigger}",
        f"SC={label}|{mention.case}|{near != 'none'}",
        f"SA={label}|{mention.after}|{where[0]}",
        f"SO={label}|{opening}",
        f"SI={label}|{inside}|{where[0]}",
    ]


def about_time(reading: Reading, candidate: Candidate, timex: Timex, first: int, last: int, rank: int) -> list[str]:
    """Evidence that a time expression is the event's date; `rank` by closeness."""
    where = place(reading, candidate, first, last, reading.sentences[first])
    kind = timex.type
    size = len(timex.value)
    key = reading.keys[last]
    found = reading.lexicon.cases.get(key)
    case = found[1][0] if found else key[-2:]
    form, status = shape(candidate)
    row = candidate.row.id
    before_next = sum(1 for t in reading.document.timexes if t.start > timex.start and t.end <= reading.words[candidate.first].start)
    dateline = first < 8 and reading.sentences[first] == 0 and size == 10
    words = reading.words
    bracket = "(" in words[first].gap
    out = [
        f"W={where}",
        f"WT={where}|{kind}|{size}",
        f"K={min(rank, 3)}",
        f"WK={where}|{min(rank, 2)}",
        f"C={case}|{kind}",
        f"CW={case}|{where[0]}",
        f"D={where[0]}|{bucket(gap(candidate, first, last))}",
        f"R={row}|{where[0]}",
        f"RC={row}|{case}",
        f"N={candidate.row.sense}|{where[0]}",
        f"NC={candidate.row.sense}|{case}|{where[0]}",
        f"ST={candidate.row.status or status}|{case}|{where[0]}",
        f"F={form}|{where}",
        f"M={timex.mod}|{form}",
        f"SZ={candidate.row.type[0]}|{kind}|{size}",
        f"BTW={where[0]}|{min(before_next, 3)}",
        f"DL={dateline}",
        f"PAR={bracket}",
    ]
    if where[0] == "b":
        clause = reading.words[candidate.first].gap
        out.append(f"CM={',' in clause}")
        crossing = sum("," in words[i].gap or ";" in words[i].gap for i in range(last + 1, candidate.first + 1))
        out.append(f"XC={min(crossing, 3)}|{where}")
        landing = sum(reading.nouns[i] in ("landing", "pact", "launchn") for i in range(last + 1, candidate.first))
        out.append(f"XN={min(landing, 2)}")
        nxt = following(reading, Candidate(first, last, candidate.row, None, candidate.sentence), 2)
        out.append(f"NX={'|'.join(nxt[:1])}")
    return out


def about_event(reading: Reading, candidate: Candidate) -> list[str]:
    """Evidence that a trigger announces an event of its family, from its own sentence."""
    row = candidate.row
    form, status = shape(candidate)
    kind = row.type[0]
    sense = f"{kind}.{row.sense}"
    after = following(reading, candidate)
    previous = candidate.first - 1
    out = [
        f"R={row.id}",
        f"RF={row.id}|{form}|{status}",
        f"N={sense}",
        f"NF={sense}|{form}|{status}",
        f"T={kind}|{row.kind}|{form}",
        f"E={kind}|{candidate.form.ending if candidate.form else '-'}",
        f"K={kind}.{row.kind}",
        f"TS={kind}|{form}|{status}",
        f"W={kind}|{reading.keys[candidate.last][:4]}",
        f"SENT={kind}|{min(candidate.sentence, 4)}",
        f"Q={kind}|{bool(candidate.form and candidate.form.quoted)}",
    ]
    out += [f"A{n}={kind}|{cue}" for n, cue in enumerate(after)]
    out.append(f"RA={row.id}|{after[0] if after else 'end'}")
    out.append(f"NA={sense}|{after[0] if after else 'end'}")
    out.append(f"FA={kind}|{form}|{after[0] if after else 'end'}")
    if previous >= 0 and reading.sentences[previous] == candidate.sentence:
        before = "name" if reading.names[previous] >= 0 else "time" if reading.times[previous] >= 0 else None
        before = before or reading.nouns[previous] or reading.cues[previous] or "word"
        out += [f"P={kind}|{before}", f"RP={row.id}|{before}", f"NP={sense}|{before}"]
    seen: set[str] = set()
    for mention in reading.mentions:
        if abs(mention.sentence - candidate.sentence) > 1:
            continue
        where = place(reading, candidate, mention.first, mention.last, mention.sentence)
        spot = where[:1] if where[0] == "s" else where
        seen.add(f"L={kind}|{mention.label}|{spot}")
        if where[0] in "ba":
            seen.add(f"RL={row.id}|{mention.label}|{where[0]}")
            seen.add(f"NL={sense}|{mention.label}|{where}")
    for at, number in enumerate(reading.times):
        if number >= 0 and reading.sentences[at] == candidate.sentence:
            where = place(reading, candidate, at, at, candidate.sentence)
            seen.add(f"TX={kind}|{where}")
            seen.add(f"RTX={row.id}|{where[0]}")
            seen.add(f"NTX={sense}|{form}|{where[0]}")
            seen.add(f"FTX={kind}|{form}|{where}")
    if not any(s.startswith("TX=") for s in seen):
        seen.add(f"TX={kind}|none")
        seen.add(f"RTX={row.id}|none")
        seen.add(f"FTX={kind}|{form}|none")
    names = [m for m in reading.mentions if m.label in DOMAIN]
    here = sum(abs(m.sentence - candidate.sentence) <= 1 for m in names)
    seen.add(f"DOM={kind}|{min(len(names), 4)}|{min(here, 2)}")
    seen.add(f"DOC={kind}|{min(len(names), 4)}")
    foreign = sum(c == "other" for c in reading.cues)
    seen.add(f"FOR={kind}|{min(foreign, 3)}|{min(len(names), 3)}")
    space = sum(c == "space" for c in reading.cues) + sum(n in ("craft", "rocket", "orbit") for n in reading.nouns)
    seen.add(f"SPC={kind}|{min(space, 4)}|{min(len(names), 2)}")
    for at in range(max(0, candidate.first - 6), min(len(reading.words), candidate.last + 4)):
        noun = reading.nouns[at]
        if noun and reading.sentences[at] == candidate.sentence and not candidate.first <= at <= candidate.last:
            seen.add(f"N={kind}|{noun}")
    return out + sorted(seen | set(around(reading, candidate)))


def around(reading: Reading, candidate: Candidate) -> list[str]:
    """Evidence from the clause as a whole, its words and the freshness of its names."""
    row = candidate.row
    kind, sense = row.type[0], f"{row.type[0]}.{row.sense}"
    form, status = shape(candidate)
    out: list[str] = []
    spots: dict[str, set[str]] = {}
    for mention in reading.mentions:
        if mention.sentence != candidate.sentence:
            continue
        where = place(reading, candidate, mention.first, mention.last, mention.sentence)
        spots.setdefault(mention.label, set()).add(where)
        if where in ("b0", "b1", "a0"):
            out.append(f"LC={kind}|{mention.label}|{mention.case}|{where}")
            out.append(f"LCS={sense}|{mention.label}|{mention.case}")
            out.append(f"HD={kind}|{mention.label}|{mention.number}|{where}")
    near = any(spots.get(label, set()) & {"b0", "in"} for label in FAMILY[row.type])
    aside = any(spots.get(label, set()) & {"b1", "a0"} for label in FAMILY[row.type])
    dated = any(
        reading.times[at] >= 0 and place(reading, candidate, at, at, candidate.sentence) in ("b0", "b1")
        for at in range(len(reading.words))
        if reading.sentences[at] == candidate.sentence
    )
    out.append(f"G={kind}|{row.kind}|{near}|{aside}|{dated}|{form}")
    out.append(f"GS={sense}|{near or aside}|{dated}")
    out.append(f"GF={kind}|{form}|{status}|{near}|{dated}")
    for step in (-1, 1):
        at = candidate.first - 1 if step < 0 else candidate.last + 1
        for number in (1, 2):
            if 0 <= at < len(reading.words) and reading.sentences[at] == candidate.sentence and reading.names[at] < 0:
                out.append(f"X{step * number}={kind}|{reading.keys[at][:STEM]}")
            at += step
    here = {m.referent for m in reading.mentions if m.sentence == candidate.sentence and m.label in HEROES}
    before = {m.referent for m in reading.mentions if m.sentence < candidate.sentence and m.label in HEROES}
    fresh = "none" if not here else "new" if not here & before else "old" if here <= before else "both"
    out += [f"FR={kind}|{fresh}", f"FRS={sense}|{fresh}", f"FRF={kind}|{fresh}|{form}|{status}"]
    return out


def among_triggers(reading: Reading, found: list[Candidate], number: int) -> list[str]:
    """Evidence from the triggers beside this one: its neighbours, and other readings of the same words."""
    one = found[number]
    kind, sense, form = one.row.type[0], f"{one.row.type[0]}.{one.row.sense}", shape(one)[0]
    out: list[str] = []
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(found) and found[at].row.type != one.row.type:
            at += step
        if not 0 <= at < len(found) or found[at].sentence != one.sentence:
            out.append(f"CP{step}={kind}|none|{form}")
            continue
        other = found[at]
        clauses = min(2, reading.between(min(other.last, one.last), max(other.first, one.first)))
        out.append(f"CP{step}={kind}|{other.row.sense}|{clauses}")
        out.append(f"CPF{step}={kind}|{shape(other)[0]}|{clauses}|{form}")
        out.append(f"CPN{step}={sense}|{other.row.sense}")
    seen = any(c.row.sense == one.row.sense and c.row.type == one.row.type for c in found[:number])
    out.append(f"SN={sense}|{seen}")
    for other in found:
        if other is not one and other.first <= one.last and one.first <= other.last:
            size = (other.last - other.first) - (one.last - one.first)
            out.append(f"OF={kind}|{other.row.type[0]}.{other.row.sense}|{one.row.sense}")
            out.append(f"OFL={kind}|{other.row.type[0]}|{size}")
    return out


def about_status(reading: Reading, candidate: Candidate, date_mods: tuple[str, ...] = ()) -> list[str]:
    """Evidence of what is said of the event: that it happened, is planned, was put off, is denied …"""
    row = candidate.row
    form, status = shape(candidate)
    said = row.status or status
    ending = candidate.form.ending if candidate.form else "-"
    after = following(reading, candidate, 4)
    out = [
        f"S={said}",
        f"RS={row.status}|{status}",
        f"F={form}|{status}",
        f"E={ending}",
        f"R={row.id}",
        f"RF={row.id}|{status}",
        f"NF={row.type[0]}.{row.sense}|{form}|{status}",
        f"Q={form}|{status}|{bool(candidate.form and candidate.form.quoted)}",
    ]
    out += [f"A={said}|{cue}" for cue in sorted(set(after[:3]))]
    out += [f"AF={form}|{cue}" for cue in sorted(set(after[:3]))]
    out += [f"M={said}|{mod}" for mod in date_mods]
    cues = {
        str(reading.cues[at])
        for at in range(max(0, candidate.first - 8), min(len(reading.words), candidate.last + 14))
        if reading.cues[at] and reading.sentences[at] == candidate.sentence
    }
    out += [f"C={said}|{cue}" for cue in sorted(cues)]
    words = reading.words
    if candidate.last + 1 < len(words) and reading.sentences[candidate.last + 1] == candidate.sentence:
        nextform = reading.forms[candidate.last + 1]
        if nextform is not None:
            out.append(f"NF={form}|{nextform.form}|{nextform.status}")
    if candidate.first > 0 and reading.sentences[candidate.first - 1] == candidate.sentence:
        out.append(f"P={said}|{reading.nouns[candidate.first - 1] or reading.cues[candidate.first - 1]}")
    return out


def about_subtype(reading: Reading, candidate: Candidate, filled: list[tuple[str, Mention]]) -> list[str]:
    """Evidence for the subtype: the row, what stands around the trigger, and who fills which role."""
    row = candidate.row
    out = [f"R={row.id}", f"D={row.subtype}", f"N={row.sense}", f"K={reading.keys[candidate.first][:5]}", f"K2={reading.keys[candidate.last][:4]}"]
    seen: set[str] = set()
    for mention in reading.mentions:
        if mention.sentence == candidate.sentence:
            where = place(reading, candidate, mention.first, mention.last, mention.sentence)
            seen |= {f"L={mention.label}|{where[0]}", f"LW={mention.label}|{where}", f"LC={mention.label}|{mention.case}"}
            if where in ("b0", "b1"):
                seen.add(f"H={mention.label}|{mention.number}|{mention.case}")
                seen.add(f"KW={reading.keys[mention.last][:6]}")
            seen.add(f"KS={reading.keys[mention.last][:6]}")
        elif mention.sentence == candidate.sentence - 1:
            seen.add(f"PL={mention.label}")
    seen |= {f"DL={m.label}" for m in reading.mentions}
    for role, mention in filled:
        seen |= {f"F={role}|{mention.label}", f"FC={role}|{mention.label}|{mention.case}", f"FR={role}|{row.sense}"}
    for role in ("phase", "milestone", "program", "instrument", "site"):
        seen.add(f"FN={role}|{sum(r == role for r, _ in filled)}")
    seen.add(f"FP={min(3, sum(r == 'party' for r, _ in filled))}|{row.sense}")
    return out + sorted(seen)
