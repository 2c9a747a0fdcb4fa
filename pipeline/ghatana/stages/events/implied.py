"""Names that a text need not say, since its readers know them: what somebody has one of, and the parts of a whole.

"చైనా శాశ్వత అంతరిక్ష కేంద్రం" is Tiangong in a text that names Tiangong-1 alone, "గేట్‌వే ఎయిర్‌లాక్‌" the Gateway
airlock, "స్టేషన్ మొదటి మాడ్యూల్" of the Bharatiya Antariksh Station BAS-1. `compounds.tsv` has them: whose (`canonical`),
what (`head`: one of the kinds of `own`, a kind of part, or a class of nouns or a kind of part with a number), and its
name (`whole`). `parts.tsv` of a language says which words of a phrase tell a kind of part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ghatana.knowledge import codes, homes
from ghatana.stages.events.lexicon import Lexicon
from ghatana.stages.events.mentions import Mention
from ghatana.stages.events.own import BASE, SATELLITES, STATION
from ghatana.stages.events.phrases import MANNED
from ghatana.stages.events.reading import Reading
from ghatana.stages.events.relations import OF

# What a common noun of a class may be of the things that somebody has one of.
OWNED = {
    "station": (STATION, BASE),
    "base": (BASE,),
    "craft": (*MANNED, SATELLITES),
    "crew": MANNED[:1],
}
# The classes of nouns that may be a part of a whole.
PARTS = {"module", "station", "craft", "work", "crew", "base"}
GENITIVE = "gen"
STATE, COUNTRY, BODY = "state", "country", "body"
OF_NATION, OF_NAME = "nation", "name"  # how what stands right before a noun says whose it is


@dataclass(slots=True)
class Implied:
    """A name that a noun may have by whose it is.

    Attributes:
        kind: what it is of its owner: a kind of `own` or of part, with the number that an ordinal gives it.
        owners: the numbers of the mentions of its owners.
        beside: how what stands right before the noun says that it is theirs: `name`, `nation`, or empty.
    """

    kind: str
    owners: list[int] = field(default_factory=list)
    beside: str = ""


def implied(reading: Reading, noun: Mention) -> dict[str, Implied]:
    """The names that a common noun may have by whose it is, though no mention need bear them.

    Args:
        reading: the document.
        noun: one of its mentions.

    Returns:
        By name, in the order in which their owners are mentioned first.
    """
    kinds, body = tuple(_kinds(reading, noun)), _body(reading, noun)
    out: dict[str, Implied] = {}
    if not kinds and body is None:
        return out
    nation, before = nation_of(reading, noun), _before(reading, noun)
    for owner, number in _owners(reading, nation):
        beside = OF_NATION if number is None else OF_NAME if _beside(reading, number, noun, before) else ""
        names = dict(_names(reading.lexicon, noun, owner, kinds))
        if body is not None and (number is None or reading.mentions[number].label == COUNTRY):
            names[body.format(owner)] = BODY
        for name, kind in names.items():
            found = out.setdefault(name, Implied(kind))
            if number is not None and number not in found.owners:
                found.owners.append(number)
            found.beside = found.beside or beside
    return out


def _names(lexicon: Lexicon, noun: Mention, owner: str, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The names that a noun may have if it is somebody's, each with its kind."""
    # What is of somebody's own station is theirs too: "Russia's first module".
    own = {lexicon.compounds.get((owner, kind)) for kind in (STATION, BASE)} if noun.label in PARTS else set()
    for whole in (owner, *sorted(filter(None, own))):
        for kind in kinds:
            name = lexicon.compounds.get((whole, kind))
            if name is not None:
                yield name, kind


def _body(reading: Reading, noun: Mention) -> str | None:
    """How the body of state is called that a noun says without its country: "Cabinet of {}" for "మంత్రివర్గం"."""
    words = reading.lexicon.wholes.get(noun.label) if noun.label == STATE else None
    if words is None:
        return None
    found = (words.get(reading.keys[at]) for at in range(noun.last, noun.first - 1, -1))
    return next((name for name in found if name and "{" in name), None)


def _kinds(reading: Reading, noun: Mention) -> Iterator[str]:
    """What a noun may be of somebody: by its class, by words of its phrase, by its number; the most telling last."""
    yield from OWNED.get(noun.label, ())
    if noun.label not in PARTS:
        return
    told = {reading.lexicon.parts.get(reading.keys[at]) for at in range(noun.first, noun.last + 1)}
    parts = sorted(filter(None, told))
    yield from parts
    if noun.order:
        yield from (f"{part} {noun.order}" for part in (*parts, noun.label))


def _owners(reading: Reading, nation: str | None) -> Iterator[tuple[str, int | None]]:
    """The named of a document, each with the number of its mention, and the nation that a noun's phrase says."""
    if nation is not None:
        yield nation, None
    for number, mention in enumerate(reading.mentions):
        if mention.canonical is not None and mention.start not in reading.unnamed:
            yield mention.canonical, number


def _before(reading: Reading, noun: Mention) -> int:
    """The word before a noun's phrase, over one that only says that the phrase is somebody's ("యొక్క", "का")."""
    at, lexicon = noun.first - 1, reading.lexicon
    if at >= 0 and (
        lexicon.modifiers.get(reading.keys[at]) == OF
        or lexicon.postpositions.get(reading.keys[at]) == GENITIVE
    ):
        at -= 1
    return at if at >= 0 and reading.sentences[at] == noun.sentence else -1


def home_of(reading: Reading, noun: Mention) -> str | None:
    """The code of the country that a noun's phrase begins with or follows: its name, its adjective, or an agency."""
    if (nation := nation_of(reading, noun)) is not None:
        return codes().get(nation)
    before = _before(reading, noun)
    beside = (
        m.kb_id for n, m in enumerate(reading.mentions) if m.kb_id and _beside(reading, n, noun, before)
    )
    return next((home for kb_id in beside if (home := homes().get(kb_id))), None)


def _beside(reading: Reading, number: int, noun: Mention, before: int) -> bool:
    """True if a mention ends at the word before a noun's phrase, or begins the phrase."""
    owner = reading.mentions[number]
    return owner.last == before or noun.first <= owner.last < noun.last


def nation_of(reading: Reading, noun: Mention) -> str | None:
    """The country whose adjective stands right before a noun's phrase, or begins it ("the Russian module")."""
    for at in (*range(noun.last - 1, noun.first - 1, -1), _before(reading, noun)):
        if at >= 0 and reading.names[at] < 0 and (found := reading.lexicon.nations.get(reading.keys[at])):
            return found
    return None
