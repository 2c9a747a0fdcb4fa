"""Scores as text: figures over all documents, by type, by document, and what went wrong in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ghatana.evaluate.figures import Counts, line
from ghatana.evaluate.misses import sentences_of
from ghatana.text.context import in_context

if TYPE_CHECKING:
    from ghatana.evaluate import Scores

NAMED = 5  # documents absent from the run that are named
ALL = "ALL"


def report(scores: Scores, *, misses: bool, by_document: bool) -> str:
    """The figures as text, one section a kind; each line is as the shared scorer prints it."""
    sections: list[list[str]] = []
    if scores.absent:
        named = ", ".join(scores.absent[:NAMED])
        sections.append([f"absent from the run: {len(scores.absent)} documents ({named}…)"])
    if events := scores.counts.get("events"):
        of = f"{scores.negatives_with_rows} of {scores.negatives} documents"
        sections.append([*_events(events), f"{'negatives with rows':28}{of}"])
    if scores.happenings:
        lines = [
            line(f"  {name}", (b.precision, b.recall, b.f1), b.mentions)
            for name, b in scores.happenings.items()
        ]
        sections.append(["happenings, B³ (Bagga & Baldwin 1998)", *lines])
    if entities := scores.counts.get("entities"):
        sections.append([line(k, entities[k].prf(), entities[k].gold) for k in _all_last(entities)])
    if timexes := scores.counts.get("timexes"):
        sections.append(list(_timexes(timexes)))
    if by_document:
        sections.append(list(_documents(scores)))
    if misses:
        sections += [[f"{kind}:", *_misses(scores, kind)] for kind in scores.misses]
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _all_last(groups: Mapping[str, Counts]) -> list[str]:
    return sorted(groups, key=lambda name: (name == ALL, name))


def _events(counts: Mapping[str, Counts]) -> Iterator[str]:
    every = counts[ALL]
    yield line("events", every.prf(), every.gold)
    for kind in sorted(set(counts) - {ALL, "arguments"}):
        yield line("  " + kind, counts[kind].prf(), counts[kind].gold)
    for key in ("subtype", "status", "date"):
        of_all = every.right.get(key, 0) / every.gold if every.gold else 0.0
        yield (
            f"{key + ' accuracy':28}{every.share(key):.3f}  of {every.hit} matched events "
            f"({of_all:.3f} of all {every.gold})"
        )
    yield line("arguments", counts["arguments"].prf(), counts["arguments"].gold)
    linkable = every.right.get("linkable", 0)
    share = every.share("linked", "linkable")
    yield f"{'link accuracy':28}{share:.3f}  of {linkable} matched arguments with a canonical name"
    yield line("whole rows", every.prf("whole"), every.gold)


def _timexes(counts: Mapping[str, Counts]) -> Iterator[str]:
    yield f"{'group':18}{'gold':>5}{'pred':>6}  span F1  value F1  span+value F1  mod|value"
    for group in _all_last(counts):
        c = counts[group]
        span, value, both = (c.prf(key)[2] for key in ("span", "value", "both"))
        negatives = c.right.get("negative", 0)
        false = f"   {c.right.get('false', 0)} of {negatives} negatives with a time" if negatives else ""
        yield (
            f"{group:18}{c.gold:5}{c.predicted:6}  {span:7.3f}  {value:8.3f}  {both:13.3f}  "
            f"{c.share('mod', 'value'):9.3f}{false}"
        )


def _documents(scores: Scores) -> Iterator[str]:
    """A line a document: items in gold, found, and how many of the found are right."""
    heads = ("events", "subtype", "status", "date", "args", "whole", "names", "times")
    yield f"{'document':18}" + "".join(f"{head:>11}" for head in heads)
    for doc, kinds in scores.documents.items():
        events = kinds.get("events", {})
        every, arguments = events.get(ALL), events.get("arguments")
        cells = [_ratio(every)]
        cells += [f"{every.right.get(k, 0)}/{every.hit}" if every else "-" for k in heads[1:4]]
        cells += [_ratio(arguments), _ratio(every, "whole"), _ratio(kinds.get("entities", {}).get(ALL))]
        cells.append(_ratio(kinds.get("timexes", {}).get(ALL), "both"))
        yield f"{doc:18}" + "".join(f"{cell:>11}" for cell in cells)
    yield "right/found/in gold; of subtype, status and date: right/matched events; a dash: not in the gold"


def _ratio(counts: Counts | None, key: str | None = None) -> str:
    if counts is None:
        return "-"
    hit = counts.hit if key is None else counts.right.get(key, 0)
    return f"{hit}/{counts.predicted}/{counts.gold}"


def _misses(scores: Scores, kind: str) -> Iterator[str]:
    for miss in scores.misses[kind]:
        text, lang = scores.texts[miss.doc]
        yield miss.line()
        yield "    " + in_context(text, sentences_of(text, lang, scores.packs), miss.marks)
