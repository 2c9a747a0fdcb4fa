"""The only folder that imports the big libraries, one adapter file each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from ghatana.engines.prints import engine_print
from ghatana.errors import EngineUnavailable, UsageError
from ghatana.languages import Language
from ghatana.stage import TokenizerEngine

RULES = "rules"
TOKENIZERS = {
    "indicnlp": ("ghatana.engines.indicnlp_tokenizer", "IndicNlpTokenizer", "indic-nlp-library"),
    "spacy": ("ghatana.engines.spacy_tokenizer", "SpacyTokenizer", "spacy"),
    "stanza": ("ghatana.engines.stanza_tokenizer", "StanzaTokenizer", "ghatana[stanza]"),
}
# Whose versions decide what a tokenizer says.
DISTRIBUTIONS = {"indicnlp": ("indic-nlp-library",), "spacy": ("spacy",), "stanza": ("stanza", "torch")}
# Those that take a folder of models after a colon.
WITH_FOLDER = ("stanza",)


def tokenizer(name: str, language: Language | str) -> TokenizerEngine | None:
    """The tokenizer of this name; None for `rules`, which `TokenStage` has itself.

    Args:
        name: `rules` or a key of `TOKENIZERS`, and for `stanza` after a colon the folder of its models
            (`stanza:FOLDER`). The library is imported only now.
        language: a language pack or its ISO 639-1 code.

    Raises:
        UsageError: if the name is unknown, or takes no folder.
        EngineUnavailable: if its package or models are not installed.

    >>> tokenizer("rules", "te") is None
    True

    """
    engine, colon, folder = name.partition(":")
    if engine != RULES and engine not in TOKENIZERS:
        known = ", ".join(sorted([RULES, *TOKENIZERS]))
        raise UsageError(f"There is no tokenizer {engine!r}. Known tokenizers: {known}.", tokenizer=name)
    if colon and (engine not in WITH_FOLDER or not folder):
        raise UsageError(
            f"The tokenizer {name!r} cannot be used: "
            + (
                f"no folder follows the colon of {engine}:FOLDER."
                if not folder
                else f"{engine} takes no models."
            ),
            tokenizer=name,
        )
    if engine == RULES:
        return None
    module, kind, package = TOKENIZERS[engine]
    try:
        made: Any = getattr(import_module(module), kind)
    except ImportError as error:
        raise EngineUnavailable(
            f"The tokenizer {engine!r} needs a package that is not installed here ({error}). Install it with\n"
            f"    pip install '{package}'",
            engine=engine,
        ) from error
    code = language if isinstance(language, str) else language.code
    opened: TokenizerEngine = made(code, Path(folder)) if folder else made(code)
    return opened


def tokenizer_fingerprint(name: str, language: Language | str) -> str:
    """What identifies a tokenizer and its models in a recipe's fingerprint: the name, versions, sha256 of the files.

    Raises:
        EngineUnavailable: if stanza is asked for and not installed.

    >>> tokenizer_fingerprint("rules", "te")
    'rules'

    """
    engine, _, folder = name.partition(":")
    if engine not in TOKENIZERS:
        return engine
    files: list[Path] = []
    if engine == "stanza":
        from ghatana.engines.stanza_models import TOKENS, model_files

        code = language if isinstance(language, str) else language.code
        files = model_files(code, TOKENS, Path(folder) if folder else None)
    return engine_print(engine, DISTRIBUTIONS[engine], files)
