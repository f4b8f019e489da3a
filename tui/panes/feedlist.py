"""The list of feeds: a line each, failing ones first, and the heads of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from rich.segment import Segment
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget

from tradewatch.clean import clean_line
from tradewatch.records import FeedShare, FeedState
from tradewatch.silence import silence_words
from tradewatch.tui.desk import Desk
from tradewatch.tui.feedwords import next_words, place_in_list, state_word
from tradewatch.tui.guarded import Guarded
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import cut, look_of, pad, side_tone, tone

__all__ = ["FeedList", "FeedTable"]


class _Widths(Struct, frozen=True):
    """Cells of each column; 0 leaves it out. What is wrong takes the rest."""

    state: int = 10
    title: int = 22
    items: int = 0
    share: int = 0
    last: int = 0
    next: int = 0


def _widths(width: int) -> _Widths:
    if width < 66:
        return _Widths()
    if width < 96:
        return _Widths(title=24, items=7, share=6)
    if width < 136:
        return _Widths(title=26, items=8, share=7, last=9, next=14)
    return _Widths(title=38, items=9, share=8, last=10, next=28)


class FeedList(LineList[FeedState]):
    """State, title, items, relevant share, last success, next poll, what is wrong: as many as there is room for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="feed-list")
        self._desk = desk
        self._states: dict[int, FeedState] = {}
        self._shares: Mapping[int, FeedShare] = {}
        self.sorts = True
        """Whether the next look sorts anew: not while the cursor stands."""
        self.empty = ("no feeds: a adds one by its address",)

    def put(self, states: Sequence[FeedState], shares: Mapping[int, FeedShare]) -> None:
        """Shows these; what the rows say of the time is drawn anew too."""
        now = self._desk.clock()
        ordered = sorted(states, key=lambda one: place_in_list(one, now))
        if not self.sorts:
            places = {number: place for place, number in enumerate(self._states)}
            ordered.sort(key=lambda one: places.get(one.id, -1))
        self.sorts, self._shares = False, shares
        self._states = {one.id: one for one in ordered}
        if list(self._states) != list(self.ids):
            self.show(list(self._states))
        else:
            self.forget()

    def load(self, ids: Sequence[int]) -> Mapping[int, FeedState]:
        return {number: self._states[number] for number in ids if number in self._states}

    def draw(self, record: FeedState, width: int) -> list[Text]:
        look, feed, now, widths = self._look, record.feed, self._desk.clock(), _widths(width)
        mark, word, shade = state_word(record, now)
        share = self._shares.get(record.id)
        last = self._desk.time_words(record.last_ok_at) if record.last_ok_at else "–"
        text = Text(no_wrap=True, end="")
        text.append(pad(f"{mark} {word}", widths.state), tone(shade, look))
        text.append(pad(clean_line(feed.title), widths.title - 1) + " ", tone(side_tone(feed.side), look))
        for size, words in ((widths.items, str(record.items)), (widths.share, share.words if share else "")):
            if size:
                text.append(f"{words:>{size - 1}} ", tone("", look))
        if widths.last:
            text.append(f" {pad(last, widths.last - 1)}", tone("dim", look))
            following = "–" if self._desk.offline else next_words(record, now, short=widths.next < 26)
            text.append(pad(following, widths.next), tone("dim", look))
        warning = record.error or silence_words(record, now)
        wrong = warning or (feed.reason if not feed.enabled else (f"via {feed.via}" if feed.via else ""))
        said = f"{record.judged.words}{' · ' if wrong else ''}" if record.judged.words else ""
        text.append(cut(f" {said}" if said else " ", max(width - text.cell_len, 0)), tone("strong", look))
        text.append(cut(clean_line(wrong), max(width - text.cell_len, 0)), tone("warn" if warning else "dim", look))
        return [text]


class _Columns(Guarded, Widget):
    """What stands in which column."""

    DEFAULT_CSS = "_Columns { height: 1; padding: 0 1; }"

    def paint_line(self, y: int) -> Strip:
        width, look = self.size.width, look_of(self.app)
        widths = _widths(width - 1)  # the list keeps a cell for its scroll bar
        words = pad("state", widths.state) + pad("feed", widths.title)
        for size, label in ((widths.items, "items"), (widths.share, "rel.")):
            words += f"{label:>{size - 1}} " if size else ""
        words += f" {pad('last ok', widths.last - 1)}{pad('next poll', widths.next)}" if widths.last else ""
        text = cut(words + " what is wrong", width)
        return Strip([Segment(text, self.rich_style + tone("dim", look))]).adjust_cell_length(width, self.rich_style)


class FeedTable(Vertical):
    """The list under the heads of its columns."""

    def __init__(self, rows: FeedList) -> None:
        super().__init__(id="feed-table")
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield _Columns()
        yield self._rows
