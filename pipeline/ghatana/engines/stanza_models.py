"""Where stanza's models are, and a pipeline of them (Qi et al. 2020). Nothing is downloaded here.

Models are read from one of two kinds of folder: a stanza resources folder (`resources.json` and what
`stanza.download` put beside it), or a folder of trained files under the names stanza's training gives them
(`…_tokenizer.pt`, `…_tagger.pt`, `…_parser.pt`, …), such as `models/stanza/train.py` writes.
"""

from __future__ import annotations

import json
import pickle
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ghatana.errors import EngineUnavailable

TOKENS = ("tokenize", "mwt", "pos", "lemma", "depparse")
NAMES = ("tokenize", "mwt", "ner")
_INDEX = "resources.json"
# stanza's own endings of trained files, by processor (stanza/resources/prepare_resources.py).
_ENDINGS = {
    "tokenize": "tokenizer",
    "mwt": "mwt_expander",
    "pos": "tagger",
    "lemma": "lemmatizer",
    "depparse": "parser",
    "ner": "nertagger",
}
# What a trained file may need beside it: the setting's name and the ending.
_HELPERS = {
    "pretrain_path": "pretrain",
    "forward_charlm_path": "forward_charlm",
    "backward_charlm_path": "backward_charlm",
}
_HELPED = ("pos", "lemma", "depparse", "ner")

Pipeline = Callable[[str], Any]


def given_or_opened(language: str, processors: Sequence[str], models: Path | Pipeline | None) -> Pipeline:
    """A ready pipeline as it is, else the one that `pipeline` opens from a folder or from stanza's own place."""
    return pipeline(language, processors, models) if models is None or isinstance(models, Path) else models


def pipeline(language: str, processors: Sequence[str], folder: Path | None = None) -> Pipeline:
    """A `stanza.Pipeline` of those `processors` that the models have.

    There must be a tokenizer and, if it is asked for, a name tagger.

    Args:
        language: ISO 639-1 code.
        processors: in stanza's order, `TOKENS` or `NAMES`.
        folder: resources or trained files; None for stanza's own place (`STANZA_RESOURCES_DIR`).

    Raises:
        EngineUnavailable: if stanza or its models are not installed; the message says what installs them.

    """
    stanza = _stanza(language, processors)
    place = folder if folder is not None else resources_folder()
    wanted = ",".join(p for p in processors if p != "mwt")
    made_by = "" if "ner" in processors else ", as `python models/stanza/train.py` of a checkout makes it"
    try:
        chosen, settings = _plan(place, language, processors)
        if "ner" in processors and "ner" not in chosen:
            raise FileNotFoundError(f"there is no name tagger for {language!r} in {place}")
        return _open(stanza, place, language, chosen, settings)
    except OSError as error:
        # What stanza raises for a missing model or index is an OSError, and so is what a network failure raises.
        raise EngineUnavailable(
            f"stanza's models for {language!r} are not installed in {place} ({type(error).__name__}: {error}). "
            f"Install them, with a network, by\n    {_download(language, wanted, folder)}\n"
            f"or name a folder of trained files: stanza:FOLDER{made_by}.",
            engine="stanza",
            folder=str(place),
        ) from error
    except (RuntimeError, ValueError, KeyError, EOFError, pickle.UnpicklingError) as error:
        raise EngineUnavailable(
            f"stanza's models in {place} could not be opened ({type(error).__name__}: {error}): a file is broken, or "
            f"was made for another version than stanza {stanza.__version__}. Install them anew, with a network, by\n"
            f"    {_download(language, wanted, folder)}",
            engine="stanza",
            folder=str(place),
        ) from error


def lemmatizes(made: Pipeline) -> bool:
    """False if the lemmatizer of a pipeline only repeats the word (stanza's `identity`, as for Telugu)."""
    lemmatizer = getattr(made, "processors", {}).get("lemma")
    return not getattr(lemmatizer, "use_identity", False)


def resources_folder() -> Path:
    """Where stanza itself keeps what it downloaded; ImportError if stanza is not installed."""
    return Path(import_module("stanza.resources.common").DEFAULT_MODEL_DIR)


