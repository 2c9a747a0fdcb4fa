"""A classifier as an int8 ONNX graph whose activation scales are fixed beforehand.

Every linear layer multiplies integers: activations are quantised with a scale measured once on training text
(8 bits, asymmetric, one scale a tensor), weights per output column. Integer sums are exact, and everything
between them (layer norms, attention, GELU) works row by row or sequence by sequence, so nothing a sentence is
given depends on its neighbours in the batch. Weights use 7 of their 8 bits: processors without VNNI add pairs of
products in 16 bits, which would overflow, so the figures are the same everywhere.

Some columns hold values far larger than the rest: each column is divided by a number of its own first, and the rows of
the matrix that reads it are multiplied by the same (Xiao et al. 2023, SmoothQuant).

The graph is written by hand; no exporter is needed. It gives the same numbers on every x86 processor: integer sums are
exact, and of the rest only a fused softmax (that of `MultiHeadAttention`) adds up in an order that depends on the
width of the processor's vectors, so that attention is written out, with its sums as matrix products. One number that
falls on the other side of a rounding is enough to move a logit by a tenth. (Compared bit by bit under AVX-512 and, in
`qemu-x86_64 -cpu Haswell`, under AVX2; the operators written out take as long as the fused one.)
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from quantize import Place, activation, quantize_columns, quantize_rows

HEADS = 12
HIGHEST = 75.0  # of an attention score, whose exponentials can still be added up; those seen stay below 50
MICROSOFT = "com.microsoft"


class Graph:
    """Nodes and constants in the order they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """A constant; returns its name."""
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        """A node with one output; returns its name."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, name: str, source: str, place: Place, weight: np.ndarray, bias: np.ndarray) -> str:
        """`source`, which `quantize` has seen, times an int8 matrix (in, out), plus a bias, as float."""
        values, scales = quantize_columns(weight * place.smooth[:, None])
        inputs = [
            f"{source}.q", self.constant(f"{name}.w", values),
            f"{source}.scale", self.constant(f"{name}.w.scale", scales),
            f"{source}.zero", "", self.constant(f"{name}.b", bias.astype(np.float32)),
        ]  # fmt: skip
        return self.node("MatMulIntegerToFloat", inputs, name, MICROSOFT)

    def quantize(self, source: str, place: Place) -> None:
        """Add `source.q`, the columns evened out first, with its fixed scale."""
        shares = self.constant(f"{source}.smooth", np.float32(1) / place.smooth)
        even = self.node("Mul", [source, shares], f"{source}.even")
        scale, zero = activation(place.low, place.high)
        constants = [
            self.constant(f"{source}.scale", np.array(scale)),
            self.constant(f"{source}.zero", np.array(zero)),
        ]
        self.node("QuantizeLinear", [even, *constants], f"{source}.q")


def _embeddings(graph: Graph, state: Mapping[str, np.ndarray], eps: float) -> str:
    table, scales = quantize_rows(state["embeddings.word_embeddings.weight"])
    places = (
        state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
    )
    graph.node("Gather", [graph.constant("words", table), "input_ids"], "word.int8")
    graph.node("Gather", [graph.constant("words.scale", scales), "input_ids"], "word.scale")
    graph.node("Cast", ["word.int8"], "word.cast", to=TensorProto.FLOAT)
    graph.node("Mul", ["word.cast", "word.scale"], "word")
    graph.node("Shape", ["input_ids"], "length", start=1, end=2)
    zero, one = graph.constant("zero", np.array([0])), graph.constant("one", np.array([1]))
    graph.node("Slice", [graph.constant("places", places), zero, "length", zero, one], "place")
    graph.node("Add", ["word", "place"], "embedded")
    names = [
        graph.constant(f"norm.{k}", state[f"embeddings.LayerNorm.{v}"])
        for k, v in (("w", "weight"), ("b", "bias"))
    ]
    return graph.node("LayerNormalization", ["embedded", *names], "x0", axis=-1, epsilon=eps)


def _masks(graph: Graph, width: int) -> None:
    """What every layer's attention reads: which pieces are real, as (batch, 1, length, 1), and shapes."""
    graph.node("Cast", ["mask"], "mask.float", to=TensorProto.FLOAT)
    graph.node("Unsqueeze", ["mask.float", graph.constant("mask.axes", np.array([1, 3]))], "real")
    graph.constant("apart", np.array([0, 0, HEADS, width // HEADS]))
    graph.constant("whole", np.array([0, 0, width]))
    graph.constant("lowest", np.float32(-HIGHEST))
    graph.constant("highest", np.float32(HIGHEST))
    graph.constant("share", np.float32((width // HEADS) ** -0.5))


def _attention(graph: Graph, name: str) -> str:
    """Softmax attention over `name`.q, .k and .v, in operators whose sums have one order; returns its name.

    The largest score is not subtracted before the exponential, which changes nothing but overflow: scores are bounded.
    What is padding has no value and is not counted in the sum that the weights are divided by.
    """

    def heads(letter: str, source: str, order: list[int]) -> str:
        parts = graph.node("Reshape", [source, "apart"], f"{name}.{letter}.parts")
        return graph.node("Transpose", [parts], f"{name}.{letter}.heads", perm=order)

    scaled = graph.node("Mul", [f"{name}.q", "share"], f"{name}.q.scaled")
    query, key = heads("q", scaled, [0, 2, 1, 3]), heads("k", f"{name}.k", [0, 2, 3, 1])
    scores = graph.node("MatMul", [query, key], f"{name}.scores")
    bounded = graph.node("Clip", [scores, "lowest", "highest"], f"{name}.bounded")
    weights = graph.node("Exp", [bounded], f"{name}.weights")
    values = graph.node("Mul", [heads("v", f"{name}.v", [0, 2, 1, 3]), "real"], f"{name}.values")
    total = graph.node("MatMul", [weights, values], f"{name}.total")
    count = graph.node("MatMul", [weights, "real"], f"{name}.count")
    mean = graph.node("Div", [total, count], f"{name}.mean")
    together = graph.node("Transpose", [mean], f"{name}.together", perm=[0, 2, 1, 3])
    return graph.node("Reshape", [together, "whole"], f"{name}.context")


def _layer(graph: Graph, index: int, source: str, state: Mapping[str, np.ndarray], spans: Mapping[str, Place],
           eps: float) -> str:  # fmt: skip
    """One transformer layer; returns the name of its output."""
    base, name = f"encoder.layer.{index}.", f"l{index}"

    def dense(part: str) -> tuple[np.ndarray, np.ndarray]:
        return state[f"{base}{part}.weight"].T, state[f"{base}{part}.bias"]

    def add_norm(kind: str, left: str, right: str, output: str) -> str:
        # Not SkipLayerNormalization: its CPU kernel takes eight times as long.
        constants = [
            graph.constant(f"{output}.norm.{v[0]}", state[f"{base}{kind}.LayerNorm.{v}"])
            for v in ("weight", "bias")
        ]
        total = graph.node("Add", [left, right], f"{output}.sum")
        return graph.node("LayerNormalization", [total, *constants], output, axis=-1, epsilon=eps)

    graph.quantize(source, spans[f"{index}.in"])
    for part, letter in (("query", "q"), ("key", "k"), ("value", "v")):
        graph.linear(f"{name}.{letter}", source, spans[f"{index}.in"], *dense(f"attention.self.{part}"))
    context = _attention(graph, name)
    graph.quantize(context, spans[f"{index}.context"])
    attended = graph.linear(
        f"{name}.attended", context, spans[f"{index}.context"], *dense("attention.output.dense")
    )
    middle = add_norm("attention.output", source, attended, f"{name}.middle")
    graph.quantize(middle, spans[f"{index}.middle"])
    graph.linear(f"{name}.wide", middle, spans[f"{index}.middle"], *dense("intermediate.dense"))
    active = graph.node("Gelu", [f"{name}.wide"], f"{name}.active", MICROSOFT)
    graph.quantize(active, spans[f"{index}.active"])
    narrow = graph.linear(f"{name}.narrow", active, spans[f"{index}.active"], *dense("output.dense"))
    return add_norm("output", middle, narrow, f"x{index + 1}")


def build(
    state: Mapping[str, np.ndarray], layers: int, spans: Mapping[str, Place], eps: float = 1e-12
) -> onnx.ModelProto:
    """The graph: `input_ids` and `mask` (batch × length, int32 mask, 1 for real) to `logits`
    and `states`, the vectors that the event head reads.

    Args:
        state: a BertModel's tensors without the `bert.` prefix, and `classifier.weight`, `classifier.bias`.
        layers: how many layers it has.
        spans: how to quantise each place: `0.in`, `0.context`, `0.middle`, `0.active`, … `out`.
        eps: of the layer norms.
    """
    graph = Graph()
    source = _embeddings(graph, state, eps)
    _masks(graph, len(state["embeddings.LayerNorm.bias"]))
    for index in range(layers):
        source = _layer(graph, index, source, state, spans, eps)
    graph.quantize(source, spans["out"])
    graph.node("Identity", [source], "states")
    graph.linear("logits", source, spans["out"], state["classifier.weight"].T, state["classifier.bias"])
    shape = ["batch", "length"]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "tagger",
            [
                helper.make_tensor_value_info("input_ids", TensorProto.INT64, shape),
                helper.make_tensor_value_info("mask", TensorProto.INT32, shape),
            ],
            [
                helper.make_tensor_value_info(
                    "logits", TensorProto.FLOAT, [*shape, len(state["classifier.bias"])]
                ),
                helper.make_tensor_value_info(
                    "states", TensorProto.FLOAT, [*shape, len(state["embeddings.LayerNorm.bias"])]
                ),
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)],
        producer_name="ghatana",
    )
    model.ir_version = 8
    return model


def write(path: Path, model: onnx.ModelProto) -> None:
    """Write the model, the same bytes for the same weights."""
    path.write_bytes(model.SerializeToString(deterministic=True))
