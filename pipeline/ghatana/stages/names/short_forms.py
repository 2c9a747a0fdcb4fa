"""Within one document: short forms of names already found, and acronyms that a bracket defines.

"వ్లాదిమిర్ పుతిన్ … పుతిన్": after a name of several words, its last word alone means the same person; so does
the first word where the family name comes first (China, Korea, Vietnam, Hungary). "… స్టేషన్ (ఐఎల్ఆర్ఎస్)": what
stands in brackets after an organisation or programme, and is an acronym, means the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ghatana.document import Entity
from ghatana.knowledge import Knowledge
from ghatana.languages import Language
from ghatana.stages.suffixes import SuffixSplitter
from ghatana.text.borders import DROP_ZERO_WIDTH, starts_word

FAMILY_NAME_FIRST = frozenset({"CN", "KR", "KP", "VN", "HU", "TW"})
LEAST = 4
# Each form is looked for in the whole text; an article has a few, and a dump of names must not take for ever.
MOST_FORMS = 200
SCORE = 0.85
_BRACKET = re.compile(r"[ \u00a0]?\(([^()\s][^()\n]{0,24})\)")


class ShortForms:
    """Finds short forms.

    Args:
        language: `titles.tsv` names the surnames that too many people share to stand for one of them.
        knowledge: says which people have their family name first.
        splitter: knows the suffixes.
    """

    def __init__(self, language: Language, knowledge: Knowledge, splitter: SuffixSplitter) -> None:
        self._knowledge = knowledge
        self._splitter = splitter
        self._common = frozenset(
            r["form"] for r in language.rows("titles", needed=False) if r["kind"] != "after"
        )
        self._letters = tuple(r["form"] for r in language.rows("letters", needed=False))

    def find(self, text: str, mentions: Iterable[Entity]) -> Iterator[Entity]:
        """Further mentions; they may overlap those given."""
        seen: set[str] = set()
        for mention in mentions:
            if mention.label == "PER":
                for form in self._of_person(text[mention.start : mention.stem_end], mention.kb_id):
                    if form not in seen and len(seen) < MOST_FORMS:
                        seen.add(form)
                        yield from self._occurrences(text, form, mention)
            elif mention.label in ("ORG", "PROGRAM"):
                yield from self._defined(text, mention, seen)

    def _of_person(self, stem: str, kb_id: str | None) -> list[str]:
        words = re.split(r"[ \u00a0.]+", stem.translate(DROP_ZERO_WIDTH))
        if len(words) < 2:
            return []
        entry = self._knowledge.by_id.get(kb_id or "")
        family_first = entry is not None and entry.country in FAMILY_NAME_FIRST
        form = words[0] if family_first else words[-1]
        if len(form) < (2 if family_first else LEAST) or form in self._common:
            return []
        return [form]

    def _occurrences(self, text: str, form: str, mention: Entity) -> Iterator[Entity]:
        pattern = re.compile(r"[\u200b-\u200d\u00ad]*+".join(map(re.escape, form)))
        for match in pattern.finditer(text):
            if starts_word(text, match.start()):
                end = self._splitter.word_end(text, match.end())
                case = self._splitter.case_of(text[match.end() : end])
                if case is not None:
                    stem_end = end if case == "nom" else match.end()
                    yield replace(
                        mention, start=match.start(), end=end, stem_end=stem_end, case=case, score=SCORE
                    )

    def _defined(self, text: str, mention: Entity, seen: set[str]) -> Iterator[Entity]:
        match = _BRACKET.match(text, mention.end)
        if match is None or " " not in text[mention.start : mention.end]:
            return
        form = match[1].translate(DROP_ZERO_WIDTH)
        if form not in seen and self._is_acronym(form):
            seen.add(form)
            yield from self._occurrences(text, form, mention)

    def _is_acronym(self, form: str) -> bool:
        """Capitals, or nothing but names of letters."""
        if form.isascii():
            return form.isalpha() and form.isupper() and len(form) > 1
        left, count = form, 0
        while left:
            letter = max((x for x in self._letters if left.startswith(x)), key=len, default="")
            if not letter:
                return False
            left, count = left[len(letter) :].lstrip("- "), count + 1
        return count > 1
