"""The small treebank of `models/stanza`: well-formed CoNLL-U, trees, and the text it says it has."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

TREEBANK = Path(__file__).parents[2] / "models" / "stanza" / "tiny.te.conllu"
# https://universaldependencies.org/u/pos and /u/dep (UD v2)
UPOS = frozenset(
    """ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X""".split()  # noqa: SIM905
)
DEPREL = frozenset(
    """acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed
    flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative
    xcomp""".split()  # noqa: SIM905
)


class Row(NamedTuple):
    id: str
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: str
    deprel: str
    deps: str
    misc: str


def sentences() -> list[tuple[dict[str, str], list[Row]]]:
    out = []
    for block in TREEBANK.read_text("utf-8").rstrip("\n").split("\n\n"):
        lines = block.split("\n")
        comments = dict(x[2:].split(" = ", 1) for x in lines if x.startswith("#"))
        out.append((comments, [Row(*x.split("\t")) for x in lines if not x.startswith("#")]))
    return out


SENTENCES = sentences()
each = pytest.mark.parametrize(("comments", "rows"), SENTENCES, ids=[c["sent_id"] for c, _ in SENTENCES])


@each
def test_the_text_is_what_the_rows_spell(comments: dict[str, str], rows: list[Row]) -> None:
    gap = {"SpaceAfter=No": "", "_": " "}
    text = "".join(row.form + gap[row.misc] for row in rows)
    assert text.rstrip(" ") == comments["text"]
    assert not any(c.isspace() for row in rows for c in row.form)


@each
def test_rows_are_numbered_and_tagged_by_ud(comments: dict[str, str], rows: list[Row]) -> None:
    assert [row.id for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert {row.upos for row in rows} <= UPOS
    assert {row.deprel for row in rows} <= DEPREL
    assert all((row.upos == "PUNCT") == (row.deprel == "punct") for row in rows)
    assert {row.lemma for row in rows} == {"_"}, "lemmas were not annotated"


@each
def test_heads_make_one_tree(comments: dict[str, str], rows: list[Row]) -> None:
    heads = {int(row.id): int(row.head) for row in rows}
    assert [row.deprel for row in rows if row.head == "0"] == ["root"]
    for word in heads:
        seen = set()
        while word:
            assert word not in seen, f"a circle at {word}"
            seen.add(word)
            word = heads[word]


def test_the_sentences_are_varied() -> None:
    assert 30 <= len(SENTENCES) <= 60
    assert (
        len({c["sent_id"] for c, _ in SENTENCES}) == len({c["text"] for c, _ in SENTENCES}) == len(SENTENCES)
    )
    used = {row.upos for _, rows in SENTENCES for row in rows}
    assert used == UPOS, "every tag occurs, so that a tagger can learn each"
    text = "".join(c["text"] for c, _ in SENTENCES)
    assert {"\u200c", "(", "“", "‘", "౨", "%", ":", ";", "?"} <= set(text)


def test_the_licence_is_stated() -> None:
    assert SENTENCES[0][0]["licence"].startswith("CC-BY-4.0")
