"""A `tokenizers` Unigram from the kept pieces.

The runtime hands it one word at a time, with a leading space where white space came before, so offsets never
need to be mapped back: whatever normalisation does, a word's pieces belong to that word. Joiners (U+200C,
U+200D) and other invisible characters vanish, so that a text means the same with and without them; NFKC stands
for SentencePiece's own table.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

INVISIBLE = "[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd]"


def tokenizer_json(pieces: Sequence[str], scores: Sequence[float], unknown: int = 3) -> dict[str, Any]:
    """The content of a `tokenizer.json`."""
    special = [
        {"id": i, "content": pieces[i], "special": True, "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False}
        for i in range(unknown + 1)
    ]  # fmt: skip
    normalizers = [
        {"type": "Replace", "pattern": {"Regex": INVISIBLE}, "content": ""},
        {"type": "NFKC"},
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "Sequence", "normalizers": normalizers},
        "pre_tokenizer": {
            "type": "Metaspace",
            "replacement": "\u2581",
            "prepend_scheme": "never",
            "split": True,
        },
        "post_processor": None,
        "decoder": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "never", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": unknown,
            "vocab": [[piece, round(float(score), 6)] for piece, score in zip(pieces, scores, strict=True)],
            "byte_fallback": False,
        },
    }


def write(path: Path, pieces: Sequence[str], scores: Sequence[float]) -> None:
    """Write `tokenizer.json`, the same bytes for the same pieces."""
    content = json.dumps(tokenizer_json(pieces, scores), ensure_ascii=False, separators=(",", ":"))
    path.write_text(content + "\n", encoding="utf-8")
