"""The flagged board: all that is flagged, what is still to do first; notes, tags and states, of one or of several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Protocol

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from tradewatch.clean import clean_line
from tradewatch.numerals import many
from tradewatch.records import FlagState
from tradewatch.storage.flagboard import BoardFlag, read_board
from tradewatch.tui.desk import Desk
from tradewatch.tui.edges import HintLine
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import cut, pad, side_tone, tone
from tradewatch.tui.pane import Pane
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.over import Over

__all__ = ["FlagList", "Flagger", "FlagsScreen"]

_LOOK_SECONDS = 0.25
_STATES = {FlagState.TODO: ("to do", "warn"), FlagState.USED: ("used", "good"), FlagState.DROPPED: ("dropped", "dim")}
_WIDE = 100


class Flagger(Protocol):
    """What the screen asks of the console, which writes."""

    def set_states(self, ids: Sequence[str], state: FlagState) -> None: ...

    def set_notes(self, ids: Sequence[str], note: str) -> None: ...

    def set_tags(self, ids: Sequence[str], words: str) -> None: ...

    def take_flags_off(self, ids: Sequence[str]) -> None: ...

    def edit_note(self, name: str, note: str) -> None: ...

    def export_flagged(self) -> None: ...


class FlagList(LineList[BoardFlag]):
    """Two lines a flag: state, who flagged it, outlet or speaker and the words; below note and tags."""

    row_height = 2

    def __init__(self, desk: Desk, keymap: Keymap) -> None:
        super().__init__(id="flag-list")
        self._desk = desk
        self._rows: list[BoardFlag] = []
        self.marked: set[str] = set()
        """Ids of what the next key is about; empty: the row under the cursor."""
        self.empty = (
            "nothing is flagged",
            f"{keymap.first('flag')} on a story or statement flags it, {keymap.first('close')} goes back",
        )

    def put(self, rows: Sequence[BoardFlag]) -> None:
        """Shows these; the cursor stays on its flag, and marks of what is gone go."""
        here = self.here()
        self._rows = list(rows)
        self.marked &= {one.id for one in rows}
        self.show(range(len(self._rows)), keep=False)
        place = next((number for number, one in enumerate(self._rows) if here is not None and one.id == here.id), None)
        self.go(min(self.cursor, len(self._rows) - 1) if place is None else place)
        self.forget()

    def here(self) -> BoardFlag | None:
        """Gives the flag under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def chosen(self) -> list[BoardFlag]:
        """Gives the marked ones, else the one under the cursor."""
        here = self.here()
        return [one for one in self._rows if one.id in self.marked] or ([here] if here is not None else [])

    def mark(self) -> None:
        """Marks the flag under the cursor, or takes its mark off, and goes on to the next."""
        here = self.here()
        if here is not None:
            self.marked ^= {here.id}
            self.forget()
            self.go(self.cursor + 1)

    def load(self, ids: Sequence[int]) -> Mapping[int, BoardFlag]:
        return {number: self._rows[number] for number in ids if number < len(self._rows)}

    def draw(self, record: BoardFlag, width: int) -> list[Text]:
        look = self._look
        words, shade = _STATES[record.flag.state]
        when = self._desk.time_words(record.flag.at)
        head = Text(no_wrap=True, end="")
        head.append("✓ " if record.id in self.marked else "  ", tone("strong", look))
        head.append(pad(words, 9), tone(shade, look))
        if width >= _WIDE:
            head.append(pad(f"{when}  {clean_line(record.flag.by)}", 24), tone("dim", look))
        head.append(
            pad(clean_line(record.who), 22 if width >= _WIDE else 16) + "  ", tone(side_tone(record.side), look)
        )
        head.append(cut(clean_line(record.words), max(width - head.cell_len, 0)), tone("strong", look))
        below = Text(" " * 11, no_wrap=True, end="")
        note = clean_line(record.note)
        parts = [(note, ""), ("  ".join(f"#{clean_line(tag)}" for tag in record.tags), "flag"), (record.id, "dim")]
        if width < _WIDE:
            parts.insert(2, (f"{when} {clean_line(record.flag.by)}", "dim"))
        for words, name in parts:
            if words:
                below.append(cut(f"{words}  ", max(width - below.cell_len, 0)), tone(name, look))
        return [head, below]


