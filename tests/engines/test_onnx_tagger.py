"""The shipped tagger: names found, spans exact, and nothing that depends on the company a document keeps."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engines.onnx_texts import TEXTS, document
from ghatana.document import LABELS, Document, Entity
from ghatana.engines.onnx_tagger import FILES, OnnxTagger, _probabilities, batches, model_folder
from ghatana.engines.windows import whole
from ghatana.errors import EngineUnavailable


@pytest.fixture(scope="module")
def tagger() -> OnnxTagger:
    return OnnxTagger()


def named(tagger: OnnxTagger, text: str) -> set[tuple[str, str]]:
    (found,) = tagger.entities([document(text)])
    return {(text[e.start : e.end], e.label) for e in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXTS[1], {("హైదరాబాద్\u200cలో", "LOC")}),
        (TEXTS[2], {("చైనా", "LOC"), ("రష్యా", "LOC"), ("మాస్కోలో", "LOC")}),
        (TEXTS[4], set()),
        (TEXTS[6], {("చంద్రబాబునాయుడు", "PER"), ("అమరావతిలో", "LOC")}),
    ],
)
def test_names_with_their_glued_suffixes(
    tagger: OnnxTagger, text: str, expected: set[tuple[str, str]]
) -> None:
    assert expected <= named(tagger, text)
    assert expected or not named(tagger, text)


def test_a_text_means_the_same_with_joiners_and_without(tagger: OnnxTagger) -> None:
    for text in TEXTS:
        bare = text.replace("\u200c", "")
        assert named(tagger, bare) == {(s.replace("\u200c", ""), label) for s, label in named(tagger, text)}


def test_the_labels_are_this_projects(tagger: OnnxTagger) -> None:
    assert set(tagger.labels) == {"O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI")}
    assert tagger.labels[0] == "O"


def test_entities_are_plain_until_the_names_stage_has_seen_them(tagger: OnnxTagger) -> None:
    (found,) = tagger.entities([document(TEXTS[0])])
    assert found
    for entity in found:
        assert (entity.engine, entity.stem_end, entity.case) == ("onnx", entity.end, "nom")
        assert entity.kb_id is None
        assert 0.0 < entity.score <= 1.0
        assert entity.score == round(entity.score, 4)


def test_no_documents_and_empty_ones(tagger: OnnxTagger) -> None:
    assert tagger.entities([]) == []
    assert tagger.entities([Document("e", ""), document("\u200c \u200b")]) == [(), ()]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_documents_names_do_not_depend_on_its_batch(tagger: OnnxTagger, data: st.DataObject) -> None:
    documents = [document(text, str(i)) for i, text in enumerate(TEXTS)]
    alone = [tagger.entities([d])[0] for d in documents]
    order = data.draw(st.permutations(range(len(TEXTS))))
    repeats = data.draw(st.lists(st.sampled_from(order), max_size=6))
    chosen = [*order, *repeats]
    size = data.draw(st.integers(1, len(chosen)))
    found: list[tuple[Entity, ...]] = []
    for at in range(0, len(chosen), size):
        found += tagger.entities([documents[i] for i in chosen[at : at + size]])
    assert found == [alone[i] for i in chosen]


def test_the_numbers_themselves_do_not_depend_on_the_batch(tagger: OnnxTagger) -> None:
    cuts = whole([document(text) for text in TEXTS], tagger._pieces, tagger.limit)
    for width, members in batches([window.size + 2 for window in cuts]):
        together = list(tagger._run([cuts[i] for i in members], width))
        for index, (logits, states) in zip(members, together, strict=True):
            ((own_logits, own_states),) = tagger._run([cuts[index]], width)
            assert own_logits.tobytes() == logits.tobytes()
            assert own_states.tobytes() == states.tobytes()
            assert len(logits) == len(states) == len(cuts[index].words)
            assert logits.shape[1] == len(tagger.labels)


@given(arrays(np.float32, (3, 5), elements=st.floats(-80, 80, width=32)))
def test_probabilities_sum_to_one_and_keep_the_order(logits: np.ndarray) -> None:
    rows = _probabilities(logits)
    assert rows.dtype == np.float64
    np.testing.assert_allclose(rows.sum(axis=1), 1.0)
    best = np.take_along_axis(rows, logits.argmax(axis=1)[:, None], axis=1)
    assert (best[:, 0] == rows.max(axis=1)).all()


def test_threads_do_not_change_the_result(tagger: OnnxTagger) -> None:
    documents = [document(text) for text in TEXTS]
    assert OnnxTagger(threads=2).entities(documents) == tagger.entities(documents)


def test_a_name_in_the_second_sentence_has_its_place_in_the_text(tagger: OnnxTagger) -> None:
    text = f"{TEXTS[4]} {TEXTS[6]}"
    (found,) = tagger.entities([document(text, cuts=(len(TEXTS[4]) + 1,))])
    assert {text[e.start : e.end] for e in found} >= {"చంద్రబాబునాయుడు", "అమరావతిలో"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(min_size=1, max_size=120), st.text(alphabet="ఇస్రో చైనా\u200c.‘’-()A1\u00a0🚀", min_size=1)
    )
)
def test_any_text_gives_a_valid_layer(tagger: OnnxTagger, text: str) -> None:
    given_document = document(text)
    (found,) = tagger.entities([given_document])
    given_document.with_layer("entities", found)
    assert all(not e.of(text)[0].isspace() and not e.of(text)[-1].isspace() for e in found)


def test_a_sentence_longer_than_the_model_reads(tagger: OnnxTagger) -> None:
    text = " ".join(["హైదరాబాద్\u200cలో వర్షం కురిసింది"] * 120)
    (found,) = tagger.entities([document(text)])
    document(text).with_layer("entities", found)
    assert len({e.of(text) for e in found}) >= 1
    assert len(found) > 90


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], []),
        ([3], [(8, [0])]),
        ([8, 9, 16, 1], [(8, [0, 3]), (16, [1, 2])]),
        ([60] * 33, [(64, list(range(32))), (64, [32])]),
        ([250] * 9, [(256, list(range(8))), (256, [8])]),
    ],
)
def test_batches(lengths: list[int], expected: list[tuple[int, list[int]]]) -> None:
    assert list(batches(lengths)) == expected


@given(st.lists(st.integers(1, 600), max_size=80))
def test_a_width_follows_from_the_length_alone(lengths: list[int]) -> None:
    widths = {i: width for width, members in batches(lengths) for i in members}
    assert sorted(widths) == list(range(len(lengths)))
    assert all(0 <= widths[i] - length < 8 for i, length in enumerate(lengths))


def test_the_shipped_model_is_small_and_whole() -> None:
    folder = model_folder()
    assert sum((folder / name).stat().st_size for name in FILES) < 40_000_000
    assert json.loads((folder / "config.json").read_text("utf-8"))["labels"][0] == "O"


def test_a_folder_of_ones_own(tmp_path: Path, tagger: OnnxTagger) -> None:
    for name in FILES:
        shutil.copy(model_folder() / name, tmp_path)
    assert OnnxTagger(tmp_path).entities([document(TEXTS[2])]) == tagger.entities([document(TEXTS[2])])


def test_a_folder_without_a_model_names_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(
        EngineUnavailable, match=r"lacks model\.onnx, tokenizer\.json, heads.*python models/tagger/make\.py"
    ):
        OnnxTagger(tmp_path)


def test_no_shipped_model_says_where_it_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghatana.engines.onnx_tagger.files", lambda name: tmp_path / "pipeline" / name)
    with pytest.raises(EngineUnavailable, match="pip install ghatana"):
        OnnxTagger()


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_a_missing_package_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineUnavailable, match=f"needs {package}.*pip install"):
        OnnxTagger()
