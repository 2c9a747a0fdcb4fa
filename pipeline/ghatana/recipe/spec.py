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


def list_problems(where: str, problems: list[str]) -> str:
    """A message that lists problems."""
    return f"{where} cannot be used:\n" + "\n".join(f"- {p}" for p in sorted(problems))
