"""The errors that ghatana raises.

GhatanaError
├── UsageError            the caller asked for something that cannot be (exit status 2)
│   ├── InputNotFound     an input that does not exist
│   ├── OutputExists      the output folder already holds a run
│   ├── RecipeError       a recipe that cannot be built
│   ├── QueryError        an SQL statement that fails, or would change something
│   └── EngineUnavailable a package or a model that is not installed
├── DocumentError         one document cannot be processed: it goes to `quarantine`
│   ├── ReadError         it could not be read
│   └── StageError        a stage failed on it
├── LayerError            a stage returned a layer that breaks an invariant
├── LanguageDataError     a file of a language pack or of the knowledge base is malformed
├── InvalidTables         tables break the schema, so nothing is published (exit status 1)
├── PushFailed            a hub did not take a dataset (exit status 1)
└── RunStopped            a run stopped part-way (exit status 1)

Every message says what happened, where, what was found, what was expected and what to do. Errors survive
pickling with their context, because they cross process borders.
"""

from __future__ import annotations


class GhatanaError(Exception):
    """The root of every error that ghatana raises on purpose."""

    exit_status = 1

    def __init__(self, message: str, **context: object) -> None:
        """Keep the message for people and the context (plain values, by name) for programs."""
        super().__init__(message)
        self.message = message
        self.context = context

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.context)


def _rebuild(kind: type[GhatanaError], message: str, context: dict[str, object]) -> GhatanaError:
    return kind(message, **context)


class UsageError(GhatanaError):
    """The caller asked for something that cannot be done."""

    exit_status = 2


class InputNotFound(UsageError):
    """An input names no file, folder or match."""


class OutputExists(UsageError):
    """The output folder already holds a run."""


class RecipeError(UsageError):
    """A recipe cannot be built; the message lists every problem at once, sorted."""


class QueryError(UsageError):
    """An SQL statement fails, or is none that reads; the message names the tables that there are."""


class EngineUnavailable(UsageError):
    """A package or a model is not installed; the message gives the command that installs it."""


class DocumentError(GhatanaError):
    """One document cannot be processed. The run goes on and the document goes to `quarantine`."""


class ReadError(DocumentError):
    """An input record could not be read as a document."""


class StageError(DocumentError):
    """A stage failed on one document."""


class LayerError(GhatanaError):
    """A stage returned a layer that breaks an invariant of `ghatana.document`."""


class LanguageDataError(GhatanaError):
    """A file of a language pack or of the knowledge base is malformed."""


class InvalidTables(GhatanaError):
    """Tables break the schema, so nothing is published; the message names the rows."""


class PushFailed(GhatanaError):
    """A hub did not take a dataset, which stays in its folder."""


class RunStopped(GhatanaError):
    """The run stopped before all inputs were read."""
