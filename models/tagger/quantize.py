"""Numbers as integers: weights by column, embeddings by row, activations with one fixed scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Seven of the eight bits: see export.py.
WEIGHT_LEVELS = 64


@dataclass(frozen=True)
class Place:
    """An activation that is quantised: its range, and whether one 8-bit number is too coarse for it."""

    low: float
    high: float
    fine: bool = False


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
