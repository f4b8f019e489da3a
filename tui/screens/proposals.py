"""The proposals: what items tell beside what the book has; Enter accepts, d rejects, u takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from tradewatch.book.accepting import acceptance_words
from tradewatch.book.comparing import Comparison
from tradewatch.book.proposing import proposal_words
from tradewatch.clean import clean_line
from tradewatch.records import Carrier, Proposal
from tradewatch.storage.ids import show_id
from tradewatch.tui.desk import Desk
from tradewatch.tui.edges import HintLine
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import cut, pad, tone
from tradewatch.tui.pane import Pane
from tradewatch.tui.screens.over import Over

__all__ = ["ProposalList", "ProposalsScreen"]

Pair = tuple[Proposal, Comparison | None]


class ProposalList(LineList[Pair]):
    """Five lines a proposal: what was read and in which words, what the book has, who says so, what accepting does."""

    row_height = 6

    def __init__(self, desk: Desk, keymap: Keymap) -> None:
        super().__init__(id="proposal-list")
        self._opens = keymap.first("list.open")
        self._desk = desk
        self._pairs: dict[int, Pair] = {}
        self.empty = ("nothing to check: what items tell agrees with the book",)

    def put(self, pairs: Sequence[Pair]) -> None:
        """Shows these; the cursor stays on its proposal."""
        self._pairs = {one.id: (one, comparison) for one, comparison in pairs}
        self.show(list(self._pairs))

    def load(self, ids: Sequence[int]) -> Mapping[int, Pair]:
        return {number: self._pairs[number] for number in ids if number in self._pairs}

    def draw(self, record: Pair, width: int) -> list[Text]:
        one, comparison = record
        look = self._look
        head = Text(no_wrap=True, end="")
        head.append(pad(show_id("proposal", one.id), 6), tone("dim", look))
        head.append(pad(str(comparison.verdict) if comparison else one.kind, 9), tone("warn", look))
        head.append(cut(proposal_words(one), max(width - 15, 0)), tone("strong", look))
        first = one.carriers[0] if one.carriers else None
        says = ""
        if first is not None:
            more = f" and {one.outlets - 1} more" if one.outlets > 1 else ""
            mark = ", official" if first.official else ""
            says = f"{clean_line(first.feed)}{mark}{more}, {self._desk.time_words(first.published)}: {clean_line(first.title)}"
        rows = (
            ("words", _read_from(first) if first else "", ""),
            ("book", comparison.record if comparison else "what the desk wrote", ""),
            ("says", says, ""),
            (self._opens, acceptance_words(one, comparison), "dim"),
        )
        lines = [head]
        for label, words, name in rows:
            line = Text(no_wrap=True, end="")
            line.append(pad(f"      {label}", 15), tone("dim", look))
            line.append(cut(words, max(width - 15, 0)), tone(name, look))
            lines.append(line)
        return lines


def _read_from(one: Carrier) -> str:
    """What it was read from; the headline says the rest."""
    return clean_line(one.words) if one.words else "the outlet has edited these words away"


class ProposalsScreen(Over):
    """Opened from the tariffs; what is decided here is written by the console."""

    place = Scope.PROPOSALS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.PROPOSALS)]

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        pairs: Sequence[Pair],
        accept: Callable[[Proposal], None],
        reject: Callable[[Proposal], None],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._keymap = keymap
        self._first = pairs
        self._accept = accept
        self._reject = reject

    def compose(self) -> ComposeResult:
        pane = Pane(0, "Proposals", ProposalList(self._desk, self._keymap), id="proposals-pane")
        yield pane
        yield HintLine(self._keymap.hints(self.place), self._keymap.first("help"))

    def begin(self) -> None:
        self.put(self._first)
        self.query_one(ProposalList).focus()

    def put(self, pairs: Sequence[Pair]) -> None:
        """Shows these proposals."""
        self.query_one(ProposalList).put(pairs)
        self.query_one("#proposals-pane", Pane).head.say(f"{len(pairs)} to check", "nothing enters the book by itself")

    def take_proposals(self, pairs: Sequence[Pair]) -> None:
        self._first = pairs
        if self.stands:
            self.put(pairs)

    def say(self, words: str, name: str = "") -> None:
        """Says a sentence on the line below."""
        self.query_one(HintLine).say(words, name)

    def _current(self) -> Proposal | None:
        rows = self.query_one(ProposalList)
        record = rows.record(rows.current)
        return record[0] if record else None

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        one = self._current()
        if one is not None:
            self._accept(one)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()

    def action_proposals(self) -> None:
        self.dismiss(None)

    def action_reject(self) -> None:
        one = self._current()
        if one is not None:
            self._reject(one)

    def action_browse(self) -> None:
        one = self._current()
        url = one.carriers[0].url if one and one.carriers else None
        if url:
            self.app.open_url(url)
        else:
            self.say("there is no link", "warn")
