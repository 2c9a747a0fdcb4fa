"""What a publication is to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ghatana.errors import UsageError

NAME = "telugu-space-events"
UNSTATED = "unknown"  # what the Hugging Face hub calls a licence that is not stated
FIRST_VERSION = "1.0.0"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,95}")
VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Options:
    """How to publish.

    Args:
        name: what the dataset is called: small letters, digits, hyphens.
        version: three numbers with dots (SemVer); None: the first is 1.0.0, and one whose rows changed since the last
            publication in the folder counts one up in the middle.
        date: the day it is published, for the card and the changelog; None: not said, since no clock is read.
        licence: an SPDX identifier, or the address of a licence.
        with_text: keep full texts. They belong to their publishers, so they are withheld otherwise.
        sqlite: an SQLite file with all tables, too.
        duckdb: a DuckDB file with all tables, too; DuckDB writes an id of its own into each, so its bytes differ.
        force: replace files of an earlier publication that were changed by hand.

    Raises:
        UsageError: if a value cannot be used; all that are wrong are named.

    >>> Options(name="my-events", licence="cc-by-4.0").spdx
    'CC-BY-4.0'

    """

    name: str = NAME
    version: str | None = None
    date: date | None = None
    licence: str = UNSTATED
    with_text: bool = False
    sqlite: bool = False
    duckdb: bool = False
    force: bool = False

    def __post_init__(self) -> None:
        if problems := list(self._problems()):
            raise UsageError("\n".join(problems))

    def _problems(self) -> Iterator[str]:
        if not _NAME.fullmatch(self.name):
            yield f"name is {self.name!r}; expected small letters, digits, hyphens and dots, as {NAME}."
        if self.version is not None and not VERSION.fullmatch(self.version):
            yield f"version is {self.version!r}; expected three numbers with dots, as {FIRST_VERSION}."
        try:
            _ = self.spdx
        except ValueError:
            yield (
                f"licence is {self.licence!r}; expected an SPDX identifier (https://spdx.org/licenses), as CC-BY-4.0, "
                "or the address of a licence."
            )

    @property
    def spdx(self) -> str | None:
        """The SPDX identifier of the licence as SPDX spells it; None for an address or none stated."""
        if self.licence == UNSTATED or self.licence.startswith(("https://", "http://")):
            return None
        from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

        try:
            return str(canonicalize_license_expression(self.licence))
        except InvalidLicenseExpression as error:
            raise ValueError(str(error)) from error

    @property
    def licence_url(self) -> str:
        """Where the licence can be read, or that none is stated."""
        return f"https://spdx.org/licenses/{self.spdx}.html" if self.spdx else self.licence

    @property
    def title(self) -> str:
        """The name for people."""
        words = self.name.replace("-", " ").replace("_", " ")
        return words[0].upper() + words[1:]
