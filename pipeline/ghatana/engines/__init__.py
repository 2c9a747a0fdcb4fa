"""The only folder that imports the big libraries, one adapter file each."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ghatana.errors import EngineUnavailable, UsageError
from ghatana.languages import Language
from ghatana.stage import TokenizerEngine

RULES = "rules"
TOKENIZERS = {
    "indicnlp": ("ghatana.engines.indicnlp_tokenizer", "IndicNlpTokenizer", "indic-nlp-library"),
    "spacy": ("ghatana.engines.spacy_tokenizer", "SpacyTokenizer", "spacy"),
    "stanza": ("ghatana.engines.stanza_tokenizer", "StanzaTokenizer", "ghatana[stanza]"),
}


def tokenizer(name: str, language: Language | str) -> TokenizerEngine | None:
    """The tokenizer of this name; None for `rules`, which `TokenStage` has itself.

    Args:
        name: `rules` or a key of `TOKENIZERS`. The library is imported only now.
        language: a language pack or its ISO 639-1 code.

    Raises:
        UsageError: if the name is unknown.
        EngineUnavailable: if its package or models are not installed.

    >>> tokenizer("rules", "te") is None
    True

    """
    if name == RULES:
        return None
    if name not in TOKENIZERS:
        known = ", ".join(sorted([RULES, *TOKENIZERS]))
        raise UsageError(f"There is no tokenizer {name!r}. Known tokenizers: {known}.", tokenizer=name)
    module, kind, package = TOKENIZERS[name]
    try:
        made: Any = getattr(import_module(module), kind)
    except ImportError as error:
        raise EngineUnavailable(
            f"The tokenizer {name!r} needs a package that is not installed here ({error}). Install it with\n"
            f"    pip install '{package}'",
            engine=name,
        ) from error
    engine: TokenizerEngine = made(language if isinstance(language, str) else language.code)
    return engine
