"""A student of fewer layers, which learns the teacher's answers and the teacher's vectors on the way to them.

The student starts from some of the teacher's layers, its embeddings, its tagger and its event head (Sanh et al. 2019),
and each of its layers is drawn to the vectors of the teacher's layer that it stands for (Jiao et al. 2020) while it
learns the labels: so what the head reads stays what it was taught on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from encoder import Encoder, untrained
from joint import Joint, Windows
from stories import Story
from train import BFLOAT16

from ghatana.engines.fact_index import Index

LAYER = re.compile(r"(tagger\.bert\.encoder\.layer\.)(\d+)(\..*)")


def student_of(teacher: Joint, layers: Sequence[int]) -> Joint:
    """A model of these layers of the teacher's, numbered from 0, with all else that it has."""
    state = {}
    for name, value in teacher.state_dict().items():
        if match := LAYER.fullmatch(name):
            if int(match[2]) not in layers:
                continue
            name = f"{match[1]}{list(layers).index(int(match[2]))}{match[3]}"
        state[name] = value.clone()
    vocabulary = len(state["tagger.bert.embeddings.word_embeddings.weight"])
    student = Joint(untrained(vocabulary, len(layers)), teacher.index)
    student.load_state_dict(state)
    return student


def grown(joint: Joint, index: Index) -> Joint:
    """The model with the facts of an index that its own lacks; their vectors begin as that of what was never seen."""
    known = {}
    for kind, lists in joint.index.known.items():
        further = index.known.get(kind, [[]] * len(lists))
        known[kind] = [
            [*own, *(fact for fact in new if fact not in own)]
            for own, new in zip(lists, further, strict=True)
        ]
    out = Joint(joint.tagger, Index(known))
    state = joint.state_dict()
    for name, value in out.state_dict().items():
        if len(value) > len(state[name]):
            state[name] = torch.cat([state[name], state[name][:1].repeat(len(value) - len(state[name]), 1)])
    out.load_state_dict(state)
    return out


@dataclass
class Teacher:
    """What the student is drawn to: `layers` are those of the teacher's that the student's stand for.

    Texts of languages that the teacher was not taught (`Story.taught` is false) teach by their labels alone.
    """

    model: Joint
    student: Joint
    layers: tuple[int, ...]
    share: float = 1.0

    def loss(
        self, block: Sequence[Story], encoder: Encoder, limit: int, bfloat16: bool = BFLOAT16
    ) -> torch.Tensor:
        """The loss of a batch: the labels', and how far the vectors are from the teacher's."""
        windows = Windows.of([s.example for s in block], encoder, limit)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            own = self.student.tagger.bert(**windows.inputs(), output_hidden_states=True).hidden_states
            with torch.no_grad():
                self.model.eval()
                given = self.model.tagger.bert(**windows.inputs(), output_hidden_states=True).hidden_states
        asked = torch.tensor([block[number].taught for number, _ in windows.places])
        mask = windows.mask & asked[:, None]
        loss = self.student.loss_of(block, windows.by_word(own[-1]))
        if not mask.any():
            return loss
        apart = torch.tensor(0.0)
        for number, layer in enumerate(self.layers):
            wanted = given[layer + 1].float()[mask]
            apart = apart + ((own[number + 1].float()[mask] - wanted) ** 2).mean() / wanted.var()
        return loss + self.share * apart
