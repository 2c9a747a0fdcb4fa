"""An explanation as text, for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ghatana.stages.events.triggers import OPEN
from ghatana.text.context import Mark, in_context

if TYPE_CHECKING:
    from ghatana.explain import Explanation

TOP = 4  # items of evidence shown for each side; all of them are in the JSON
NEXT = 2  # candidates shown that were not taken
Data = dict[str, Any]
HOW = {
    "listed": "it stands in a list with a filler of the role",
    "needed": "below that, but such an event needs one and nothing was likelier",
    "lent": "taken over from another claim of the same",
}


def as_text(found: Explanation) -> str:
    """The explanation on lines, cell by cell."""
    data = found.data()
    said = f"published {data['published'] or 'on an unknown day'} ({data['published_basis']})"
    marks = [Mark(found.event.start, found.event.end, "trigger")]
    marks += [Mark(t["start"], t["end"], "date") for t in data["date"]["candidates"] if t["chosen"]]
    marks += [Mark(c["start"], c["end"], "date") for c in [data["date"]["counted"]] if c]
    marks += [Mark(a["start"], a["end"], a["role"]) for a in data["arguments"]]
    lines = [
        f"event {data['event_id']} of document {data['doc_id']}, {said}",
        f"  {in_context(found.document.text, found.document.sentences, marks)}",
        "",
        *_trigger(data),
        "",
        *_choice("status", data["status"]),
        "",
        *_choice("subtype", data["subtype"]),
        "",
        *_date(data),
        "",
        *_arguments(data),
        *_derived(data),
        *_rest(data),
    ]
    return "\n".join(lines) + "\n"


def _trigger(data: Data) -> Iterator[str]:
    trigger, row = data["trigger"], data["trigger"]["row"]
    yield f"type {data['type']}, confidence {data['confidence']['value']:.4f}"
    yield f"  trigger {_shown(trigger)}"
    leaning = f", weighed as {row['weights_of']}" if row["weights_of"] != row["id"] else ""
    if row["kind"] == OPEN:
        yield f"  row {row['id']}: no table lists the verb; the model takes it for one of this type"
    else:
        table = "a user's triggers" if row["own"] else "triggers.tsv"
        yield f"  row {row['id']} of {table}{leaning}: {row['kind']}, sense {row['sense']}"
    if form := trigger["form"]:
        reported = ", in reported speech" if form["quoted"] else ""
        yield f"  verb form: ending {form['ending']}, {form['form']}, {form['status'] or 'no status'}{reported}"
    else:
        yield "  verb form: none of the known endings"
    yield from _sure(data["existence"], "  an event")
    yield from _sure(data["confidence"], "  right as a whole row")


def _sure(sure: Data, what: str, indent: str = "    ") -> Iterator[str]:
    odds = f"log-odds {sure['log_odds']:+.2f}"
    yield f"{what}: probability {sure['probability']:.4f} ({odds}), needed {sure['least']:.2f}"
    yield from _evidence(sure, indent)


def _evidence(weighed: Data, indent: str) -> Iterator[str]:
    for side, sign in (("for", 1), ("against", -1)):
        items = [e for e in weighed["evidence"] if e["weight"] * sign > 0]
        for n, item in enumerate(items[:TOP]):
            told = f"  ({item['meaning']})" if item["meaning"] else ""
            yield f"{indent}{side if not n else '':8}{item['weight']:+.2f}  {item['item']}{told}"
        if len(items) > TOP:
            rest = sum(e["weight"] for e in items[TOP:])
            yield f"{indent}{'':8}{rest:+.2f}  {len(items) - TOP} more"
    if weighed["bias"]:
        yield f"{indent}{'bias':8}{weighed['bias']:+.2f}"


def _choice(name: str, choice: Data) -> Iterator[str]:
    yield f"{name} {choice['value']}" + (f": {choice['rule']}" if choice["rule"] else "")
    scores = list(choice["scores"].items())
    if scores:
        yield "  scores: " + ", ".join(f"{outcome} {score:+.2f}" for outcome, score in scores[: NEXT + 1])
    if choice["runner_up"]:
        yield f"  what set {scores[0][0]} apart from {choice['runner_up']} ({choice['lead']['log_odds']:+.2f}):"
        yield from _evidence(choice["lead"], "    ")


def _date(data: Data) -> Iterator[str]:
    date = data["date"]
    days = f" ({date['earliest'] or 'open'} to {date['latest'] or 'open'})" if date["value"] else ""
    yield f"date {date['value'] or 'none'}{days}"
    if date["lent_by"]:
        yield f"  {HOW['lent']}: {_claim(date['lent_by'])}"
    if date["counted"] and not date["lent_by"]:
        yield f"  {_shown(date['counted'])}: counted from the date named before it"
    taken = [t for t in date["candidates"] if t["chosen"]]
    if len(taken) > 1:
        yield f"  {len(taken)} dates share the verb: a row for each, with the arguments that go with it"
    for time in taken:
        yield f"  {_time(time, data)}"
        if time["rule"]:
            yield f"    chosen by a rule: {time['rule']}"
        yield from _sure(time, "    its date", "      ")
        if date["value"] and not date["lent_by"] and len(taken) == 1 and time["edtf"] != date["value"]:
            yield f"    {time['edtf']} became {date['value']}: adapted to a claim that is {data['status']['value']}"
    if not date["candidates"] and not date["counted"]:
        yield "  no time expression with a date stands in its sentence or beside it"
    for time in [t for t in date["candidates"] if not t["chosen"]][:NEXT]:
        yield f"  not taken: {_time(time, data)}, probability {time['probability']:.4f}"


def _time(time: Data, data: Data) -> str:
    against = f" to {data['published'] or 'no publication date'}" if time["basis"] == "relative" else ""
    mod = f" {time['mod']}" if time["mod"] else ""
    others = f", or {', '.join(time['alternatives'])}" if time["alternatives"] else ""
    return f"{_shown(time)}: {time['type']} {time['value']}{mod}{others}, EDTF {time['edtf']}, {time['basis']}{against}"


def _arguments(data: Data) -> Iterator[str]:
    yield f"arguments: {len(data['arguments'])}"
    for a in data["arguments"]:
        name = f" = {a['canonical']}" if a["canonical"] else ""
        entry = f" ({a['kb_id']})" if a["kb_id"] else ""
        yield f"  {a['role']}: {_shown(a)}{name}{entry}, found in the {a['basis']}, score {a['score']:.4f}"
        if a["stands_for"]:
            yield f"    {_stands_for(a['stands_for'])}"
        if a["how"] in HOW:
            lender = f": {_claim(a['lent_by'])}" if a["lent_by"] else ""
            yield f"    {HOW[a['how']]}{lender}"
        if "probability" in a:
            yield from _sure(a, "    in the role", "      ")
    for a in data["not_taken"][:NEXT]:
        yield f"  not taken: {a['role']}: {_shown(a)}, probability {a['probability']:.4f}, needed {a['least']:.2f}"


def _stands_for(said: Data) -> str:
    what = _shown(said) if "text" in said else said["canonical"] or "no name of the text"
    return f"it stands for {what}, by the model with probability {said['probability']:.4f}"


def _derived(data: Data) -> Iterator[str]:
    for cell in data["derived"]:
        yield ""
        yield f"{cell['column']} {cell['value']}: {cell['because']}"


def _rest(data: Data) -> Iterator[str]:
    if data["merged_with"]:
        yield ""
        yield "the document says it again, in one row with this:"
        yield from (f"  {_claim(claim)}" for claim in data["merged_with"])
    if data["corrections"]:
        yield ""
        yield "corrections:" + (" the event was rejected and has no row" if data["row"] is None else "")
        yield from (f"  {_correction(c)}" for c in data["corrections"])
    for column, cells in data["differing"].items():
        yield f"the run's row differs in {column}: {cells['run']!r} in the run, {cells['now']!r} found now"


def _correction(c: Data) -> str:
    change = f" {c['column']}: {c['before'] or 'nothing'} -> {c['value'] or 'nothing'}" if c["column"] else ""
    fits = "" if c["applied"] else ", not applied: it fits no event of this type"
    note = f" ({c['note']})" if c["note"] else ""
    return f"line {c['line']}: {c['action']}{change}{fits}{note}"


def _claim(claim: Data) -> str:
    return f"{_shown(claim)} by {claim['extractor']}, confidence {claim['confidence']:.4f}"


def _shown(span: Data) -> str:
    return f"{' '.join(span['text'].split())} [{span['start']}:{span['end']}]"
