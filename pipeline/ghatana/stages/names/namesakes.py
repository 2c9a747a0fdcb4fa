"""Bodies of one name in several countries: "సెనేట్" is that of the country spoken of.

The knowledge base may give a spelling to several organisations. Which of them a text means is told by the country that
it names last before the word, else next after it, among those that have such a body, in full ("ఇటలీ సెనేట్") or as a
place; where it names none, by its agencies. A text that says nothing means the usual one, which the table notes. A
word that any country has a body by and one country alone in the knowledge base ("పార్లమెంటు", noted there) is that of
another where the text speaks of others and never of that one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ghatana.document import Entity
from ghatana.knowledge import Entry, Knowledge, Series, countries

EVERYWHERE = "everywhere"  # in the notes of a body whose word every country may have one by
OF = " of "
USUAL = "usual"  # in the notes of the one that is meant where a text does not say which
Lookup = Callable[[str], Iterable[Entry | Series]]


class Namesakes:
    """Tells them apart.

    Args:
        knowledge: says of which country an entry is.
        lookup: gives all that a whole spelling may mean.
    """

    def __init__(self, knowledge: Knowledge, lookup: Lookup) -> None:
        self._knowledge = knowledge
        self._lookup = lookup

    def settled(self, text: str, mentions: Sequence[Entity]) -> list[Entity]:
        """The mentions, those of bodies of one name linked to that of the country spoken of."""
        out = []
        for mention in mentions:
            bodies = self._bodies(text, mention)
            if len(bodies) > 1:
                body = self._spoken_of(mentions, mention, bodies)
                mention = replace(mention, canonical=body.name, kb_id=body.id)
            elif any(b.notes == EVERYWHERE for b in bodies.values()) and " " not in mention.of(text):
                # ("భారత పార్లమెంట్‌" says whose.)
                mention = self._elsewhere(mentions, mention, *bodies.items())
            out.append(mention)
        return out

    def _elsewhere(self, mentions: Iterable[Entity], mention: Entity, known: tuple[str, Entry]) -> Entity:
        """The body of one country as that of another, where the text speaks of others only: "Parliament of Kenya"."""
        country, body = known
        what = body.name.rpartition(OF)[0]
        entries = [
            (m, self._knowledge.by_id.get(m.kb_id or "")) for m in mentions if m.start != mention.start
        ]
        spoken = [(m, entry.country) for m, entry in entries if entry is not None]
        places = [(m.start, code) for m, code in spoken if m.label == "LOC" and code in countries()]
        other = _closest(places, mention.start)
        if other is None or country in {code for _, code in spoken}:
            return mention
        return replace(mention, canonical=f"{what}{OF}{countries()[other].name}", kb_id=None)

    def _bodies(self, text: str, mention: Entity) -> dict[str, Entry]:
        """The organisations that a mention's spelling may mean, by country; none where it is linked to none of them."""
        if mention.label != "ORG" or mention.kb_id is None:
            return {}
        spellings = text[mention.start : mention.stem_end], mention.of(text)
        meant = next(filter(None, ([*self._lookup(spelling)] for spelling in spellings)), [])
        found = [e for e in meant if isinstance(e, Entry) and e.type == "ORG" and e.country]
        known = any(e.id == mention.kb_id for e in found)
        return {e.country: e for e in reversed(found)} if known else {}

    def _spoken_of(self, mentions: Iterable[Entity], mention: Entity, bodies: Mapping[str, Entry]) -> Entry:
        own = {body.id for body in bodies.values()}
        places: list[tuple[int, str]] = []
        agencies: list[tuple[int, str]] = []
        for other in mentions:
            entry = self._knowledge.by_id.get(other.kb_id or "")
            if entry is None or entry.country not in bodies or other.start == mention.start:
                continue
            if other.label == "LOC" or (
                entry.id in own and other.end - other.start > mention.end - mention.start
            ):
                places.append((other.start, entry.country))
            elif other.label == "ORG" and entry.id not in own:
                agencies.append((other.start, entry.country))
        country = _closest(places, mention.start) or _closest(agencies, mention.start)
        if country is not None:
            return bodies[country]
        linked = next(body for body in bodies.values() if body.id == mention.kb_id)
        return next((body for body in bodies.values() if body.notes == USUAL), linked)


def _closest(places: Sequence[tuple[int, str]], at: int) -> str | None:
    """The country named last before an offset, else next after it.

    >>> _closest([(0, "KZ"), (9, "US")], 5), _closest([(9, "US")], 5), _closest([], 5)
    ('KZ', 'US', None)
    """
    before = [country for start, country in places if start < at]
    return before[-1] if before else next((country for _, country in places), None)
