"""A published dataset to a hub (Hugging Face, or one that speaks its protocol: `HF_ENDPOINT`)."""

from __future__ import annotations

import json
import os
from pathlib import Path

from ghatana.errors import EngineUnavailable, PushFailed, UsageError
from ghatana.publish.folder import CHECKSUMS, checksums
from ghatana.tables.files import PUBLICATION


def push(folder: str | Path, repo_id: str, *, private: bool = False) -> str:
    """Upload a published dataset as one commit; what an earlier one had and this has not is deleted there.

    The token is that of `hf auth login`, or `HF_TOKEN`; the hub is `HF_ENDPOINT`, by default huggingface.co.

    Args:
        folder: made by `publish`.
        repo_id: `NAME` or `ORGANISATION/NAME`; made if it does not exist.
        private: make it private, if it is made now.

    Returns:
        The address of the commit.

    Raises:
        UsageError: if the folder holds no publication, or the name is no name of a repository.
        PushFailed: if the hub cannot be reached or refuses.
        EngineUnavailable: if huggingface_hub is not installed.

    """
    folder = Path(folder)
    try:
        from huggingface_hub import HfApi
        from huggingface_hub.errors import HFValidationError

        # Of requests, httpx or httpx2, as the version of huggingface_hub has it.
        from huggingface_hub.errors import HTTPError as TransportError  # type: ignore[attr-defined]
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            "huggingface_hub, which uploads datasets, is not installed. Install it: pip install 'ghatana[publish]'"
        ) from error
    if not (folder / PUBLICATION).exists():
        raise UsageError(f"{folder} holds no publication. Publish to it first.")
    version = json.loads((folder / PUBLICATION).read_text("utf-8"))["version"]
    api = HfApi(endpoint=os.environ.get("HF_ENDPOINT"))
    try:
        api.create_repo(repo_id, repo_type="dataset", private=private or None, exist_ok=True)
        done = api.upload_folder(
            repo_id=repo_id,
            repo_type="dataset",
            folder_path=folder,
            allow_patterns=[*checksums(folder), CHECKSUMS],
            delete_patterns=["*"],
            commit_message=f"Version {version}",
        )
    except HFValidationError as error:
        raise UsageError(f"{repo_id!r} cannot be the name of a repository: {error}") from error
    except (TransportError, OSError) as error:
        raise PushFailed(
            f"{api.endpoint} did not take the dataset {repo_id}: {error}. It is whole in {folder}: mend the cause (is "
            "there a token? `hf auth login`, or HF_TOKEN), then publish again with --push."
        ) from error
    return str(done.commit_url)
