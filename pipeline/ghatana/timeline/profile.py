"""What is known of a happening while mentions are put together, and how well the days of two of them agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from ghatana.timeline.days import Days, after, gap
from ghatana.timeline.mentions import PROMISES, Mention

# News tells of what has just happened: where a report gives no date, the days before it are where to look.
# Only for looking: the guess is no date of the event and is written nowhere.
NEWS_DAYS = 10


@dataclass(slots=True)
class Profile:
    """A happening so far: one mention, or several put together.

    Attributes:
        names: keys by role.
        happened: the days on which it is said to have happened, and the statuses given for each.
        promised: the days promised, and the last publication date of each promise.
        statuses: all that are given.
        timed: days given with a time of day, which may be the day before or after elsewhere on Earth.
        open: publication dates of promises without a day.
        guesses: where to look for what happened on a day not given.
        payloads: the sets of identifying payloads that single mentions gave.
        documents: mentions by document.
        traits: what has been worked out of the names, kept until they change.
    """

    type: str
    subtype: str
    names: dict[str, set[str]] = field(default_factory=dict)
    happened: dict[Days, set[str]] = field(default_factory=dict)
    promised: dict[Days, date | None] = field(default_factory=dict)
    statuses: set[str] = field(default_factory=set)
    timed: set[Days] = field(default_factory=set)
    open: set[date] = field(default_factory=set)
    guesses: set[Days] = field(default_factory=set)
    payloads: set[frozenset[str]] = field(default_factory=set)
    documents: dict[str, list[Mention]] = field(default_factory=dict)
    traits: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, mention: Mention) -> Profile:
        """The profile of one mention."""
        out = cls(mention.type, mention.subtype, documents={mention.doc_id: [mention]})
        out.statuses.add(mention.status)
        if mention.edtf and "T" in mention.edtf:
            out.timed.add(mention.days)
        for name in mention.names:
            out.names.setdefault(name.role, set()).add(name.key)
        if mention.happened:
            if mention.days.known:
                out.happened[mention.days] = {mention.status}
            elif mention.published:
                out.guesses.add(
                    Days(mention.published - timedelta(NEWS_DAYS), mention.published + timedelta(1))
                )
        elif mention.days.known:
            out.promised[mention.days] = mention.published
        elif mention.status in PROMISES and mention.published:
            out.open.add(mention.published)
        return out

    def take(self, other: Profile) -> None:
        """Add what is known of the same happening."""
        self.traits.clear()
        for role, keys in other.names.items():
            self.names.setdefault(role, set()).update(keys)
        for days, statuses in other.happened.items():
            self.happened.setdefault(days, set()).update(statuses)
        for days, published in other.promised.items():
            held = self.promised.get(days)
            self.promised[days] = max(held, published) if held and published else held or published
        self.statuses |= other.statuses
        self.timed |= other.timed
        self.open |= other.open
        self.guesses |= other.guesses
        self.payloads |= other.payloads
        for doc, mentions in other.documents.items():
            self.documents.setdefault(doc, []).extend(mentions)

    def of_role(self, role: str) -> set[str]:
        """The keys of a role; empty where there are none."""
        return self.names.get(role) or set()

    def trait(self, name: str, work: Callable[[Profile], set[str]]) -> set[str]:
        """What `work` makes of the names, worked out once."""
        if name not in self.traits:
            self.traits[name] = work(self)
        return self.traits[name]

    def days(self) -> Iterable[Days]:
        """Every day interval that is known or worth a look."""
        return (*self.happened, *self.promised, *self.guesses)


@dataclass(frozen=True, slots=True)
class Rule:
    """How far the days of two mentions of one happening may lie apart, in days; None is any distance.

    Attributes:
        twice: between two days on which it was completed (sources may err).
        again: between two days of which one is that of a failure: another attempt is another happening.
        late: by which a promise made after it happened may name a later day.
        anew: whether a promise made after it was completed is of another one.
        early: by which it may have happened after every day promised.
        promises: between the nearest of the days promised.
        overlap: True if days must be known and meet; they are all that tells such happenings apart.
        widest: with `overlap`, how many days an interval may span to count.
    """

    twice: int | None = 1
    again: int | None = 1
    late: int | None = 7
    anew: bool = False
    early: int | None = None
    promises: int | None = None
    overlap: bool = False
    widest: int | None = None


def agree(a: Profile, b: Profile, rule: Rule) -> float | None:
    """How well days agree: None where they cannot be of one happening, else from -2 (far apart) to 3 (they meet)."""
    nearest: list[tuple[int, int]] = []
    for x, xs in a.happened.items():
        for y, ys in b.happened.items():
            apart = gap(x, y)
            if apart and (x in a.timed or y in b.timed):
                apart -= 1
            allowed = rule.twice if xs == ys == {"completed"} else rule.again
            if allowed is not None and apart > allowed:
                return None
            nearest.append((apart, _wider(x, y)))
    for one, other in ((a, b), (b, a)):
        if not _in_order(one, other, rule):
            return None
        nearest += [(gap(x, y), _wider(x, y)) for x in one.happened for y in other.promised]
        nearest += [(gap(x, y), _wider(x, y)) for x in one.guesses for y in other.days()]
    pairs = [(gap(x, y), _wider(x, y)) for x in a.promised for y in b.promised]
    if (
        rule.promises is not None
        and pairs
        and not (a.happened or b.happened)
        and min(pairs)[0] > rule.promises
    ):
        return None
    nearest += pairs
    nearest += [
        ((x.latest - made).days, 9999) for x, made in _still_open(a, b) if x.latest and made <= x.latest
    ]
    if rule.overlap:
        nearest = [
            n for n in nearest if n[0] <= (rule.twice or 0) and (rule.widest is None or n[1] <= rule.widest)
        ]
        if not nearest:
            return None
    if not nearest:
        return 0.0
    apart, width = min(nearest)
    if apart <= 1:
        return (3.0 if width <= 31 else 1.5) - apart / 2
    return -min(2.0, apart / 365)


def _in_order(one: Profile, other: Profile, rule: Rule) -> bool:
    """Whether `one` may have happened as `other` promised."""
    if rule.again is not None and _tried_again(one, other, rule):
        return False
    if not one.happened or not other.promised:
        return True
    for done in one.happened:
        for promise, published in other.promised.items():
            made_before = published and done.latest and published <= done.latest
            if rule.late is not None and not made_before and after(promise, done) > rule.late:
                return False
    return rule.early is None or any(
        max(after(done, promise), 0) <= rule.early for done in one.happened for promise in other.promised
    )


def _tried_again(one: Profile, other: Profile, rule: Rule) -> bool:
    """Whether `other` was promised after `one` had failed (or, where a name says little, had happened)."""
    for done, statuses in one.happened.items():
        if done.latest is None or ("failed" not in statuses and not rule.anew):
            continue
        if any(made > done.latest for made in other.open):
            return True
        for promise, published in other.promised.items():
            later = promise.latest is None or (promise.latest - done.latest).days > max(1, rule.late or 1)
            if published and published > done.latest and later:
                return True
    return False


def _still_open(a: Profile, b: Profile) -> list[tuple[Days, date]]:
    """Days on which one happened, and promises of the other that named none."""
    return [(x, made) for one, other in ((a, b), (b, a)) for x in one.happened for made in other.open]


def _wider(x: Days, y: Days) -> int:
    """The width of the wider interval in days; an open one is as wide as can be."""
    return max(9999 if w is None else w for w in (x.width, y.width))


def contradict_in_one_document(a: Profile, b: Profile) -> bool:
    """True if one document tells of both as of two: two dates from the same sources, or one done and one to come.

    A delay says itself that a date was another before.
    """
    for doc in a.documents.keys() & b.documents.keys():
        for m in a.documents[doc]:
            for n in b.documents[doc]:
                if "delayed" in (m.status, n.status):
                    continue
                if m.happened != n.happened and {m.status, n.status} & {"planned", "proposed"}:
                    return True
                if m.sources == n.sources and m.days.known and n.days.known and gap(m.days, n.days) > 0:
                    return True
    return False
