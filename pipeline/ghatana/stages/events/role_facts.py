"""What may fill which role, from which probability on, and what an event cannot do without.

Kinds of mentions are entity labels and, in lower case, the classes of common nouns (`nouns.tsv`) and of names that the
tables know more of (`actors.tsv`).
"""

from __future__ import annotations

from ghatana.annotations import ROLES

ACTORS = {"ORG", "LOC", "agency", "country", "body", "firm", "state"}
FILLS = {
    "payload": {
        "SPACECRAFT",
        "PROGRAM",
        "LAUNCHER",
        "PER",
        "craft",
        "module",
        "crew",
        "station",
        "ascender",
        "phase",
        "one",
    },
    "vehicle": {"LAUNCHER", "rocket", "SPACECRAFT"},
    "operator": ACTORS,
    "site": {"SITE", "LOC", "BODY", "country", "pad", "station", "base", "ground", "pole"},
    "destination": {
        "BODY",
        "PROGRAM",
        "SPACECRAFT",
        "orbit",
        "pole",
        "space",
        "station",
        "base",
        "module",
        "craft",
        "ground",
    },
    "program": {"PROGRAM", "accord", "station", "base"},
    "phase": {"phase", "work", "one", "station", "base"},
    "milestone": {"SPACECRAFT", "craft", "module", "work", "crew", "phase", "pad", "station", "base", "one"},
    "location": {
        "BODY",
        "LOC",
        "ORG",
        "SITE",
        "country",
        "orbit",
        "pole",
        "ground",
        "PROGRAM",
        "SPACECRAFT",
        "module",
        "station",
    },
    "party": {"PER", "office"} | ACTORS,
    "instrument": {"accord", "pact", "PROGRAM"},
    "subject": {
        "matter",
        "PROGRAM",
        "accord",
        "SPACECRAFT",
        "BODY",
        "SITE",
        "LAUNCHER",
        "ORG",
        "agency",
        "firm",
        "pact",
        "pad",
        "craft",
        "rocket",
        "station",
        "base",
        "module",
        "work",
        "phase",
        "crew",
    },
    "source": {"PER", "media", "office"} | ACTORS,
}
# By the name of what a common noun in a role may be called: satellites are also called by their firm ("OneWeb"). Of 35
# nouns with names of other kinds in documents that the model had not learnt none had the right one.
CALLED = {**FILLS, "payload": FILLS["payload"] | {"ORG"}}
# What the names are that the rules give a common noun which takes up none of the text ("China's station").
NAMED_BY_RULES = {"station": "PROGRAM", "base": "PROGRAM"}
SINGLE = {"vehicle", "site", "destination", "program", "phase", "instrument", "subject", "location"}
NAMES = {"PER", "ORG", "LOC", "SPACECRAFT", "LAUNCHER", "PROGRAM", "SITE", "BODY"} | {
    "agency",
    "country",
    "media",
    "body",
    "accord",
}
INSIDE = {"pact", "accord"}  # what a trigger may hold as its own argument
ACTING = {"party", "operator", "source"}  # roles in which a capital stands for its country
# Of one event a thing fills one of these at most; of 3,619 events of stations two have one span in two of them.
EITHER = {"payload", "vehicle", "destination", "program", "phase", "milestone"}
# Of these a span fills one at most: of 4,548 agreements with an instrument none has a span in both.
SPAN_FOR_ONE = {"instrument", "subject"}
# What tells the items of a list apart, by type of event, the most telling first.
ITEMS = {
    "launch": ("payload", "vehicle"),
    "station_phase": ("phase", "milestone", "program"),
    "agreement": ("party", "instrument"),
}
WINDOW = 12  # sentences around a trigger in which a thing may stand
# What may fill any role of a type of event.
FILLING = {kind: frozenset().union(*(FILLS[role] for role in roles)) for kind, roles in ROLES.items()}
# From which chance on a role is filled: beside a model by what is right on documents new to it (arguments, rows,
# events), for rules alone by the best F1 on the training documents, cross-validated.
THRESHOLD = 0.3
THRESHOLDS = {
    "payload": 0.58, "vehicle": 0.52, "party": 0.54, "program": 0.57, "phase": 0.44, "milestone": 0.38, "subject": 0.36,
    "source": 0.46, "destination": 0.52, "operator": 0.45, "site": 0.52, "location": 0.6, "instrument": 0.48,
}  # fmt: skip
THRESHOLDS_ALONE = {
    "payload": 0.42, "vehicle": 0.45, "party": 0.45, "program": 0.45, "phase": 0.4, "milestone": 0.35, "subject": 0.22,
}  # fmt: skip
CORE_LEAST, NEXT_LEAST = 0.1, 0.4  # for the first filler and for one more
# How many fillers an event of a type (and subtype) has at least: counted on the training documents.
NEEDED: dict[tuple[str, str], tuple[tuple[str, ...], int]] = {
    ("launch", ""): (("payload", "vehicle"), 1),
    ("station_phase", ""): (("program", "milestone"), 1),
    ("agreement", ""): (("party",), 1),
    ("agreement", "signing"): (("party",), 2),
    ("agreement", "negotiation"): (("party",), 2),
}


def least_chance(role: str, *, with_model: bool) -> float:
    """From which chance on a mention fills a role.

    >>> least_chance("payload", with_model=True), least_chance("operator", with_model=False)
    (0.58, 0.3)
    """
    return (THRESHOLDS if with_model else THRESHOLDS_ALONE).get(role, THRESHOLD)
