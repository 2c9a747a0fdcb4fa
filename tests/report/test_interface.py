"""The words of the page: the same keys and placeholders in every language, and every key that the page asks for."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from ghatana.annotations import EVENT_TYPES, ROLES, STATUSES
from ghatana.errors import LanguageDataError
from ghatana.report.interface import BASE, check, interfaces, strings
from ghatana.report.page import SCRIPTS
from ghatana.report.reading import WIDE

ASSETS = files("ghatana.report") / "assets"


def test_english_and_telugu_are_there_and_english_is_first() -> None:
    found = interfaces()
    assert list(found) == [BASE, "te"]
    assert found["te"]["language"] == "తెలుగు"
    assert found["en"].keys() == found["te"].keys()


def test_telugu_is_in_telugu() -> None:
    latin = {"version.ghatana", "left_out", "locale"}
    for key, text in interfaces()["te"].items():
        assert key in latin or re.search(r"[\u0c00-\u0c7f]", text), key


def test_every_value_of_the_tables_has_a_word() -> None:
    words = interfaces()["en"]
    wanted = {f"status.{s}" for s in STATUSES} | {f"role.{r}" for roles in ROLES.values() for r in roles}
    for kind, subtypes in EVENT_TYPES.items():
        wanted |= {f"type.{kind}", f"one.{kind}"} | {f"subtype.{s}" for s in subtypes}
    assert wanted <= words.keys()


def test_every_key_that_the_page_asks_for_is_there_and_no_other() -> None:
    words = interfaces()["en"]
    page = (ASSETS / "page.html").read_text("utf-8")
    code = "\n".join((ASSETS / name).read_text("utf-8") for name in SCRIPTS)
    asked = set(re.findall(r't\["([\w.]+)"\]', page)) | set(
        re.findall(r'data-i18n(?:-label)?="([\w.]+)"', page)
    )
    asked |= set(re.findall(r'\bt\("([\w.]+)"', code))
    assert asked <= words.keys()
    # Keys made in the script, `t(`status.${s}`)`: their beginnings; and those handed on by name.
    made = tuple(set(re.findall(r"\bt\(`([\w.]+\.)\$\{", code)))
    named = set(re.findall(r'"([\w.]+)"', code)) | {name for names in WIDE.values() for name in names}
    named.add("language")  # what a language calls itself
    assert {k for k in words if k not in asked | named and not k.startswith(made)} == set()


def test_a_file_with_a_fault_is_refused() -> None:
    with pytest.raises(LanguageDataError, match="'a' stands twice"):
        strings("key\ttext\na\tx\na\ty\n", "xx")
    with pytest.raises(LanguageDataError, match="'a' has no text"):
        strings("key\ttext\na\t\n", "xx")
    with pytest.raises(LanguageDataError, match="unknown in English: b, c"):
        check({"a": "x", "b": "y"}, {"a": "x", "c": "y"}, "xx")
    with pytest.raises(LanguageDataError, match=r"'a' must hold \{count\}"):
        check({"a": "{count} rows"}, {"a": "rows"}, "xx")
