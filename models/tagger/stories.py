"""Gold documents as training examples for names and events together, and the changes that make each epoch new."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from augment import Augmenter
from cases import Case, GoldNames, answered, cases, dates, fits
from data import Example, from_gold, mention_spans

from ghatana.document import ROLES, STATUSES
from ghatana.engines.fact_index import SPANS, Index
from ghatana.engines.windows import word_span
from ghatana.engines.windows import words as split
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES, Questions
from ghatana.stages.events.questions import ask
from ghatana.stages.events.triggers import OPEN, numbered, open_candidates

# What a verb that no table lists weighs where it announces nothing; how often a known trigger is shown as unknown.
OPEN_SHARE, UNKNOWN = 0.3, 0.25
# How many of the verbs that announce nothing are told of the mentions about them, as the few that pass for triggers
# will be; how often nothing is told at all, as when verbs are judged alone.
OPEN_TOLD, UNTOLD = 0.15, 0.15
FIRST = "te"  # the language of documents that name none
Pairs = tuple[list[int], list[int], list[int], list[int]]


@dataclass
class Target:
    """What the answers to a document's questions should be; spans are (first, last) word numbers."""

    triggers: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    times: list[tuple[int, int]] = field(default_factory=list)
    facts: dict[str, list[list[int]]] = field(default_factory=dict)
    family: list[int] = field(default_factory=list)
    events: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    open_facts: list[list[int]] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    subtype: list[int] = field(default_factory=list)
    # One column a pair: trigger, mention, place, group (the thing that the mention is of, about that trigger).
    pairs: Pairs = field(default_factory=lambda: ([], [], [], []))
    # The same of triggers that announce nothing too.
    told: Pairs = field(default_factory=lambda: ([], [], [], []))
    roles: list[list[float]] = field(default_factory=list)
    able: list[list[float]] = field(default_factory=list)
    dated: Pairs = field(default_factory=lambda: ([], [], [], []))
    dates: list[float] = field(default_factory=list)


@dataclass
class Story:
    """A document to train on: its words with name labels, and its questions with their answers."""

    example: Example
    target: Target | None = None
    taught: bool = True  # whether a teacher that a student learns from was taught its language


def story(case: Case, questions: Questions, index: Index) -> Story:
    """A gold document (a `cases.Case`) as a training example."""
    text = case.gold["text"]
    example = from_gold(case.gold)
    found = split(text)
    target = Target()
    rng = random.Random(case.gold["doc_id"])
    for name in SPANS:
        asked = getattr(questions, name)
        getattr(target, name).extend(word_span(found, a.start, a.end) for a in asked)
        target.facts[name] = [index.facts(name, a.facts) for a in asked]
    roles_at = {role: n for n, role in enumerate(FAMILY_ROLES)}
    for t, candidate in enumerate(case.triggers):
        family = candidate.row.type
        target.family.append(FAMILIES.index(family))
        events = case.answers.get(t, [])
        target.events.append(float(bool(events)))
        target.shares.append(OPEN_SHARE if candidate.row.kind == OPEN and not events else 1.0)
        target.open_facts.append(index.facts("triggers", (family, f"{family}.{OPEN}")))
        target.status.append(STATUSES.index(events[0]["status"]) if events else -1)
        target.subtype.append(SUBTYPES.index(f"{family}.{events[0]['subtype']}") if events else -1)
        if events or candidate.row.kind != OPEN or rng.random() < OPEN_TOLD:
            for m, place in questions.near[t]:
                for column, value in zip(target.told, (t, m, index.place("mention", place), 0), strict=True):
                    column.append(value)
        if not events:
            continue
        groups: dict[Any, int] = {}
        for m, place in questions.near[t]:
            mention = case.reading.mentions[m]
            key = (mention.label.isupper() or mention.canonical is not None, mention.referent)
            if key not in groups:
                groups[key] = len(target.roles)
                target.roles.append([0.0] * len(FAMILY_ROLES))
                target.able.append([float(r.startswith(family + ".")) for r in FAMILY_ROLES])
            for column, value in zip(
                target.pairs, (t, m, index.place("mention", place), groups[key]), strict=True
            ):
                column.append(value)
            for event in events:
                for argument in event["args"]:
                    if argument["role"] in ROLES[family] and fits(argument, mention):
                        target.roles[groups[key]][roles_at[f"{family}.{argument['role']}"]] = 1.0
        for x, place in questions.dated[t]:
            for column, value in zip(target.dated, (t, x, index.place("time", place), 0), strict=True):
                column.append(value)
            target.dates.append(float(any(dates(case.reading.document.timexes[x], e) for e in events)))
    return Story(example, target)


