"""What a reader yields: a record that may become a document, or input that could not be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from ghatana.errors import ReadError

FIELDS = ("text", "id", "published", "title", "url", "publisher", "lang")
RAW_LIMIT = 10_000
# Newspapers in an Indian language begin after 1800; a later century is a slip, and dates near the end of the
# calendar could not be reckoned from.
FIRST_YEAR, LAST_YEAR = 1800, 2199


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one input record, and where it stands: the input's name and a line or row from 1."""

    source: str
    position: int | None
    text: str
    id: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    lang: str | None = None
    meta: str = "{}"


@dataclass(frozen=True, slots=True)
class Rejected:
    """Input that could not become a document: what `quarantine` says of it."""

    source: str
    position: int | None
    error: str
    message: str
    raw: str
    doc_id: str | None = None
    stage: str = "read"
    text_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Which column of the input holds which field; unmapped fields go by their own name."""

    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The input's column for a field."""
        return self.columns.get(name, name)

    def record(self, values: Mapping[str, Any], source: str, position: int | None, timezone: str) -> Record:
        """A `Record` from a mapping of columns.

        Raises:
            ReadError: if there is no text, a field has an unusable value, or a lone surrogate is in it.

        """
        column = self.column("text")
        text = values.get(column)
        if not isinstance(text, str):
            found = "nothing" if text is None else type(text).__name__
            raise ReadError(
                f"The record has no text: column {column!r} holds {found}; its columns are "
                f"{', '.join(map(str, values)) or 'none'}. Name the right one with --text-column."
            )
        plain = {name: _plain(values.get(self.column(name))) for name in FIELDS[1:] if name != "published"}
        used = {self.column(name) for name in FIELDS}
        meta = {str(k): v for k, v in values.items() if k not in used}
        record = Record(
            source=source,
            position=position,
            text=text.removeprefix("\ufeff"),
            published=parse_published(values.get(self.column("published")), timezone),
            meta=_as_json(meta),
            **plain,
        )
        return checked(record)


def checked(record: Record) -> Record:
    """The record, if its text can be processed; else ReadError."""
    if not record.text.strip():
        raise ReadError("The record's text is empty or white space. Leave it out, or mend the input.")
    for name in ("text", "id", "title", "url", "publisher", "lang", "meta"):
        value = getattr(record, name)
        try:
            if value is not None:
                value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ReadError(
                f"Field {name!r} holds a lone surrogate (U+{ord(value[error.start]):04X}) at {error.start}: not "
                "valid Unicode. Re-encode the source as UTF-8."
            ) from error
    return record


def parse_published(value: object, timezone: str) -> date | None:
    """A publication date from what a record holds.

    Args:
        value: None, a date, a datetime (pandas' too), or text: ISO 8601, or RFC 2822 as feeds have it.
        timezone: where a timestamp with an offset is dated.

    Raises:
        ReadError: if it is none of these, or no day of the calendar.

    >>> parse_published("2024-06-12T20:30:00Z", "Asia/Kolkata")
    datetime.date(2024, 6, 13)

    """
    if _missing(value):
        return None
    try:
        day = _day(value, timezone)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise ReadError(
            f"The publication date {str(value)[:60]!r} is no day of the calendar; expected ISO 8601, such as "
            "2024-06-13 or 2024-06-13T09:30:00+05:30."
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ReadError(
            f"The publication date {day} is no newspaper's; expected a year from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return day


def _day(value: object, timezone: str) -> date:
    if isinstance(value, datetime):
        return _dated(value, timezone)
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else _dated(datetime.fromisoformat(text), timezone)
    except ValueError:
        return _dated(parsedate_to_datetime(text), timezone)


def _dated(moment: datetime, timezone: str) -> date:
    return (moment.astimezone(ZoneInfo(timezone)) if moment.tzinfo else moment).date()


def _missing(value: object) -> bool:
    """True for None, an empty text, NaN and NaT, which are not equal to themselves."""
    if value is None:
        return True
    if isinstance(value, list | tuple | dict):
        return False
    try:
        return bool(value != value or value == "")
    except ValueError:  # an array says of each of its values whether it is equal
        return False


def _as_json(meta: Mapping[str, Any]) -> str:
    """The columns that are no fields, as JSON: what is no number there is null, infinities are texts.

    >>> _as_json({"words": 7, "mean": float("nan"), "most": float("inf")})
    '{"mean": null, "most": "Infinity", "words": 7}'
    """
    try:
        try:
            return json.dumps(meta, ensure_ascii=False, sort_keys=True, default=str, allow_nan=False)
        except ValueError:
            text = json.dumps(meta, ensure_ascii=False, default=str)
            named = json.loads(text, parse_constant=lambda name: None if name == "NaN" else name)
            return json.dumps(named, ensure_ascii=False, sort_keys=True)
    except (TypeError, ValueError, RecursionError) as error:
        raise ReadError(
            f"The columns that are no fields cannot be kept as JSON: {error}. Leave out what is no text, number, "
            "list or mapping with texts as keys."
        ) from None


def _plain(value: object) -> str | None:
    if _missing(value):
        return None
    if isinstance(value, bool | list | tuple | dict) or hasattr(value, "__array__"):
        raise ReadError(
            f"Found {type(value).__name__} {str(value)[:60]!r} where text or a number was expected."
        )
    return str(value)


def reject(error: ReadError, source: str, position: int | None, raw: str | bytes) -> Rejected:
    """What `quarantine` says of a record that raised `error`."""
    return Rejected(source, position, type(error).__name__, shown(error.message), cut_raw(raw))


def shown(text: str) -> str:
    r"""The text with lone surrogates as ``\uNNNN``: what a message quotes, or a file is named, may hold some.

    >>> print(shown("a\udcff"))
    a\udcff
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def cut_raw(raw: str | bytes) -> str:
    r"""The input as it came, cut to 10 kB; bytes and surrogates that are not UTF-8 as ``\xNN`` and ``\uNNNN``."""
    data = raw if isinstance(raw, bytes) else raw[:RAW_LIMIT].encode("utf-8", "backslashreplace")
    return data[:RAW_LIMIT].decode("utf-8", "backslashreplace")
