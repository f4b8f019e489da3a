"""Pane 4: the wire, one line a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from rich.cells import cell_len
from rich.text import Text

from tradewatch.clean import clean_line
from tradewatch.records import CARRIED_ON, Item, Story
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import cut, pad, side_tone, tone
from tradewatch.tui.timedlist import TimedList

__all__ = ["WireList", "headline"]

_TOPIC_FROM, _TOPICS_FROM = 110, 140
"""Widths from which one topic, then two, have room beside the headline."""
_AGE_FROM = 90
"""Width from which the age stands beside the clock time."""
_FOUND = "◆ "
"""Before the headline of a story that a rule highlights."""
_FEED_FROM = 64
"""Below it the outlet gives its room to the headline: beside an open detail, which names it."""


class WireList(TimedList[Story]):
    """A mark for unread, time, outlet, headline, what changed since it was marked, topics, outlets, a mark for flagged."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="wire")
        self._differing: set[int] = set()
        """Stories whose first item tells a date or a claim that is not as the book has it."""
        self._highlit: frozenset[int] = frozenset()
        """Rows that a rule of the config highlights."""

    def mark(self, rows: frozenset[int]) -> None:
        """Marks these rows as found by a rule, and no others; draws anew only where that changes anything."""
        if rows != self._highlit:
            self._highlit = rows
            self.redraw()

    def load(self, ids: Sequence[int]) -> Mapping[int, Story]:
        found = {one.id: one for one in self._desk.pages.stories(ids)}
        claims = self._desk.pages.claims_of([one.head.id for one in found.values()])
        for one in found.values():
            told = claims.get(one.head.id, [])
            differs = bool(told) and self._desk.comparer.differing(told, one.head.published)
            (self._differing.add if differs else self._differing.discard)(one.id)
        return found

    def draw_at(self, index: int, record: Story, width: int) -> list[Text]:
        """The time is the one that places the row: of its latest item, or of the latest that a search has hit.

        A story that has got another item waits where it stands as long as a person is in the list, and so does its time.
        """
        return self._lines(record, datetime.fromtimestamp(self.roll.seconds(index), UTC), width)

    def draw(self, record: Story, width: int) -> list[Text]:
        return self._lines(record, record.latest, width)

    def _lines(self, record: Story, placed: datetime, width: int) -> list[Text]:
        look = self._look
        head = record.head
        feed_width = 16 if width >= _TOPIC_FROM else (12 if width >= _FEED_FROM else 0)
        age_width = 8 if width >= _AGE_FROM else 0
        outlets = f"{record.outlets} outlets" if record.outlets > 1 else ""
        hands = self._desk.hands_of(record.id)
        mark = f" ! {hands[0].kind}" if hands else ""
        mark += " ≠ book" if record.id in self._differing else ""
        right = f"{outlets:>{10 if outlets else 0}}{' ⚑' if record.flagged else '  '}"
        wanted = 2 if width >= _TOPICS_FROM else int(width >= _TOPIC_FROM)
        topics = ", ".join(head.topics[:wanted]).replace("_", " ")
        topics_width = (26 if wanted > 1 else 16) if topics else 0
        mark += " " if mark and topics else ""
        line = Text(no_wrap=True, end="")
        line.append("● " if record.unread else "  ", tone("unread", look))
        # the outlet named was the first
        later = "→" if placed - head.published >= CARRIED_ON else ""
        line.append(pad(later + self._desk.clock_words(placed), 7), tone("", look))
        line.append(pad(self._desk.age_words(placed), age_width), tone("dim", look))
        line.append(pad(clean_line(head.feed), feed_width), tone(side_tone(head.side), look))
        line.append("  " if feed_width else "")
        room = width - (11 if feed_width else 9) - age_width - feed_width - cell_len(right) - topics_width - len(mark)
        found = record.id in self._highlit
        line.append(_FOUND if found else "", tone("warn", look))
        words = pad(headline(head), room - len(_FOUND) * found)
        line.append(words, tone("warn" if found else "strong" if record.unread else "", look))
        line.append(mark, tone("warn", look))
        if topics:
            line.append(" " + pad(cut(topics, topics_width - 2), topics_width - 1), tone("dim", look))
        if head.relevant is None:
            right = "  pending"
        line.append(right, tone("flag" if record.flagged else "dim", look))
        return [line]


def headline(item: Item) -> str:
    """Gives the headline; an item without one (a post) shows how its text begins."""
    return clean_line(item.title or item.summary or item.text[:300] or "(empty)")
