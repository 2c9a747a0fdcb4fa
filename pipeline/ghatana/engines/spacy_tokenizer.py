"""spaCy's rule tokenizer (Honnibal et al. 2020) with offsets into the whole text."""

from __future__ import annotations

import spacy

from ghatana.document import Sentence, Token
from ghatana.engines.align import cover
from ghatana.errors import UsageError


class SpacyTokenizer:
    """Meets `TokenizerEngine`.

    Args:
        language: code of a language that spaCy has rules for.

    Raises:
        UsageError: if spaCy has none.

    >>> [(t.start, t.end) for t in SpacyTokenizer("te").tokenize("చైనా, రష్యా", Sentence(0, 11))]
    [(0, 4), (4, 5), (6, 11)]

    """

    def __init__(self, language: str) -> None:
        try:
            self._nlp = spacy.blank(language)
        except ImportError as error:
            raise UsageError(f"spaCy has no tokenizer for the language {language!r}: {error}") from error

    def tokenize(self, text: str, sentence: Sentence) -> list[Token]:
        """SpaCy's tokens; its white-space tokens are left out."""
        with self._nlp.memory_zone():  # else the vocabulary grows with every new word
            # The tokenizer itself, not `nlp()`, which refuses texts over a million signs.
            spans = [
                (t.idx, t.idx + len(t.text)) for t in self._nlp.tokenizer(sentence.of(text)) if not t.is_space
            ]
        return cover(text, sentence, (Token(sentence.start + a, sentence.start + b) for a, b in spans))
