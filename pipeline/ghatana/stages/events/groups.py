"""Verb groups: words about a verb that carry what other languages put into one word.

Telugu says tense, voice and negation by the verb's ending. English says them by words before it ("has not been
launched", "is set to launch"), Hindi by words after it ("लॉन्च नहीं किया गया"). `verb_groups.tsv` of a pack has one
such group a row; what it says of the event takes the place of the ending's form and status.

- `id`: names the group; `@id` in a pattern stands for the words of a row of side `list`.
- `side`: `before` or `after` the verb; `list` for words to be used in patterns; `between` for words that may stand
  among those of any group ("also", "successfully") and say nothing.
- `pattern`: words in a row, alternatives parted by `|`, `*` for any ending, `?` after a word that may be absent; a
  word that is a full stop stands for the end of the clause: a mark or the sentence's end.
- `on`: the forms that the verb itself has by its ending, parted by `|` (`-` for none); empty for any.
- `form`, `status`: as in `endings.tsv`.
- `span`: `yes` where the words of the group belong to the trigger (a light verb, say).

Of groups that fit, the one of most words counts, of those the first. Times may stand among the words too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ghatana.errors import LanguageDataError
from ghatana.languages import Language
from ghatana.stages.events.words import JOINTS, Alternatives, Word, alternative, fits

SIDES = ("before", "after", "list", "between")
NONE = "-"  # in `on`: a word without a verb's ending
END = "."  # in `pattern`: no word of the clause follows
MOST_BETWEEN = 3  # words in a row that say nothing; times count apart
MOST_TIMES = 10
_SET_APART = JOINTS + ","
_CLOSED: Alternatives = ((END, False),)


@dataclass(frozen=True, slots=True)
class Group:
    """A row of verb_groups.tsv: `words` is the pattern from the verb outward, each with whether it may be absent."""

    id: str
    words: tuple[tuple[Alternatives, bool], ...]
    step: int
    on: frozenset[str]
    form: str
    status: str
    span: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A group about a verb, and its outermost word."""

    group: Group
    outermost: int


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a document as groups read them: `times` says which belong to a time expression."""

    words: Sequence[Word]
    sentences: Sequence[int]
    times: Sequence[int]


class VerbGroups:
    """The groups of a language pack; none where it has no `verb_groups.tsv`.

    Raises:
        LanguageDataError: for an unknown side, or a list that no row names.
    """

    def __init__(self, language: Language, folds: tuple[tuple[str, str], ...] = ()) -> None:
        rows = language.rows("events/verb_groups", needed=False)
        where = language.where("events/verb_groups.tsv")
        lists = {f"@{r['id']}": r["pattern"] for r in rows if r["side"] == "list"}
        between: list[tuple[str, bool]] = []
        self.groups: list[Group] = []
        for row in rows:
            if row["side"] not in SIDES:
                raise LanguageDataError(
                    f"{where}, {row['id']!r}: found the side {row['side']!r}; expected one of {', '.join(SIDES)}."
                )
            words = [_element(word, lists, folds, where) for word in row["pattern"].split(" ")]
            if row["side"] == "between":
                between += [entry for alternatives, _ in words for entry in alternatives]
            elif row["side"] != "list":
                outward = words[::-1] if row["side"] == "before" else words
                on = frozenset(part for part in row["on"].split("|") if part)
                step = -1 if row["side"] == "before" else 1
                said = (row["form"], row["status"], row.get("span", "") == "yes")
                self.groups.append(Group(row["id"], tuple(outward), step, on, *said))
        self._between: Alternatives = tuple(between)

    def about(self, line: Line, first: int, last: int, own: str) -> Found | None:
        """The group about the verb in words `first` to `last`.

        Args:
            line: the document's words.
            first: first word of the trigger.
            last: its last word.
            own: the form that the verb has by its ending, `-` if none.
        """
        best: tuple[int, Found] | None = None
        for group in self.groups:
            if group.on and own not in group.on:
                continue
            edge = first if group.step < 0 else last
            reached = self._walk(line, group, 0, edge, edge)
            if reached is not None and (best is None or reached[0] > best[0]):
                best = (reached[0], Found(group, reached[1]))
        return best[1] if best else None

    def _walk(
        self, line: Line, group: Group, number: int, at: int, reached: int, free: float = 0
    ) -> tuple[int, int] | None:
        """How many of the group's words from `number` on stand beyond word `at`, and the outermost; None if some lack.

        `reached` is the last word that counted, `free` how many words that say nothing stood since.
        """
        if number == len(group.words):
            return 0, reached
        alternatives, optional = group.words[number]
        following = at + group.step
        joined = self._joined(line, at, following)
        if alternatives == _CLOSED:
            return None if joined else self._walk(line, group, number + 1, at, reached, free)
        if joined:
            if fits(line.words[following].key, alternatives):
                rest = self._walk(line, group, number + 1, following, following)
                if rest is not None:
                    return rest[0] + 1, rest[1]
            timed = line.times[following] >= 0
            if free < MOST_BETWEEN and (timed or self._says_nothing(line, following)):
                step = 1 / MOST_TIMES if timed else 1
                past = self._walk(line, group, number, following, reached, free + step)
                if past is not None:
                    return past
        return self._walk(line, group, number + 1, at, reached, free) if optional else None

    def _says_nothing(self, line: Line, at: int) -> bool:
        return fits(line.words[at].key, self._between)

    def _joined(self, line: Line, at: int, following: int) -> bool:
        """True if the next word is of the same sentence, and no mark stands between; a comma may about free words."""
        if not 0 <= following < len(line.words) or line.sentences[following] != line.sentences[at]:
            return False
        free = any(line.times[n] >= 0 or self._says_nothing(line, n) for n in (at, following))
        return not line.words[max(at, following)].gap.strip(_SET_APART if free else JOINTS)


def _element(
    word: str, lists: dict[str, str], folds: tuple[tuple[str, str], ...], where: str
) -> tuple[Alternatives, bool]:
    """One word of a pattern: its alternatives, lists put in, and whether it may be absent."""
    optional = word.endswith("?")
    entries: list[tuple[str, bool]] = []
    waiting = word.removesuffix("?").split("|")[::-1]
    while waiting:
        entry = waiting.pop()
        if entry.startswith("@"):
            if entry not in lists:
                raise LanguageDataError(
                    f"{where}: found {entry!r}, which no row of side list names; "
                    f"expected one of {', '.join(sorted(lists))}."
                )
            waiting += lists[entry].split("|")[::-1]
        elif entry:
            entries.append(alternative(entry, folds))
    return tuple(entries), optional
