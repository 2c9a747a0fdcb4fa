"""How each stage of a recipe is built: one plain dict of names. A stage is imported when it is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ghatana import engines
from ghatana.engines.names import event_model, ner
from ghatana.languages import Language
from ghatana.stage import Stage

Settings = Mapping[str, Any]


def _dateline(_: str | None, language: Language, __: Settings) -> Stage:
    from ghatana.stages.times import DatelineStage

    return DatelineStage(language)


def _gate(_: str | None, language: Language, __: Settings) -> Stage:
    from ghatana.stages.gate import GateStage

    return GateStage(language)


def _sentences(_: str | None, language: Language, __: Settings) -> Stage:
    from ghatana.stages.sentences import SentenceStage

    return SentenceStage(language)


def _tokens(_: str | None, language: Language, settings: Settings) -> Stage:
    from ghatana.stages.suffixes import SuffixSplitter
    from ghatana.stages.tokens import TokenStage

    engine = engines.tokenizer(str(settings.get("engine", "rules")), language)
    return TokenStage(language, engine=engine, splitter=SuffixSplitter(language))


def _times(_: str | None, language: Language, __: Settings) -> Stage:
    from ghatana.stages.times import TimeStage

    return TimeStage(language)


def _names(knowledge_file: str | None, language: Language, settings: Settings) -> Stage:
    from ghatana import knowledge
    from ghatana.stages.names import NamesStage

    entries = knowledge.load(Path(knowledge_file) if knowledge_file else None)
    engine = ner(str(settings.get("engine", "rules")), language)
    return NamesStage(language, entries, engine, tag_all=settings.get("tag", "always") == "always")


def check_names(knowledge_file: str | None, engine: str, language: Language) -> None:
    """Raise UsageError or EngineUnavailable, as building the names stage would."""
    from ghatana.knowledge.entries import from_file

    ner(engine, language)
    if knowledge_file:
        from_file(Path(knowledge_file))


def _events(_: str | None, language: Language, settings: Settings) -> Stage:
    from ghatana.stages.events import EventStage

    triggers = Path(settings["triggers"]) if "triggers" in settings else None
    return EventStage(language, triggers, event_model(str(settings.get("model", "none"))))


# The settings that a stage takes; the others take none.
TAKES = {"tokens": {"engine"}, "names": {"engine", "tag"}, "events": {"triggers", "model"}}
# Those that name a file of the user's: a path in a recipe counts from the recipe's folder.
FILES = {"triggers"}
# From the user's own names (a file), the language pack and the stage's settings.
Builder = Callable[[str | None, Language, Settings], Stage]
BUILDERS: dict[str, Builder] = {
    "dateline": _dateline,
    "gate": _gate,
    "sentences": _sentences,
    "tokens": _tokens,
    "times": _times,
    "names": _names,
    "events": _events,
}
