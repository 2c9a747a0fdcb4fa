"""One stage of a recipe as it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ghatana.recipe.build import FILES


@dataclass(frozen=True, slots=True)
class StageSpec:
    """One stage of a recipe: `use` names it, `when` is "always" or "relevant", `settings` are its own pairs."""

    use: str
    when: str = "always"
    settings: tuple[tuple[str, Any], ...] = ()

    def set(self, name: str, value: Any) -> StageSpec:
        """A copy with one setting changed."""
        return replace(self, settings=tuple(sorted({**dict(self.settings), name: value}.items())))

    def mapped(self, change: Callable[[str], str]) -> StageSpec:
        """A copy with `change` made to each setting that names a file."""
        return replace(
            self, settings=tuple((k, change(str(v)) if k in FILES else v) for k, v in self.settings)
        )


def langs_of(given: Any) -> tuple[str, ...]:
    """The languages of a recipe: one, or a list."""
    return tuple(map(str, given)) if isinstance(given, list) else (str(given),)


def spec_of(table: Mapping[str, Any]) -> StageSpec:
    """A stage of a recipe, from its table."""
    settings = tuple(sorted((k, v) for k, v in table.items() if k not in {"use", "when"}))
    return StageSpec(str(table.get("use")), str(table.get("when", "always")), settings)


def limits_of(data: Mapping[str, Any], known: Mapping[str, float]) -> tuple[dict[str, float], list[str]]:
    """The limits of a recipe, `known` where it says nothing, and what is wrong with them.

    >>> limits_of({"limits": {"seconds": 2, "max_chars": 1.5}}, {"seconds": 60.0, "max_chars": 9})
    ({'seconds': 2, 'max_chars': 9}, ['limits.max_chars is 1.5; expected a whole number'])
    """
    given = data.get("limits", {})
    if not isinstance(given, dict):
        return dict(known), [f"limits is {given!r:.80}; expected a table [limits]"]
    out, problems = dict(known), []
    for name, value in given.items():
        whole = isinstance(known.get(name), int)
        if name not in known:
            problems.append(f"unknown limit {name!r} (known: {', '.join(sorted(known))})")
        elif isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            problems.append(f"limits.{name} is {value!r}; expected a {'whole ' if whole else ''}number")
        else:
            out[name] = value
    return out, problems


def specs_of(data: Mapping[str, Any]) -> tuple[list[StageSpec], list[str]]:
    """The stages of a recipe, and what is wrong with how they are written.

    >>> specs_of({"stage": 5})
    ([], ['stage is 5; expected tables [[stage]]'])
    """
    given = data.get("stage", [])
    if not isinstance(given, list) or not all(isinstance(table, dict) for table in given):
        return [], [f"stage is {given!r:.80}; expected tables [[stage]]"]
    return [spec_of(table) for table in given], []


def list_problems(where: str, problems: list[str]) -> str:
    """A message that lists problems."""
    return f"{where} cannot be used:\n" + "\n".join(f"- {p}" for p in sorted(problems))
