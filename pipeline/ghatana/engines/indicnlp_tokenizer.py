"""indic-nlp-library's tokenizer (Kunchukuttan 2020) with offsets.

Its segmentation is its own: it cuts `9.30` and addresses at every mark where they open a text, and leaves
`‘‘అని’’` whole. Only the offsets are promised here.
"""

from __future__ import annotations

from indicnlp.tokenize import indic_tokenize

from ghatana.document import Sentence, Token
from ghatana.engines.align import cover, locate


class IndicNlpTokenizer:
    """Meets `TokenizerEngine`.

    Args:
        language: ISO 639-1 code of a language that indic-nlp-library knows.

    >>> [(t.start, t.end) for t in IndicNlpTokenizer("te").tokenize("చైనా, రష్యా", Sentence(0, 11))]
    [(0, 4), (4, 5), (6, 11)]

    """

    def __init__(self, language: str) -> None:
        self._language = language

    def tokenize(self, text: str, sentence: Sentence) -> list[Token]:
        """The library's tokens, found again in the text."""
        pieces = indic_tokenize.trivial_tokenize(sentence.of(text), self._language)
        return cover(text, sentence, (Token(a, b) for a, b in locate(text, sentence, pieces)))
