"""The event head said again with plain loops, to compare the one that ships with."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ghatana.annotations import EVENT_TYPES, ROLES, STATUSES
from ghatana.engines.fact_index import SPANS, Index
from ghatana.engines.windows import Word, word_span
from ghatana.stages.events.model import FAMILIES, FAMILY_ROLES, SUBTYPES, Answers, Asked, Questions

Vector = list[float]


class Reference:
    """The head as its docstring tells it, a number at a time."""

    def __init__(self, arrays: dict[str, Any], index: Index) -> None:
        self.w = {name: np.asarray(a, dtype=np.float64).tolist() for name, a in arrays.items()}
        self.index = index

    def linear(self, name: str, x: Vector) -> Vector:
        bias = self.w.get(f"{name}.bias")
        rows = self.w[f"{name}.weight"]
        return [
            sum(a * b for a, b in zip(row, x, strict=True)) + (bias[n] if bias else 0.0)
            for n, row in enumerate(rows)
        ]

    def ends(self, known: list[Word], vectors: list[Vector], asked: Asked) -> Vector:
        first, last = word_span(known, asked.start, asked.end)
        return vectors[first] + vectors[last]

    def span(self, name: str, ends: Vector, asked: Asked) -> Vector:
        out = self.linear(name, ends)
        for n, number in enumerate(self.index.facts(name, asked.facts)):
            out = [a + b for a, b in zip(out, self.w[f"{name}_fact{n}.weight"][number], strict=True)]
        return [max(0.0, x) for x in out]

    def pair(self, kind: str, left: Vector, right: Vector, place: str) -> Vector:
        return self.linear(f"{kind}_out", self.joined(kind, left, right, place))

    def joined(self, kind: str, left: Vector, right: Vector, place: str) -> Vector:
        number = self.index.place("time" if kind == "time" else "mention", place)
        spot = self.w[f"{kind}_place.weight"][number]
        across, along = self.linear(f"{kind}_across", left), self.linear(f"{kind}_along", right)
        total = [
            a + b + c * d + e
            for a, b, c, d, e in zip(
                self.linear(f"{kind}_left", left),
                self.linear(f"{kind}_right", right),
                across,
                along,
                spot,
                strict=True,
            )
        ]
        return [max(0.0, x) for x in total]

    def informed(
        self, triggers: list[Vector], mentions: list[Vector], near: Any
    ) -> tuple[list[Vector], list[Vector]]:
        told_triggers = [[0.0] * len(v) for v in triggers]
        told_mentions = [[0.0] * len(v) for v in mentions]
        for t, row in enumerate(near):
            for m, place in row:
                news = self.joined("news", triggers[t], mentions[m], place)
                to_trigger, to_mention = (1 / (1 + math.exp(-x)) for x in self.linear("news_out", news))
                told_triggers[t] = [a + to_trigger * b for a, b in zip(told_triggers[t], news, strict=True)]
                told_mentions[m] = [a + to_mention * b for a, b in zip(told_mentions[m], news, strict=True)]
        if not any(near):
            return triggers, mentions
        return (
            [
                self.after(own, "news_triggers", told)
                for own, told in zip(triggers, told_triggers, strict=True)
            ],
            [
                self.after(own, "news_mentions", told)
                for own, told in zip(mentions, told_mentions, strict=True)
            ],
        )

    def after(self, own: Vector, name: str, told: Vector) -> Vector:
        return [a + max(0.0, b) for a, b in zip(own, self.linear(name, told), strict=True)]

    @staticmethod
    def logs(row: Vector) -> Vector:
        total = math.log(sum(math.exp(x) for x in row))
        return [x - total for x in row]

    def answers(self, known: list[Word], vectors: Any, questions: Questions) -> Answers:
        rows = vectors.astype(np.float64).tolist()
        spans = {
            name: [(e := self.ends(known, rows, a), self.span(name, e, a)) for a in getattr(questions, name)]
            for name in SPANS
        }
        triggers, mentions = self.informed(
            [v for _, v in spans["triggers"]], [v for _, v in spans["mentions"]], questions.near
        )
        events, statuses, subtypes, roles, dates = [], [], [], [], []
        for t, asked in enumerate(questions.triggers):
            family = asked.facts[0]
            ends, trigger = spans["triggers"][t][0], triggers[t]
            hidden = [max(0.0, a + b) for a, b in zip(self.linear("claim", ends), trigger, strict=True)]
            claim = dict(zip(("event", *STATUSES, *SUBTYPES), self.linear("claim_out", hidden), strict=True))
            events.append(claim["event"])
            statuses.append(tuple(self.logs([claim[s] for s in STATUSES])))
            subtypes.append(tuple(self.logs([claim[f"{family}.{s}"] for s in EVENT_TYPES[family]])))
            said: dict[int, tuple[float, ...]] = {}
            for m, place in questions.near[t]:
                row = dict(
                    zip(
                        FAMILY_ROLES,
                        self.pair("mention", trigger, mentions[m], place),
                        strict=True,
                    )
                )
                said[m] = tuple(row[f"{family}.{role}"] for role in ROLES[family])
            roles.append(said)
            dates.append(
                {
                    x: dict(
                        zip(FAMILIES, self.pair("time", trigger, spans["times"][x][1], place), strict=True)
                    )[family]
                    for x, place in questions.dated[t]
                }
            )
        families = tuple(asked.facts[0] for asked in questions.triggers)
        return Answers(tuple(events), tuple(statuses), tuple(subtypes), tuple(roles), tuple(dates), families)
