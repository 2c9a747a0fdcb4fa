"""What common nouns stand for, judged from the vectors of the words: the second small head of the shipped model.

A noun and each mention of a name are spans of two words' vectors (Lee et al. 2017) and are judged together, with what
is known of the pair (how far apart, which is closest, what the rules say); of a name's mentions the likeliest counts,
and that the noun stands for no name is one more outcome. Trained by `models/tagger/antecedents.py`; here it is a few
NumPy products, document by document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ghatana.document import Span
from ghatana.engines.event_head import Head, ends, logs
from ghatana.engines.windows import Word
from ghatana.stages.events.model import Noun

WEIGHTS, FACTS = "antecedents.npz", "antecedents.json"
NOUN, PAIR = "noun", "pair"


class AntecedentHead(Head):
    """The weights (named as in `models/tagger/antecedents.py`), ready to answer."""

    files = (WEIGHTS, FACTS)

    def scores(
        self, words: Sequence[Word], states: Any, mentions: Sequence[Span], nouns: Sequence[Noun]
    ) -> tuple[tuple[float, ...], ...]:
        """For each noun the log-probability that it stands for no name, then those of its options.

        Args:
            words: of the document.
            states: words × hidden size, float.
            mentions: of the document.
            nouns: what is asked.
        """
        import numpy as np

        if not len(words) or not nouns:
            return ()
        wanted = sorted({m for noun in nouns for option in noun.options for m in option.mentions})
        at = {number: row for row, number in enumerate(wanted)}
        blank = len(wanted)  # the row of a name that has no mention
        vectors = np.zeros((len(wanted) + 1, 2 * states.shape[1]), dtype=np.float32)
        vectors[:blank] = ends(words, states, [mentions[n] for n in wanted])
        names = np.maximum(self._linear("name", vectors), 0)
        own = self._linear("noun", ends(words, states, nouns))
        facts = np.array([self.index.facts(NOUN, noun.facts) for noun in nouns])
        own = np.maximum(own + self._w["noun_fact0.weight"][facts[:, 0]], 0)
        none = self._linear("none", own)[:, 0] + self._summed("none", facts)
        options = [(n, option) for n, noun in enumerate(nouns) for option in noun.options]
        rows = [
            (n, row, known)
            for n, option in options
            for row, known in zip([at[m] for m in option.mentions] or [blank], option.facts, strict=True)
        ]
        scores = self._pairs(own, names, rows)
        firsts = np.cumsum([0, *(len(option.facts) for _, option in options[:-1])])
        best = np.maximum.reduceat(scores, firsts)
        lasts = np.cumsum([len(noun.options) for noun in nouns])
        parts = np.split(best, lasts[:-1])
        return tuple(tuple(logs(np.append(none[n], part))) for n, part in enumerate(parts))

    def _pairs(self, nouns: Any, names: Any, rows: Sequence[tuple[int, int, Sequence[str]]]) -> Any:
        """The score of each row: number of a noun, of a name, and what is known of the pair."""
        import numpy as np

        left, right = nouns[[n for n, _, _ in rows]], names[[m for _, m, _ in rows]]
        facts = np.array([self.index.facts(PAIR, known) for _, _, known in rows])
        hidden = self._linear("across", left) * self._linear("along", right) + left + right
        for n in range(facts.shape[1]):
            hidden = hidden + self._w[f"pair_fact{n}.weight"][facts[:, n]]
        return self._linear("out", np.maximum(hidden, 0))[:, 0] + self._summed("alone", facts)

    def _summed(self, name: str, facts: Any) -> Any:
        """What the facts of each row weigh by themselves."""
        return sum(self._w[f"{name}_fact{n}.weight"][facts[:, n], 0] for n in range(facts.shape[1]))