def changed(item: Story, change: Augmenter | None, rng: random.Random) -> Story:
    """A changed copy: each name of the document may be swapped for another, the same one wherever it stands."""
    if change is None or rng.random() < change.rates.still:
        return item
    old = item.example
    new = Example([], [], [], [], old.source)
    firsts: list[int] = []  # where a span goes that starts with a word, and one that ends with it
    lasts: list[int] = []
    chosen: dict[tuple[str, str], list[str] | None] = {}
    at, spans = 0, mention_spans(old.tags)
    for first, last in [*spans, (len(old.words), len(old.words))]:
        for i in range(at, first):
            firsts.append(len(new.words))
            lasts.append(len(new.words))
            new.take(old, i)
        at = last
        if first == last:
            break
        label = old.tags[first][2:]
        stem, suffix = change.facts.split(old.words[last - 1].strip())
        key = (label, stem)
        if key not in chosen:
            chosen[key] = change._other(label, "", rng) if rng.random() < change.rates.swap else None
        name = chosen[key]
        begin = len(new.words)
        if name:
            new.put([*name[:-1], name[-1] + suffix], old, first)
        else:
            for i in range(first, last):
                new.take(old, i)
                if rng.random() < change.rates.respell:
                    new.words[-1] = change._respelled(new.words[-1], rng)
        end = len(new.words) - 1
        firsts += [min(begin + n, end) for n in range(last - first)]
        lasts += [*firsts[first : last - 1], end]
    new.breaks = [firsts[b] for b in old.breaks if b < len(firsts)]
    if item.target is None:
        return Story(new, None, item.taught)
    moved = {
        name: [(firsts[a], lasts[b]) for a, b in getattr(item.target, name)]
        for name in ("triggers", "mentions", "times")
    }
    return Story(new, replace(unknown(item.target, rng), **moved), item.taught)


def unknown(target: Target, rng: random.Random) -> Target:
    """A copy in which some triggers that the table knows are shown as ones that it does not know.

    In some copies triggers and mentions are told nothing of each other.
    """
    asked = zip(target.facts.get("triggers", []), target.open_facts, strict=True)
    facts = [rest if rng.random() < UNKNOWN else own for own, rest in asked]
    told = ([], [], [], []) if rng.random() < UNTOLD else target.told
    return replace(target, facts={**target.facts, "triggers": facts}, told=told)


def plain(sentences: Iterable[Example]) -> list[Story]:
    """Sentences with names alone."""
    return [Story(example) for example in sentences if example.words]


def asked_cases(documents: Sequence[dict[str, Any]]) -> list[tuple[Case, Questions]]:
    """Gold documents with their own names, and the questions about every trigger and every other verb of each.

    Those of one language after those of another.
    """
    names = GoldNames(documents)
    out = []
    for lang in sorted({d.get("lang", FIRST) for d in documents}):
        own = [d for d in documents if d.get("lang", FIRST) == lang]
        for case in cases(own, names, lang=lang):
            triggers = numbered([*case.triggers, *open_candidates(case.reading, case.triggers)])
            whole = replace(case, triggers=triggers, answers=answered(case.gold, case.reading, triggers))
            out.append((whole, ask(case.reading, triggers)))
    return out


def index_of(documents: Sequence[dict[str, Any]]) -> Index:
    """The index of the facts and places of documents."""
    return Index.of([questions for _, questions in asked_cases(documents)])


def stories(documents: Sequence[dict[str, Any]], index: Index) -> list[Story]:
    """Gold documents as training examples."""
    return [story(case, questions, index) for case, questions in asked_cases(documents)]
