"""Texts for the tests of the shipped model, and documents of them."""

from __future__ import annotations

from itertools import pairwise

from ghatana.document import Document, Sentence

TEXTS = [
    "ఇస్రో చైర్మన్ సోమనాథ్ బెంగళూరులో విలేకరులతో మాట్లాడారు.",
    "హైదరాబాద్\u200cలో వర్షం కురిసింది.",
    "చైనా, రష్యా అంతరిక్ష సంస్థలు చంద్రునిపై స్థావరం నిర్మించేందుకు మాస్కోలో ఒప్పందం కుదుర్చుకున్నాయి.",
    "శ్రీహరికోటలోని సతీష్ ధావన్ స్పేస్ సెంటర్ నుంచి పీఎస్\u200cఎల్\u200cవీ-సి37 నింగిలోకి దూసుకెళ్లింది.",
    "ఈ రోజు ఆకాశం నిర్మలంగా ఉంది.",
    "NASA administrator Bill Nelson visited Washington.",
    "ముఖ్యమంత్రి చంద్రబాబునాయుడు అమరావతిలో సమీక్ష నిర్వహించారు.",
    "కె.విజయానంద్\u200c, పి.నారాయణ పాల్గొన్నారు.",
]


def document(text: str, name: str = "d", cuts: tuple[int, ...] = ()) -> Document:
    """A document with one sentence, or several ending at `cuts`."""
    edges = [0, *cuts, len(text)]
    spans = tuple(Sentence(a, b) for a, b in pairwise(edges) if a < b)
    return Document(name, text).with_layer("sentences", spans)
