"""The words of the page itself, by language: `interface/<code>.tsv`, key and text. English is the complete one."""

from __future__ import annotations

from importlib.resources import files

from ghatana.errors import LanguageDataError
from ghatana.languages import parse_tsv

BASE = "en"


def interfaces() -> dict[str, dict[str, str]]:
    """The strings of every language of the interface, English first; a language is added by adding its file.

    Raises:
        LanguageDataError: if a file's keys are not those of the English one, or a `{placeholder}` is lost.
    """
    folder = files("ghatana.report") / "interface"
    codes = sorted(f.name.removesuffix(".tsv") for f in folder.iterdir() if f.name.endswith(".tsv"))
    found = {
        code: strings(folder.joinpath(f"{code}.tsv").read_text(encoding="utf-8"), code) for code in codes
    }
    base = found.pop(BASE)
    for code, texts in found.items():
        check(base, texts, code)
    return {BASE: base, **found}


def strings(text: str, code: str) -> dict[str, str]:
    """The strings of one file; LanguageDataError if a key repeats or has no text."""
    where = f"report/interface/{code}.tsv"
    out: dict[str, str] = {}
    for row in parse_tsv(text, where):
        key, words = row["key"], row["text"]
        if not words or key in out:
            raise LanguageDataError(f"{where}: {key!r} {'stands twice' if words else 'has no text'}.")
        out[key] = words
    return out


def check(base: dict[str, str], texts: dict[str, str], code: str) -> None:
    """Raise LanguageDataError unless `texts` has the keys and placeholders of `base`."""
    where = f"report/interface/{code}.tsv"
    if wrong := sorted(base.keys() ^ texts.keys()):
        raise LanguageDataError(
            f"{where}: keys that are lacking here or unknown in English: {', '.join(wrong)}."
        )
    for key, words in base.items():
        for name in {part.partition("}")[0] for part in words.split("{")[1:]}:
            if f"{{{name}}}" not in texts[key]:
                raise LanguageDataError(f"{where}: {key!r} must hold {{{name}}}, as in English.")
