"""stanza's tokens, lemmas, parts of speech and dependencies (Qi et al. 2020), with offsets.

stanza and its models are installed by who wants them; nothing is downloaded here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

from ghatana.document import Sentence, Token
from ghatana.engines.align import cover
from ghatana.errors import EngineUnavailable

PROCESSORS = "tokenize,pos,lemma,depparse"


class StanzaTokenizer:
    """Meets `TokenizerEngine`.

    Args:
        language: code of a language that stanza has models for.
        pipeline: a ready `stanza.Pipeline` (or what behaves like one); one is made of the installed models
            if None.

    Raises:
        EngineUnavailable: if stanza or its models are not installed.

    """

    def __init__(self, language: str, pipeline: Callable[[str], Any] | None = None) -> None:
        self._pipeline = pipeline if pipeline is not None else _installed(language)

    def tokenize(self, text: str, sentence: Sentence) -> list[Token]:
        """Stanza's tokens; a token of several syntactic words carries no lemma, part of speech or head."""
        found: list[tuple[Token, tuple[int, int], int | None]] = []  # token, its word's key, its head
        for part, parsed in enumerate(self._pipeline(sentence.of(text)).sentences):
            for token in parsed.tokens:
                start, end = sentence.start + token.start_char, sentence.start + token.end_char
                if not sentence.start <= start < end <= sentence.end:
                    continue  # invented: `cover` makes up for what it stood for
                words = token.words
                if len(words) == 1:
                    word = words[0]
                    made = Token(start, end, lemma=word.lemma, upos=word.upos, deprel=word.deprel)
                    found.append((made, (part, word.id), word.head))
                else:
                    found.append((Token(start, end), (part, words[0].id if words else -1), None))
        covered = cover(text, sentence, [token for token, _, _ in found])
        return _with_heads(covered, found)


def _with_heads(tokens: list[Token], found: list[tuple[Token, tuple[int, int], int | None]]) -> list[Token]:
    """Word numbers of the library → token numbers of the sentence, which may hold more or fewer."""
    index = {(t.start, t.end): number for number, t in enumerate(tokens, 1)}
    number_of = {key: index[t.start, t.end] for t, key, _ in found if (t.start, t.end) in index}
    out = list(tokens)
    for token, (part, _), head in found:
        at = index.get((token.start, token.end))
        if at is not None and head is not None:
            out[at - 1] = replace(out[at - 1], head=0 if head == 0 else number_of.get((part, head)))
    return out


def _installed(language: str) -> Callable[[str], Any]:
    try:
        stanza = import_module("stanza")
    except ImportError as error:
        raise EngineUnavailable(
            f"The tokenizer 'stanza' needs the package stanza, which is not installed here ({error}). Install it with\n"
            f"    pip install 'ghatana[stanza]'\n"
            f"and its models with\n    {_download(language)}",
            engine="stanza",
        ) from error
    try:
        # One sentence is one call: what stanza says of it must not depend on its neighbours.
        pipeline: Callable[[str], Any] = stanza.Pipeline(
            language, processors=PROCESSORS, tokenize_no_ssplit=True, download_method=None, verbose=False
        )
    except OSError as error:
        # What stanza raises for a missing model or index, and requests without a network, are OSErrors.
        raise EngineUnavailable(
            f"The tokenizer 'stanza' needs stanza's models for {language!r}, which are not installed here "
            f"({type(error).__name__}: {error}). Install them, with a network, by\n    {_download(language)}",
            engine="stanza",
        ) from error
    return pipeline


def _download(language: str) -> str:
    return f"""python -c "import stanza; stanza.download('{language}', processors='{PROCESSORS}')\""""
