"""Colours for what is shown in a text and in plots, chosen so that colour-blind readers can tell them apart.

They are the eight of Okabe & Ito, "Color Universal Design" (2008). No meaning rests on a colour alone: whatever is
coloured also says in words what it is.
"""

from __future__ import annotations

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#7A7A7A"

LABEL_COLOURS = {
    "PER": PURPLE,
    "ORG": BLUE,
    "LOC": GREEN,
    "SITE": GREEN,
    "BODY": SKY,
    "SPACECRAFT": VERMILION,
    "LAUNCHER": ORANGE,
    "PROGRAM": SKY,
}
TIME_COLOUR = YELLOW
TYPE_COLOURS = {"station_phase": BLUE, "launch": VERMILION, "agreement": GREEN}
TYPE_NAMES = {"station_phase": "station phase", "launch": "launch", "agreement": "agreement"}
ROLE_COLOURS = {
    "program": SKY,
    "phase": BLUE,
    "milestone": BLUE,
    "location": GREEN,
    "operator": BLUE,
    "payload": VERMILION,
    "vehicle": ORANGE,
    "site": GREEN,
    "destination": GREEN,
    "party": BLUE,
    "instrument": SKY,
    "subject": SKY,
    "source": PURPLE,
}


def tint(colour: str, share: float = 0.22) -> str:
    """The colour with an alpha of `share` (0-1), as CSS and matplotlib both take it: legible on light and dark.

    >>> tint("#0072B2")
    '#0072B238'
    """
    return f"{colour}{round(share * 255):02X}"
