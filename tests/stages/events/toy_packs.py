"""Two small packs: one whose words stand before noun and verb, one whose words stand after; nothing of Telugu."""

from __future__ import annotations

from pathlib import Path

from ghatana.languages import Language

COMMON = {
    "suffixes": "form\tcase\tafter\tplural\tblind",
    "events/folds": "from\tto",
    "events/quotatives": "ending\tbare",
    "events/nations": "word\tcanonical",
    "events/evidence": "decision\toutcome\tevidence\tweight",
}
ENGLISH = {
    "suffixes": "form\tcase\tafter\tplural\tblind\n's\tgen\tany\tno\tyes\n’s\tgen\tany\tno\tyes",
    "events/triggers": """id	pattern	type	subtype	kind	status	sense
l.launch	launch|launched|launching|launches	launch	liftoff	verb		launch
l.lift	lift|lifted|lifts off	launch	liftoff	verb		fly
a.sign	sign|signed	agreement	signing	verb		sign""",
    "events/endings": "ending\tform\tstatus\tclause\ned\ted\tcompleted\tyes\ning\ting\tongoing\tyes",
    "events/forms": "word\tform\tstatus\tclause\nflew\ted\tcompleted\tyes\nhundred\t\t\t",
    "events/verb_groups": """id	side	pattern	on	form	status	span
be	list	is|are|was|were|be|been
also	between	also|now|successfully|finally
passive	before	was|were	ed	pas	completed
perfect	before	has|have been?	ed	fin	completed
no_passive	before	has|have|was|were not @be?	ed	pas	denied
future	before	will	-	fin	planned
future_pas	before	will be	ed	pas	planned
plan	before	plans|plan to	-	inf	planned
set	before	is|are set|expected|due to be?	-|ed	inf	planned
failed	before	failed to	-	inf	failed
may	before	may|could	-	fin	proposed
by	after	by	ed	pasrel	completed
nominal	after	@be scheduled|planned	-	nom	planned
""",
    "events/prepositions": "word\tcase\non board\tsup\nfrom\tabl\naboard\tsup\nby\tins"
    "\nwith\tcom\nbetween\tbetween\nof\tgen",
    "events/postpositions": "word\tcase\nago\tpast",
    "events/articles": "word\na\nan\nthe",
    "events/suffixes": "ending\tcase\n's\tgen",
    "events/nouns": "stem\tclass\nrocket\trocket\nagency\tfirm\nmemorandum of understanding\tpact",
    "events/modifiers": "word\tkind\nsecond\tord\nheavy\tadj",
    "events/cues": "word\tclass\nand\tand\nsaid\tsay",
    "events/ordinals": "word\tnumber\nsecond\t2",
    "events/wholes": "class\tcontains\twhole\npact\tmemorandum*\tMemorandum of Understanding",
    "events/folds": "from\tto\n" + "\n".join(f"{c.upper()}\t{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
}
ENGLISH_SETTINGS = 'order = "SVO"\nhead = "first"\n'
HINDI = {
    "events/triggers": """id	pattern	type	subtype	kind	status	sense
l.launch	लॉन्च	launch	liftoff	verb		launch
a.sign	हस्ताक्षर	agreement	signing	verb		sign""",
    "events/endings": "ending\tform\tstatus\tclause\nेगा\tfin\tplanned\tyes",
    "events/verb_groups": """id	side	pattern	on	form	status	span
also	between	भी|को
did	after	किया|किए	-	fin	completed	yes
done	after	किया गया	-	pas	completed	yes
not_done	after	नहीं किया गया	-	pas	denied	yes
will	after	किया जाएगा	-	pas	planned	yes
plan	after	करने की योजना है	-	inf	planned	yes""",
    "events/postpositions": "word\tcase\nने\tagt\nको\tacc\nसे\tabl\nके\tgen\nके साथ\tcom\nके द्वारा\tins\nके बीच\tbetween",
    "events/suffixes": "ending\tcase",
    "events/nouns": "stem\tclass\nरॉकेट\trocket\nउपग्रह\tcraft",
    "events/modifiers": "word\tkind\nदूसरा\tord",
    "events/cues": "word\tclass\nऔर\tand\nकहा\tsay",
    "events/ordinals": "word\tnumber\nदूसरा\t2",
    "events/wholes": "class\tcontains\twhole",
}
HINDI_SETTINGS = 'order = "SOV"\n'


def _pack(code: str, folder: Path, tables: dict[str, str], settings: str) -> Language:
    for stem, text in {**COMMON, **tables}.items():
        path = folder / f"{stem}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    (folder / "events" / "settings.toml").write_text(settings, encoding="utf-8")
    (folder / "names.toml").write_text("units = []\nvowel_swaps = []\nlist_joins = []\n", encoding="utf-8")
    return Language(code, folder)


def english(folder: Path, **tables: str) -> Language:
    """Words before the noun and the verb; subject, verb, object. `tables` take the place of some."""
    return _pack("en", folder, {**ENGLISH, **tables}, ENGLISH_SETTINGS)


def hindi(folder: Path) -> Language:
    """Words after the noun and the verb; subject, object, verb."""
    return _pack("hi", folder, HINDI, HINDI_SETTINGS)
