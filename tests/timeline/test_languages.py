"""One happening told in three languages is one row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ghatana.recipe import Recipe
from ghatana.run import Options, Progress, run
from ghatana.timeline import build

PUBLISHED = date(2025, 1, 2)
LAUNCH = {
    "te": "శ్రీహరికోట: భారత అంతరిక్ష పరిశోధన సంస్థ (ఇస్రో) సోమవారం రాత్రి శ్రీహరికోట నుంచి "
    "పీఎస్‌ఎల్‌వీ-సీ60 రాకెట్‌ను విజయవంతంగా ప్రయోగించింది. ఇది స్పేడెక్స్ ఉపగ్రహాలను కక్ష్యలోకి చేర్చింది.",
    "en": "SRIHARIKOTA: The Indian Space Research Organisation (ISRO) successfully launched the PSLV-C60 rocket from "
    "Sriharikota on Monday night. It placed the SpaDeX satellites in orbit.",
    "hi": "श्रीहरिकोटा: भारतीय अंतरिक्ष अनुसंधान संगठन (इसरो) ने सोमवार रात को श्रीहरिकोटा से पीएसएलवी-सी60 रॉकेट "
    "का सफल प्रक्षेपण किया। इसने स्पेडेक्स उपग्रहों को कक्षा में पहुंचाया।",
}
PACT = {
    "te": "థాయిలాండ్ సోమవారం ఆర్టెమిస్ ఒప్పందాలపై సంతకం చేసింది. నాసా ఈ విషయాన్ని తెలిపింది.",
    "en": "Thailand signed the Artemis Accords on Monday, NASA said.",
    "hi": "थाईलैंड ने सोमवार को आर्टेमिस समझौते पर हस्ताक्षर किए। नासा ने यह जानकारी दी।",
}


def rows(tmp_path: Path, texts: dict[str, str]) -> tuple[list[dict[str, Any]], Any]:
    """The events and the timeline of one run over reports in several languages."""
    folder = tmp_path / "in"
    folder.mkdir()
    for lang, text in texts.items():
        (folder / f"{lang}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "RUN"
    run([str(folder)], out, Recipe.default(), Options(published=PUBLISHED), Progress(quiet=True))
    timeline = build([out])["timeline"].to_dict("records")
    return pq.read_table(out / "events.parquet").to_pylist(), timeline


@pytest.mark.parametrize(("texts", "kind"), [(LAUNCH, "launch"), (PACT, "agreement")], ids=["launch", "pact"])
def test_three_reports_are_one_happening(tmp_path: Path, texts: dict[str, str], kind: str) -> None:
    events, timeline = rows(tmp_path, texts)
    assert len({e["doc_id"] for e in events if e["type"] == kind}) == 3
    (row,) = [r for r in timeline if r["type"] == kind]
    assert row["n_documents"] == 3


def test_each_document_has_its_language(tmp_path: Path) -> None:
    rows(tmp_path, LAUNCH)
    documents = pq.read_table(tmp_path / "RUN" / "documents.parquet").to_pylist()
    assert sorted((d["lang"], d["relevant"]) for d in documents) == [(lang, True) for lang in sorted(LAUNCH)]
