"""A recipe: which stages, in which order, with which settings; read from TOML, built into a pipeline.

Every problem of a recipe is reported at once, sorted, before a text is read. The fingerprint covers all that
decides what the tables say: the recipe, the package's version, its language data, knowledge and models.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ghatana import engines
from ghatana.errors import RecipeError
from ghatana.languages import Language, available, load
from ghatana.recipe.build import BUILDERS, FILES, TAKES, check_names
from ghatana.recipe.by_language import ByLanguage
from ghatana.recipe.fingerprint import content_of, fingerprint_of, own_packs
from ghatana.recipe.pipeline import Pipeline
from ghatana.recipe.spec import StageSpec, langs_of, limits_of, list_problems, spec_of, specs_of
from ghatana.stage import Stage

__all__ = ["Pipeline", "Recipe"]

DEFAULT_MAX_CHARS = 1_000_000
DEFAULT_SECONDS = 60.0
LIMITS = {"max_chars": DEFAULT_MAX_CHARS, "seconds": DEFAULT_SECONDS}
KEYS = {"name", "lang", "packs", "timezone", "limits", "stage"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run does. Build one with `Recipe.default()` or `Recipe.read(path)`, change it with `changed`.

    `langs` are the languages that it reads, each by its own pack; the first one's rules also see what is in none of
    them, and a user's own triggers are its. `packs` is a folder of packs that are not shipped, each in a folder
    named by its language's code.
    """

    name: str
    langs: tuple[str, ...]
    stages: tuple[StageSpec, ...]
    timezone: str = "Asia/Kolkata"
    max_chars: int = DEFAULT_MAX_CHARS
    max_seconds: float = DEFAULT_SECONDS
    knowledge: str | None = None
    packs: str | None = None

    @property
    def lang(self) -> str | list[str]:
        """The language, or the languages, as a recipe file gives them."""
        return self.langs[0] if len(self.langs) == 1 else list(self.langs)

    @classmethod
    def default(cls) -> Recipe:
        """The shipped recipe."""
        return cls.parse(
            files("ghatana").joinpath("recipes", "default.toml").read_text("utf-8"), "default.toml"
        )

    @classmethod
    def read(cls, path: Path) -> Recipe:
        """The recipe in a TOML file; RecipeError if it cannot be read or built."""
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RecipeError(f"The recipe {path} cannot be read: {error}.") from error
        return cls.parse(text, str(path), path.parent)

    @classmethod
    def parse(cls, text: str, where: str, folder: Path | None = None) -> Recipe:
        """The recipe in a TOML text; `where` names it in errors, and what it names counts from `folder`."""
        place = folder or Path()
        try:
            data = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecipeError(f"{where} is not TOML: {error}.") from error
        problems = [f"unknown key {k!r} (known: {', '.join(sorted(KEYS))})" for k in data if k not in KEYS]
        specs, wrong = specs_of(data)
        limits, beyond = limits_of(data, LIMITS)
        problems += wrong + beyond
        recipe = cls(
            name=str(data.get("name", where)),
            langs=langs_of(data.get("lang", "te")),
            stages=tuple(spec.mapped(lambda file: str(place / file)) for spec in specs),
            timezone=str(data.get("timezone", "Asia/Kolkata")),
            packs=str(place / str(data["packs"])) if "packs" in data else None,
            max_chars=int(limits["max_chars"]),
            max_seconds=float(limits["seconds"]),
        )
        problems += recipe.problems()
        if problems:
            raise RecipeError(list_problems(where, problems))
        return recipe

    def problems(self) -> list[str]:
        """What is wrong with this recipe, as far as can be told without building it."""
        out = []
        for lang in self.langs:
            if lang not in available(self.packs):
                out.append(f"no language pack {lang!r} (there are: {', '.join(available(self.packs))})")
        if self.packs is not None and not Path(self.packs).is_dir():
            out.append(f"packs names no folder: {self.packs}")
        if not self.langs or len(set(self.langs)) < len(self.langs):
            out.append(f"lang is {list(self.langs)}; expected a language, or several, each once")
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            out.append(f"unknown timezone {self.timezone!r} (expected an IANA name such as Asia/Kolkata)")
        if self.max_chars < 1:
            out.append(f"limits.max_chars is {self.max_chars}; expected at least 1")
        if self.max_seconds <= 0:
            out.append(f"limits.seconds is {self.max_seconds:g}; expected more than 0")
        if not self.stages:
            out.append("no [[stage]]")
        for spec in self.stages:
            if spec.use not in BUILDERS:
                out.append(f"unknown stage {spec.use!r} (known: {', '.join(sorted(BUILDERS))})")
            for name in dict(spec.settings).keys() - TAKES.get(spec.use, set()):
                out.append(f"stage {spec.use!r} takes no setting {name!r}")
            for name, value in (("when", spec.when), ("tag", dict(spec.settings).get("tag", "always"))):
                if value not in {"always", "relevant"}:
                    out.append(f'stage {spec.use!r}: {name} = {value!r} (expected "always" or "relevant")')
        return out

    def changed(
        self,
        *,
        gate: bool = True,
        tokenizer: str | None = None,
        ner: str | None = None,
        knowledge: str | None = None,
        triggers: str | None = None,
    ) -> Recipe:
        """A copy with the choices of the command line: `gate=False` runs every stage on every document."""
        specs = []
        for spec in self.stages:
            engine = {"tokens": tokenizer, "names": ner}.get(spec.use)
            chosen = spec.set("engine", engine) if engine else spec
            if spec.use == "events":
                chosen = chosen.set("triggers", triggers) if triggers else chosen
                # Who wants names by rules wants no model at all.
                chosen = chosen.set("model", "none") if ner == "rules" else chosen
            if not gate:
                chosen = replace(chosen, when="always")
                chosen = chosen.set("tag", "always") if spec.use == "names" else chosen
            specs.append(chosen)
        return replace(self, stages=tuple(specs), knowledge=knowledge or self.knowledge)

    def fingerprint(self) -> str:
        """sha256 over all that decides what the tables say (64 hexadecimal digits)."""
        return fingerprint_of(self)

    def described(self) -> dict[str, Any]:
        """The recipe as plain values, for a manifest; `Recipe.restored` makes it again."""
        return {
            "timezone": self.timezone,
            "max_chars": self.max_chars,
            "knowledge": self.knowledge,
            **({"packs": self.packs} if self.packs else {}),
            "stages": [{"use": s.use, "when": s.when, **dict(s.settings)} for s in self.stages],
            "files": {path: content_of(path) for path in self.own_files()},
        }

    def engines(self) -> list[str]:
        """The engines and models that its stages name, each once."""
        return sorted({str(v) for spec in self.stages for k, v in spec.settings if k in ("engine", "model")})

    def own_files(self) -> list[str]:
        """The user's files that the recipe names."""
        named = [str(v) for spec in self.stages for k, v in spec.settings if k in FILES]
        return [*([self.knowledge] if self.knowledge else []), *named, *own_packs(self.packs, self.langs)]

    @classmethod
    def restored(cls, described: Mapping[str, Any]) -> Recipe:
        """The recipe that a manifest describes; RecipeError if it cannot be used here."""
        stages = [spec_of(table) for table in described["stages"]]
        recipe = cls(
            name=described["name"],
            langs=langs_of(described["lang"]),
            stages=tuple(stages),
            timezone=described["timezone"],
            max_chars=described["max_chars"],
            knowledge=described["knowledge"],
            packs=described.get("packs"),
        )
        if problems := recipe.problems():
            raise RecipeError(list_problems(f"The recipe {recipe.name!r} of the run", problems))
        return recipe

    def check_engines(self) -> None:
        """Raise UsageError or EngineUnavailable, as `build` would, for an engine or a file that cannot be had."""
        first = load(self.langs[0], self.packs)
        for spec in self.stages:
            engine = str(dict(spec.settings).get("engine", "rules"))
            if spec.use == "tokens":
                engines.tokenizer(engine, first)
            elif spec.use == "names":
                check_names(self.knowledge, engine, first)
            elif {"model", *FILES} & dict(spec.settings).keys():
                self._stage(spec, first)

    def build(self) -> Pipeline:
        """The stages, ready to run.

        Raises:
            RecipeError: if a stage needs a layer that none before it gives; all such stages in one message.
            EngineUnavailable: if a package or model that an engine needs is not installed.
        """
        opened = cache(partial(load, packs=self.packs))
        built = [(spec, self._dispatched(spec, opened)) for spec in self.stages]
        given: set[str] = set()
        problems = []
        for spec, stage in built:
            if missing := sorted(stage.needs - given):
                met = sorted(stage.needs & given)
                problems.append(
                    f"stage {spec.use!r} needs {', '.join(missing)} before it (met: {', '.join(met) or 'none'})"
                )
            if stage.gives in given:
                problems.append(
                    f"stage {spec.use!r} gives {stage.gives!r}, which an earlier stage gives already"
                )
            given.add(stage.gives)
        if problems:
            raise RecipeError(list_problems(f"Recipe {self.name!r}", problems))
        return Pipeline(
            tuple((stage, spec.when == "relevant") for spec, stage in built), self._pack_by(opened)
        )

    def _stage(self, spec: StageSpec, pack: Language) -> Stage:
        settings = {k: v for k, v in spec.settings if pack.code == self.langs[0] or k not in FILES}
        return BUILDERS[spec.use](self.knowledge, pack, settings)

    def _pack_by(self, opened: Callable[[str], Language]) -> Callable[[str], Language | None]:
        there = frozenset(available(self.packs))
        return lambda lang: opened(lang) if lang in there else None

    def _dispatched(self, spec: StageSpec, opened: Callable[[str], Language]) -> Stage:
        if len(self.langs) == 1:
            return self._stage(spec, opened(self.langs[0]))
        return ByLanguage(self.langs, lambda lang: self._stage(spec, opened(lang)))
