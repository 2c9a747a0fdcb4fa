"""What stands in for stanza where it is not installed: only the attributes that the adapters read.

The real library is tried in `tests_extra/stanza`, on models that are trained there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest


@dataclass
class FakeWord:
    id: int
    head: int | None
    lemma: str | None = "lemma"
    upos: str = "NOUN"
    deprel: str = "nmod"


@dataclass
class FakeToken:
    start_char: int
    end_char: int
    words: list[FakeWord] = field(default_factory=list)


@dataclass
class FakeSentence:
    tokens: list[FakeToken]


@dataclass
class FakeEntity:
    start_char: int
    end_char: int
    type: str


class FakePipeline:
    """A pipeline that says the same of every text."""

    def __init__(
        self, *sentences: list[FakeToken], ents: tuple[FakeEntity, ...] = (), identity: bool = False
    ) -> None:
        self.sentences = [FakeSentence(s) for s in sentences]
        self.ents = ents
        self.processors = {"lemma": SimpleNamespace(use_identity=True)} if identity else {}

    def __call__(self, text: str) -> Any:
        return self


def white_space_pipeline(text: str) -> Any:
    """One token a run of signs that are not white space, each the dependent of the one before."""
    tokens, place = [], 0
    for number, piece in enumerate(text.split(), 1):
        start = text.index(piece, place)
        place = start + len(piece)
        tokens.append(FakeToken(start, place, [FakeWord(number, number - 1)]))
    return FakePipeline(tokens)(text)


class FakeStanza:
    """Puts a `stanza` in place whose `Pipeline` keeps what it was asked for and gives `made`, or raises it."""

    def __init__(
        self, patch: pytest.MonkeyPatch, made: Callable[[str], Any] | Exception, folder: object = "/none"
    ) -> None:
        self.asked: dict[str, Any] = {}
        self.threads: list[int] = []
        self.index: str | None = None

        def pipeline(language: str, **options: Any) -> Any:
            self.asked = {"language": language, **options}
            if "resources_filepath" in options:
                self.index = Path(options["resources_filepath"]).read_text("utf-8")
            if isinstance(made, Exception):
                raise made
            return made

        modules = {
            "stanza": {"Pipeline": pipeline, "__version__": "1.0"},
            "stanza.resources": {},
            "stanza.resources.common": {"DEFAULT_MODEL_DIR": str(folder)},
            "torch": {"set_num_threads": self.threads.append},
        }
        for name, content in modules.items():
            module = ModuleType(name)
            module.__dict__.update(content)
            patch.setitem(sys.modules, name, module)
