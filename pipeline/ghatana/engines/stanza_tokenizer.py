"""stanza's tokens, lemmas, parts of speech and dependencies (Qi et al. 2020), with offsets.

stanza and its models are installed by who wants them; nothing is downloaded here.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ghatana.document import Sentence, Token
from ghatana.engines.align import cover
from ghatana.engines.stanza_models import TOKENS, Pipeline, given_or_opened, lemmatizes

# A word of stanza's output: which of its sentences, and its number there.
_Key = tuple[int, int]


class StanzaTokenizer:
    """Meets `TokenizerEngine`.

    What the models do not say is None: a package without a lemmatizer or a parser gives no lemma or head.

    Args:
        language: code of a language that stanza has models for.
        models: a folder of models (see `stanza_models`), a ready `stanza.Pipeline` (or what behaves like one),
            or None for the models that stanza itself has installed.

    Raises:
        EngineUnavailable: if stanza or its models are not installed.

    """

    def __init__(self, language: str, models: Path | Pipeline | None = None) -> None:
        self._pipeline = given_or_opened(language, TOKENS, models)
        self._lemmas = lemmatizes(self._pipeline)

    def tokenize(self, text: str, sentence: Sentence) -> list[Token]:
        """Stanza's tokens; a token of several syntactic words carries no lemma, part of speech or head."""
        found: list[tuple[Token, list[_Key], int | None]] = []  # token, its words, its head
        for part, parsed in enumerate(self._pipeline(sentence.of(text)).sentences):
            for token in parsed.tokens:
                start, end = sentence.start + token.start_char, sentence.start + token.end_char
                if not sentence.start <= start < end <= sentence.end:
                    continue  # invented: `cover` makes up for what it stood for
                words = token.words
                keys = [(part, word.id) for word in words]
                if len(words) == 1:
                    word = words[0]
                    lemma = word.lemma if self._lemmas else None
                    made = Token(start, end, lemma=lemma, upos=word.upos, deprel=word.deprel)
                    found.append((made, keys, word.head))
                else:
                    found.append((Token(start, end), keys, None))
        covered = cover(text, sentence, [token for token, _, _ in found])
        return _with_heads(covered, found)


def _with_heads(tokens: list[Token], found: list[tuple[Token, list[_Key], int | None]]) -> list[Token]:
    """Word numbers of the library → token numbers of the sentence, which may hold more or fewer."""
    index = {(t.start, t.end): number for number, t in enumerate(tokens, 1)}
    number_of = {k: index[t.start, t.end] for t, keys, _ in found if (t.start, t.end) in index for k in keys}
    out = list(tokens)
    for token, keys, head in found:
        at = index.get((token.start, token.end))
        if at is not None and head is not None:
            number = 0 if head == 0 else number_of.get((keys[0][0], head))
            out[at - 1] = replace(out[at - 1], head=number)
    return out