def model_files(language: str, processors: Sequence[str], folder: Path | None = None) -> list[Path]:
    """The files that `pipeline` would read, sorted; none where nothing is installed.

    Raises:
        EngineUnavailable: if no folder is named and stanza, whose own it would be, is not installed.

    >>> model_files("te", TOKENS, Path("no/such/folder"))
    []
    """
    if folder is None:
        _stanza(language, processors)
    place = folder if folder is not None else resources_folder()
    if (place / _INDEX).is_file():
        kinds = [*processors, "pretrain", "forward_charlm", "backward_charlm"]
        return sorted(f for kind in kinds for f in (place / language / kind).glob("*.pt"))
    endings = [*(_ENDINGS[p] for p in processors), *_HELPERS.values()]
    return sorted(f for f in place.glob("*.pt") if any(_is(f, ending) for ending in endings))


def _plan(place: Path, language: str, processors: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """Which of the processors there are, and the settings stanza must be told."""
    index = place / _INDEX
    if index.is_file():
        return _listed(json.loads(index.read_text("utf-8")), language, processors), {}
    settings = _trained(place, processors)
    if "tokenize_model_path" not in settings:
        raise FileNotFoundError(f"{place} holds neither {_INDEX} nor a trained …_tokenizer.pt")
    chosen = [p for p in processors if f"{p}_model_path" in settings]
    if "depparse" in chosen and "pos" not in chosen:
        raise FileNotFoundError(f"{place} holds a …_parser.pt, but no …_tagger.pt, which it needs")
    if "depparse" in chosen and "lemma" not in chosen:  # stanza parses nothing without lemmas, true or not
        chosen.append("lemma")
        settings["lemma_use_identity"] = True
    return chosen, settings


def _listed(index: Mapping[str, Any], language: str, processors: Sequence[str]) -> list[str]:
    """The processors of a language's default package in stanza's index."""
    entry = index.get(language, {})
    while "alias" in entry:
        entry = index[entry["alias"]]
    default = entry.get("packages", {}).get("default", {})
    packages = {**default.get("optional", {}), **default}
    if "tokenize" not in packages:
        raise FileNotFoundError(f"{_INDEX} lists no tokenizer for the language {language!r}")
    return [p for p in processors if p in packages]


def _trained(place: Path, processors: Sequence[str]) -> dict[str, Any]:
    """Settings that name the trained files of a folder; the last by name where there are several."""
    files = sorted(place.glob("*.pt"))
    settings: dict[str, Any] = {
        f"{p}_model_path": str(f) for p in processors for f in files if _is(f, _ENDINGS[p])
    }
    for name, ending in _HELPERS.items():
        for file in (f for f in files if _is(f, ending)):
            settings |= {f"{p}_{name}": str(file) for p in _HELPED if f"{p}_model_path" in settings}
    return settings


def _is(file: Path, ending: str) -> bool:
    return file.stem == ending or file.stem.endswith(f"_{ending}")


def _open(stanza: Any, place: Path, language: str, chosen: list[str], settings: dict[str, Any]) -> Pipeline:
    import_module("torch").set_num_threads(1)  # small models: more threads only wait for one another
    options = {"dir": str(place), "download_method": None, "use_gpu": False, "verbose": False}
    # One sentence is one call: what stanza says of it must not depend on its neighbours.
    options |= {"tokenize_no_ssplit": True, **settings}
    with tempfile.TemporaryDirectory() as folder:
        if settings:  # stanza wants an index even where every path is given
            index = Path(folder) / _INDEX
            index.write_text("{}", "utf-8")
            options |= {"resources_filepath": str(index), "allow_unknown_language": True}
        made: Pipeline = stanza.Pipeline(language, processors=",".join(chosen), **options)
    return made


def _stanza(language: str, processors: Sequence[str]) -> Any:
    try:
        return import_module("stanza")
    except ImportError as error:
        wanted = ",".join(p for p in processors if p != "mwt")
        raise EngineUnavailable(
            f"The engine 'stanza' needs the package stanza, which is not installed here ({error}). Install it with\n"
            f"    pip install 'ghatana[stanza]'\n"
            f"and its models with\n    {_download(language, wanted, None)}",
            engine="stanza",
        ) from error


def _download(language: str, processors: str, folder: Path | None) -> str:
    place = "" if folder is None else f", model_dir={str(folder)!r}"
    return f"""python -c "import stanza; stanza.download('{language}', processors='{processors}'{place})\""""
