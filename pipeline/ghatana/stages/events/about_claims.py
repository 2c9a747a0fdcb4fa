"""Evidence for what is claimed: the status of an event, and its subtype."""

from __future__ import annotations

from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.places import following, place, shape
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.triggers import Candidate

AHEAD, BACK, ON = 3, 8, 14
STEM, HEAD, TAIL = 6, 5, 4
COUNTED = ("phase", "milestone", "program", "instrument", "site")


def about_status(reading: Reading, candidate: Candidate, mods: tuple[str, ...]) -> list[str]:
    """What is observed of whether it happened, is planned, was put off, is denied …

    Args:
        reading: the document.
        candidate: the trigger.
        mods: the mod of the date, if there is one.
    """
    row = candidate.row
    form, status = shape(candidate)
    said = row.status or status
    after = sorted(set(following(reading, candidate, AHEAD)))
    start, stop = reading.bounds[candidate.sentence]
    near = range(max(start, candidate.first - BACK), min(stop, candidate.last + ON))
    cues = sorted({str(reading.cues[at]) for at in near if reading.cues[at]})
    out = [
        f"S={said}",
        f"RS={row.status}|{status}",
        f"F={form}|{status}",
        f"E={candidate.form.ending if candidate.form else '-'}",
        f"R={row.id}",
        f"RF={row.id}|{status}",
        f"NF={row.type[0]}.{row.sense}|{form}|{status}",
        f"Q={form}|{status}|{bool(candidate.form and candidate.form.quoted)}",
        *[f"A={said}|{cue}" for cue in after],
        *[f"AF={form}|{cue}" for cue in after],
        *[f"M={said}|{mod}" for mod in mods],
        *[f"C={said}|{cue}" for cue in cues],
    ]
    following_form = reading.forms[candidate.last + 1] if candidate.last + 1 < stop else None
    if following_form is not None:
        out.append(f"NX={form}|{following_form.form}|{following_form.status}")
    if candidate.first > start:
        before = reading.nouns[candidate.first - 1] or reading.cues[candidate.first - 1]
        out.append(f"P={said}|{before}")
    return out


def about_subtype(reading: Reading, candidate: Candidate, filled: list[tuple[str, Mention]]) -> list[str]:
    """What is observed of the subtype: the row, what stands around, and who fills which role.

    Args:
        reading: the document.
        candidate: the trigger.
        filled: roles and the mentions in them.
    """
    row = candidate.row
    out = [
        f"R={row.id}",
        f"D={row.subtype}",
        f"N={row.sense}",
        f"K={reading.keys[candidate.first][:HEAD]}",
        f"K2={reading.keys[candidate.last][:TAIL]}",
    ]
    seen = {f"DL={label}" for label in reading.totals.kinds}
    for mention in reading.mentions_in(candidate.sentence - 1, candidate.sentence):
        label, word = mention.label, reading.keys[mention.last][:STEM]
        if mention.sentence < candidate.sentence:
            seen.add(f"PL={label}")
            continue
        where = place(reading, candidate, mention.first, mention.last, mention.sentence)
        seen |= {f"L={label}|{where[0]}", f"LW={label}|{where}", f"LC={label}|{mention.case}", f"KS={word}"}
        if where in ("b0", "b1"):
            seen |= {f"H={label}|{mention.number}|{mention.case}", f"KW={word}"}
    for role, mention in filled:
        seen |= {
            f"F={role}|{mention.label}",
            f"FC={role}|{mention.label}|{mention.case}",
            f"FR={role}|{row.sense}",
        }
    for role in COUNTED:
        seen.add(f"FN={role}|{sum(r == role for r, _ in filled)}")
    seen.add(f"FP={min(3, sum(r == 'party' for r, _ in filled))}|{row.sense}")
    return out + sorted(seen)
