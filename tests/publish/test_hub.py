"""A dataset goes to a hub whole, in one commit, and comes out again the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import publish_runs
from ghatana.cli import main
from ghatana.errors import PushFailed, UsageError
from ghatana.publish import Options, publish, push
from publish import hub_server

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
TOKEN = "hf_token_of_a_test"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[hub_server.Hub]:
    import huggingface_hub.constants as constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    made, server = hub_server.start(TOKEN)
    monkeypatch.setenv("HF_ENDPOINT", made.url)
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    yield made
    server.shutdown()
    server.server_close()


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def held(hub: hub_server.Hub, repo: str) -> dict[str, bytes]:
    return {name: content for name, content in hub.repos[repo].items() if name != ".gitattributes"}


def test_the_dataset_arrives_whole(made: Path, tmp_path: Path, hub: hub_server.Hub) -> None:
    publish(made, tmp_path / "d", Options(version="1.2.0"))
    (tmp_path / "d" / "notes.txt").write_text("not published", "utf-8")
    address = push(tmp_path / "d", "isro/events")
    assert address == f"{hub.url}/datasets/isro/events/commit/{hub_server.SHA}"
    expected = files(tmp_path / "d")
    del expected["notes.txt"]
    assert held(hub, "isro/events") == expected
    assert hub.messages == ["Version 1.2.0"]
    assert set(hub.cards) == {expected["README.md"].decode("utf-8")}
    assert hub.private == {"isro/events": False}
    assert any(content in hub.uploads.values() for content in expected.values())  # through LFS


def test_what_is_no_longer_published_is_deleted_there(
    made: Path, tmp_path: Path, hub: hub_server.Hub
) -> None:
    for text in (True, False):
        publish(made, tmp_path / "d", Options(with_text=text))
        push(tmp_path / "d", "isro/events", private=True)
    assert held(hub, "isro/events") == files(tmp_path / "d")
    assert not [name for name in hub.repos["isro/events"] if name.startswith("sentences/")]
    assert hub.messages == ["Version 1.0.0", "Version 1.1.0"]
    assert hub.private == {"isro/events": True}


def test_from_the_command_line(made: Path, tmp_path: Path, hub: hub_server.Hub) -> None:
    done = CliRunner().invoke(
        main, ["publish", str(made), "--to", str(tmp_path / "d"), "--push", "isro/events", "--private"]
    )
    assert done.exit_code == 0, done.output
    assert f"{hub.url}/datasets/isro/events/commit/" in done.stderr
    assert held(hub, "isro/events") == files(tmp_path / "d")


def test_a_refusal_leaves_the_folder(
    made: Path, tmp_path: Path, hub: hub_server.Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_wrong")
    done = CliRunner().invoke(
        main, ["publish", str(made), "--to", str(tmp_path / "d"), "--push", "isro/events"]
    )
    assert done.exit_code == 1
    assert f"{hub.url} did not take the dataset isro/events" in done.stderr
    assert "hf_wrong" not in done.output
    assert (tmp_path / "d" / "checksums.sha256").exists()
    assert hub.repos == {}


def test_a_hub_that_is_not_there(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants as constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    publish(made, tmp_path / "d")
    _, server = hub_server.start(TOKEN)
    server.shutdown()
    server.server_close()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_address[1]}")
    with pytest.raises(PushFailed, match="did not take the dataset"):
        push(tmp_path / "d", "isro/events")


def test_a_name_that_cannot_be(made: Path, tmp_path: Path, hub: hub_server.Hub) -> None:
    publish(made, tmp_path / "d")
    with pytest.raises(UsageError, match="cannot be the name of a repository"):
        push(tmp_path / "d", "a b/c/d")
    assert hub.requests == []


def test_a_folder_without_a_publication(tmp_path: Path, hub: hub_server.Hub) -> None:
    with pytest.raises(UsageError, match="holds no publication"):
        push(tmp_path, "isro/events")
    assert publish_runs.TEXTS
    assert hub.requests == []
