"""Patterns of the language pack, compiled to regular expressions over class strings.

A pattern is a sequence of class names (`MONTH`), sets of them (`M`), slots (`month:M`) and macros (`@YR`), with
the regular operators ( ) | ?. It has no unbounded repetition, so matching at one place takes bounded time. A block of
patterns may ask for one of some roles (`needs`), that no plain word follows (`alone`), or that no name does where no
preposition stands before (`unnamed`: "April Smith").
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ghatana.errors import LanguageDataError

_MACRO = re.compile(r"@([A-Z]+)")
_ITEM = re.compile(r"(?:([a-z]+\d?):)?([A-Z][A-Z0-9]*)|\s+")
FIRST_CODE = 0x100
# Classes that the code knows of itself, whether or not a pack has a word of them.
NAMES = (
    "DAY", "DAYW", "YEAR", "YEARW", "NUM", "NUMW", "DEC", "CLOCK", "HMS", "ISO", "DMY", "YRANGE", "DRANGE",
    "COMMA", "LPAR", "RPAR", "DASH", "ORDW", "APPROX", "ZONE",
)  # fmt: skip


class Pattern(NamedTuple):
    """A compiled sequence; `slots` maps the regex group to the slot it fills."""

    kind: str
    regex: re.Pattern[str]
    slots: tuple[tuple[str, str], ...]
    order: int
    needs: frozenset[str] = frozenset()
    alone: bool = False
    unnamed: bool = False


def class_codes(classes: set[str]) -> dict[str, str]:
    """One character for every class name, the same on every run."""
    return {name: chr(FIRST_CODE + n) for n, name in enumerate(sorted(classes | set(NAMES)))}


class Compiler:
    """Compiles the patterns of one pack."""

    def __init__(self, rules: dict[str, Any], codes: dict[str, str]) -> None:
        """Keep the pack's macros and sets."""
        self.macros: dict[str, str] = rules.get("macros", {})
        self.sets: dict[str, list[str]] = rules.get("sets", {})
        self.codes = codes
        self.rules = rules

    def expand(self, seq: str) -> str:
        """`seq` without macros."""
        for _ in range(10):
            if not _MACRO.search(seq):
                return seq
            seq = _MACRO.sub(self._macro, seq)
        raise LanguageDataError(f"times/rules.toml: the macros of {seq!r} never end.")

    def _macro(self, mark: re.Match[str]) -> str:
        if mark[1] not in self.macros:
            raise LanguageDataError(
                f"times/rules.toml: a pattern has {mark[0]}; [macros] has {', '.join(self.macros) or 'nothing'}."
            )
        return self.macros[mark[1]]

    def regex(self, seq: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The regular expression of a sequence and its slots."""
        slots: list[tuple[str, str]] = []

        def item(match: re.Match[str]) -> str:
            slot, name = match[1], match[2]
            if name is None:
                return ""
            members = self.sets.get(name, [name])
            unknown = [m for m in members if m not in self.codes]
            if unknown:
                raise LanguageDataError(
                    f"times/rules.toml: {seq!r} names {', '.join(unknown)}, a class no word has. Give it to words of "
                    "times/words.tsv or as a role to times/suffixes.tsv, or leave it out of the pattern."
                )
            body = "".join(sorted(self.codes[m] for m in members))
            body = body if len(body) == 1 else f"[{body}]"
            if slot is None:
                return body
            group = f"g{len(slots)}"
            slots.append((group, slot))
            return f"(?P<{group}>{body})"

        return _ITEM.sub(item, self.expand(seq)).replace("(", "(?:").replace("(?:?P", "(?P"), tuple(slots)

    def compile_all(self) -> dict[str, list[Pattern]]:
        """Every pattern, listed under each character it can begin with."""
        by_first: dict[str, list[Pattern]] = {}
        order = 0
        for block in self.rules["pattern"]:
            needs = frozenset(block.get("needs", ()))
            alone, unnamed = (bool(block.get(name, False)) for name in ("alone", "unnamed"))
            for seq in block["seq"]:
                source, slots = self.regex(seq)
                try:
                    pattern = Pattern(block["kind"], re.compile(source), slots, order, needs, alone, unnamed)
                except re.error as error:
                    raise LanguageDataError(f"times/rules.toml: {seq!r} is no pattern: {error}.") from None
                order += 1
                for code in sorted(_first(source, 0)[0]):
                    by_first.setdefault(code, []).append(pattern)
        return by_first


def _first(source: str, at: int) -> tuple[set[str], int]:
    """First characters of the alternation that begins at `at`, and where it ends."""
    result: set[str] = set()
    open_end = True  # nothing has been required yet in this branch
    while at < len(source) and source[at] != ")":
        char = source[at]
        if char == "|":
            open_end = True
            at += 1
            continue
        if char == "(":
            at = source.index(">", at) + 1 if source.startswith("(?P", at) else at + 3
            inner, at = _first(source, at)
            at += 1
        elif char == "[":
            end = source.index("]", at)
            inner, at = set(source[at + 1 : end]), end + 1
        else:
            inner, at = {char}, at + 1
        optional = at < len(source) and source[at] == "?"
        at += optional
        if open_end:
            result |= inner
            open_end = optional
    return result, at