class FlagsScreen(Over):
    """Gives the id of the story, item or statement that a person wants to go to."""

    place = Scope.FLAGS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.FLAGS)]

    def __init__(self, desk: Desk, keymap: Keymap, flagger: Flagger) -> None:
        super().__init__()
        self._desk, self._keymap, self._flagger = desk, keymap, flagger
        self._version = -1
        self._asked_for: dict[str, FlagState] = {}
        """States that were asked for and are in no row yet: the next press goes on from them."""

    def compose(self) -> ComposeResult:
        yield Pane(0, "Flagged", FlagList(self._desk, self._keymap), id="flags-pane")
        yield Prompt()
        yield HintLine(self._keymap.hints(self.place), self._keymap.first("help"))

    def begin(self) -> None:
        self.look()
        self._list.focus()
        self.set_interval(_LOOK_SECONDS, self._look_again)

    @property
    def _list(self) -> FlagList:
        return self.query_one(FlagList)

    def _look_again(self) -> None:
        version = self._desk.pages.data_version()
        if version != self._version:
            self.look()

    def look(self) -> None:
        """Reads the flags anew."""
        if not self.stands:
            return
        self._version = self._desk.pages.data_version()
        rows = read_board(self._desk.pages)
        states = {one.id: one.flag.state for one in rows}
        self._asked_for = {name: state for name, state in self._asked_for.items() if states.get(name) is not state}
        self._list.put(rows)
        self._say_counts(rows)

    def _say_counts(self, rows: Sequence[BoardFlag]) -> None:
        counts = {state: sum(one.flag.state is state for one in rows) for state in FlagState}
        words = " · ".join(f"{count} {_STATES[state][0]}" for state, count in counts.items() if count)
        marked = f"{many(len(self._list.marked), 'flag')} marked" if self._list.marked else ""
        self.query_one("#flags-pane", Pane).head.say(words, marked or f"{self._desk.place} time")

    # --- keys ---

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        here = self._list.here()
        if here is not None:
            self.dismiss(here.id)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()

    def action_flagged(self) -> None:
        self.dismiss(None)

    def action_mark(self) -> None:
        self._list.mark()
        self.look()

    def action_state(self) -> None:
        """The next state of the one under the cursor, for all that are marked."""
        chosen = self._list.chosen()
        here = self._list.here()
        if chosen and here is not None:
            first = here if here in chosen else chosen[0]
            states = list(FlagState)
            known = self._asked_for.get(first.id, first.flag.state)
            state = states[(states.index(known) + 1) % len(states)]
            self._asked_for.update(dict.fromkeys(_ids(chosen), state))
            self._flagger.set_states(_ids(chosen), state)

    def action_note(self) -> None:
        chosen = self._list.chosen()
        if chosen:
            self._ask(
                f"note on {_named(chosen)}:", chosen[0].note, lambda words: self._flagger.set_notes(_ids(chosen), words)
            )

    def action_tag(self) -> None:
        chosen = self._list.chosen()
        if chosen:
            words = f"tags of {_named(chosen)}, commas between:"
            self._ask(words, ", ".join(chosen[0].tags), lambda words: self._flagger.set_tags(_ids(chosen), words))

    def action_edit_note(self) -> None:
        here = self._list.here()
        if here is not None:
            self._flagger.edit_note(here.id, here.note)

    def action_flag(self) -> None:
        chosen = self._list.chosen()
        if chosen:
            self._flagger.take_flags_off(_ids(chosen))

    def action_export(self) -> None:
        self._flagger.export_flagged()

    def _ask(self, words: str, value: str, then: Callable[[str], None]) -> None:
        def done(answer: str) -> None:
            self._back()
            then(answer)

        self.query_one(Prompt).ask(words, done, value=value, left=self._back)

    def _back(self) -> None:
        self.set_focus(self._list, scroll_visible=False)


def _ids(chosen: Sequence[BoardFlag]) -> list[str]:
    return [one.id for one in chosen]


def _named(chosen: Sequence[BoardFlag]) -> str:
    return chosen[0].id if len(chosen) == 1 else many(len(chosen), "flag")
