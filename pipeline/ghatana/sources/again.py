"""Lines of a text file that can be put back: how one broken CSV row does not take the rows after it along."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

# Putting lines back is work done twice. What a broken file may cost in all: so many lines.
MOST_AGAIN = 1_000_000


class LinesAgain:
    r"""Lines in their order, and those taken since `taken` was last emptied.

    >>> lines = LinesAgain(["a\n", "b\n", "c\n"])
    >>> next(lines), next(lines)
    ('a\n', 'b\n')
    >>> lines.only_the_first()
    b'a'
    >>> list(lines)
    ['b\n', 'c\n']
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._left = MOST_AGAIN
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def only_the_first(self) -> bytes:
        """The first of the lines taken, as it came; the others are put back.

        All that were taken, where putting back would cost too much: then they are lost to the rows, not to the raw.
        """
        first, rest = self.taken[:1], self.taken[1:]
        if len(rest) > self._left:
            first, rest = self.taken, []
        self._left -= len(rest)
        self._again.extendleft(reversed(rest))
        self.taken = first
        return self.raw()

    def raw(self) -> bytes:
        """The lines taken, as they came, without the last line's end."""
        return "".join(self.taken).rstrip("\r\n").encode("utf-8", "surrogateescape")
