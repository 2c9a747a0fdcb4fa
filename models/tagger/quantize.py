"""Numbers as integers: weights by column, embeddings by row, activations with one fixed scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Seven of the eight bits: see export.py.
WEIGHT_LEVELS = 64


@dataclass(frozen=True, eq=False)
class Place:
    """An activation that is quantised: the range of its columns once each is divided by its `smooth`."""

    low: float
    high: float
    smooth: np.ndarray


def smoothing(values: np.ndarray, weights: np.ndarray, share: float) -> np.ndarray:
    """What to divide each column of an activation by, so that none is much wider than the rest.

    The matrix that reads the activation has its rows multiplied by the same: how much of the width goes there
    `share` says, 0 nothing, 1 all (Xiao et al. 2023, SmoothQuant).

    Args:
        values: the largest absolute value of each column, seen on training text.
        weights: the largest absolute weight of the row that reads it.
        share: between 0 and 1.

    >>> smoothing(np.array([1.0, 100.0]), np.array([1.0, 1.0]), 0.5).tolist()
    [1.0, 10.0]
    """
    parts = np.maximum(values, 1e-3) ** share / np.maximum(weights, 1e-3) ** (1 - share)
    return (parts / parts.min()).astype(np.float32)


def quantize_columns(weight: np.ndarray, levels: int = WEIGHT_LEVELS) -> tuple[np.ndarray, np.ndarray]:
    """A matrix (in, out) as int8 and one scale a column.

    >>> values, scales = quantize_columns(np.array([[1.0, -2.0], [0.5, 1.0]], dtype=np.float32))
    >>> values.tolist(), scales.tolist()
    ([[64, -64], [32, 32]], [0.015625, 0.03125])
    """
    top = np.abs(weight).max(axis=0)
    scale = np.maximum(np.where(top > 0, top / levels, 1.0), 1e-9).astype(np.float32)
    values = np.clip(np.rint(weight / scale), -levels, levels).astype(np.int8)
    return values, scale


def quantize_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """An embedding table as int8 and one scale a row (a column vector)."""
    values, scale = quantize_columns(np.ascontiguousarray(table.T), 127)
    return np.ascontiguousarray(values.T), scale[:, None]


def activation(low: float, high: float) -> tuple[np.float32, np.uint8]:
    """Scale and zero point of unsigned 8-bit numbers that cover [low, high] and hold 0 exactly.

    >>> activation(-1.0, 1.55)
    (np.float32(0.01), np.uint8(100))
    """
    low, high = min(low, 0.0), max(high, 0.0)
    scale = np.float32(max((high - low) / 255, 1e-9))
    return scale, np.uint8(np.clip(np.rint(-low / scale), 0, 255))
