"""Stages kept for the next call: building them takes seconds, a text some milliseconds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ghatana.recipe.build import BUILDERS, FILES

if TYPE_CHECKING:
    from ghatana.recipe import Recipe
    from ghatana.recipe.pipeline import Pipeline

KEPT = 2  # recipes whose stages stay in memory, some 200 MB each with the shipped model


def stages_of(recipe: Recipe) -> Pipeline:
    """The stages of a recipe, ready to run: those of an earlier call, where they cannot have changed since.

    A recipe with packs, names, triggers or models of the user's own is built each time.

    Raises:
        RecipeError: as `Recipe.build`.
        EngineUnavailable: as `Recipe.build`.

    >>> from ghatana.recipe import Recipe
    >>> rules = Recipe.default().changed(ner="rules")
    >>> stages_of(rules) is stages_of(Recipe.default().changed(ner="rules"))
    True
    """
    own = any(key in FILES or ":" in str(value) for spec in recipe.stages for key, value in spec.settings)
    if own or recipe.packs or recipe.knowledge:
        return recipe.build()
    return _built(recipe, tuple(BUILDERS.get(spec.use) for spec in recipe.stages))


@lru_cache(maxsize=KEPT)
def _built(recipe: Recipe, _builders: tuple[object, ...]) -> Pipeline:
    """The stages, for as long as their builders are the same ones too."""
    return recipe.build()
