from pathlib import Path

import pytest

from ghatana.engines.prints import engine_print, folder_files, installed_version, sha256


def test_sha256_of_a_file_longer_than_a_block(tmp_path: Path) -> None:
    import hashlib

    content = b"ghatana" * 400_000
    (tmp_path / "f").write_bytes(content)
    assert sha256(tmp_path / "f") == hashlib.sha256(content).hexdigest()


def test_versions_of_what_is_installed_and_what_is_not() -> None:
    import spacy

    assert installed_version("spacy") == spacy.__version__
    assert installed_version("no-such-package") is None


def test_every_file_below_a_folder_sorted(tmp_path: Path) -> None:
    for name in ("b/z.bin", "a.bin", "b/y.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [p.relative_to(tmp_path).as_posix() for p in folder_files(tmp_path)] == [
        "a.bin",
        "b/y.bin",
        "b/z.bin",
    ]
    assert folder_files(tmp_path / "none") == []


def test_a_print_changes_with_the_content_and_not_with_the_place(tmp_path: Path) -> None:
    prints = []
    for folder, content in (("one", b"x"), ("two", b"x"), ("three", b"y")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "m.pt").write_bytes(content)
        prints.append(engine_print("stanza", ["spacy"], folder_files(tmp_path / folder)))
    assert prints[0] == prints[1] != prints[2]


def test_a_print_changes_with_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = engine_print("spacy", ["spacy"])
    monkeypatch.setattr("ghatana.engines.prints.version", lambda name: "0.0")
    assert engine_print("spacy", ["spacy"]) == "spacy spacy=0.0" != before
