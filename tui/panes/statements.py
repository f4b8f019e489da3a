"""Pane 2: who said what, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from tradewatch.clean import clean_line
from tradewatch.quoting import quoted
from tradewatch.records import Side, Statement
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import cut, pad, side_tone, tone
from tradewatch.tui.timedlist import TimedList
from tradewatch.tui.wrap import wrapped_words

__all__ = ["StatementList", "channel_words", "speaker_words"]

_TIME = 7
_AGE_FROM = 56
"""Width from which the age stands beside how many outlets."""
_SIDE = 7


class StatementList(TimedList[Statement]):
    """Three lines a statement: who, how and when, then the words on two."""

    row_height = 3

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="statements")

    def load(self, ids: Sequence[int]) -> Mapping[int, Statement]:
        return {one.id: one for one in self._desk.pages.statements(ids)}

    def draw(self, record: Statement, width: int) -> list[Text]:
        return [self._head(record, width), *self._words(record, width)]

    def _head(self, one: Statement, width: int) -> Text:
        look = self._look
        outlets = f"{one.outlets} outlets" if one.outlets > 1 else ""
        outlets = "edited away" if one.withdrawn else outlets
        age = self._desk.age_words(one.published) if width >= _AGE_FROM else ""
        right = "  ".join(words for words in (f"{'⚑ ' if one.flag else ''}{outlets}", age) if words)
        room = width - _TIME - _SIDE - cell_len(right) - 2
        line = Text(no_wrap=True, end="")
        line.append(pad(self._desk.clock_words(one.published), _TIME), tone("", look))
        line.append(pad("" if one.side == "other" else str(one.side), _SIDE), tone(side_tone(one.side), look))
        who = cut(speaker_words(one), room)
        line.append(who, tone("strong", look))
        rest = f" · {channel_words(one)}" if one.channel != "unknown" else f" · {clean_line(one.feed)}"
        line.append(pad(rest, max(room - cell_len(who), 0)), tone("dim", look))
        line.append(" ")
        line.append(right, tone("flag" if one.flag else "dim", look))
        return line

    def _words(self, one: Statement, width: int) -> list[Text]:
        """Two lines; what is longer ends with an ellipsis, the whole stands in the detail.

        The last one ends with a mark where the statement answers one of the other side.
        """
        look = self._look
        words = clean_line(quoted(one))
        side = Side.US if one.side is Side.CHINA else Side.CHINA
        mark = f"  ↔ {side}" if one.answers else ""
        room = max(width - _TIME - 1, 10)
        places = wrapped_words(words, room)
        pieces = [words[start:end] for start, end in places[:1]]
        if len(places) > 1:
            pieces.append(words[places[1][0] : None if len(places) > 2 else places[1][1]])
        elif mark and cell_len(pieces[0] + mark) > room:
            pieces.append("")
        style = tone("quote" if one.direct else "", look)
        lines = []
        for piece in pieces:
            text = Text(" " * _TIME, no_wrap=True, end="")
            text.append(cut(piece, room), style)
            lines.append(text)
        if mark:
            last = max(room - cell_len(mark), 0)
            lines[-1] = Text(" " * _TIME, no_wrap=True, end="")
            lines[-1].append(pad(pieces[-1], last), style)
            lines[-1].append(mark, tone(side_tone(side), look))
        if len(lines) == 1 and one.translated_by:
            lines.append(Text(f"{' ' * _TIME}translated by {clean_line(one.translated_by)}", tone("dim", look), end=""))
        return lines


def speaker_words(one: Statement) -> str:
    """Gives the speaker, and says so where a person put the name there."""
    name = clean_line(one.speaker or "nobody named")
    return f"{name} (corrected)" if one.state == "corrected" else name


def channel_words(one: Statement) -> str:
    """Gives `press conference`."""
    return str(one.channel).replace("_", " ")
