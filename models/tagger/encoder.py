"""The encoder in PyTorch, its sizes those of multilingual-e5-small, and words as its pieces."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from data import TAGS
from tokenizers import Tokenizer
from transformers import BertConfig, BertForTokenClassification

BOS, PAD, EOS, UNK = 0, 1, 2, 3
HIDDEN = 384


class Encoder:
    """Words to pieces, each word looked up once."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Ids of a word's pieces; a word of nothing but invisible characters has none."""
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids
        return self.known[word]


def untrained(
    vocab: int, layers: int = 12, dropout: float = 0.1, width: int = 1536
) -> BertForTokenClassification:
    """A classifier of the encoder's shape (multilingual-e5-small: 384 wide) with random weights."""
    return BertForTokenClassification(
        BertConfig(
            vocab_size=vocab, hidden_size=HIDDEN, num_hidden_layers=layers, num_attention_heads=12,
            intermediate_size=width, max_position_embeddings=512, type_vocab_size=2, layer_norm_eps=1e-12,
            pad_token_id=PAD, bos_token_id=BOS, eos_token_id=EOS, hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0, classifier_dropout=dropout,
            id2label=dict(enumerate(TAGS)), label2id={label: i for i, label in enumerate(TAGS)},
            # Written out, attention's gradient takes a third of the fused kernel's time on a processor.
            attn_implementation="eager",
        )
    )  # fmt: skip


def new_model(tensors: dict[str, np.ndarray], layers: int = 12) -> BertForTokenClassification:
    """A classifier over the first layers of the encoder, its own layer untrained."""
    model = untrained(len(tensors["embeddings.word_embeddings.weight"]), layers)
    state = {
        f"bert.{name}": torch.from_numpy(value.copy())
        for name, value in tensors.items()
        if not name.startswith("encoder.layer.") or int(name.split(".")[2]) < layers
    }
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("classifier") for name in missing):
        raise ValueError(f"The encoder does not fit: missing {missing}, unexpected {unexpected}.")
    return model


def tensors_of(model: BertForTokenClassification) -> dict[str, np.ndarray]:
    """The encoder's tensors by BertModel names, to start a student from."""
    return {
        n.removeprefix("bert."): v.detach().numpy()
        for n, v in model.state_dict().items()
        if n.startswith("bert.")
    }
