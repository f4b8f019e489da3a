"""A draft against the record, over the console: pasted or opened, what it says line by line and what the record has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from tradewatch.book.words import Line
from tradewatch.clean import clean_line
from tradewatch.tui.checking import Checked, DraftText
from tradewatch.tui.desk import Desk
from tradewatch.tui.edges import HintLine
from tradewatch.tui.foldedlist import FoldedList
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.pane import Pane
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.over import Over

if TYPE_CHECKING:
    from tradewatch.feeds.reading.draft.finding import Finding

__all__ = ["CheckLine", "CheckScreen", "Checker"]

_PASTED = "pasted"
_INDENT = 9


class Checker(Protocol):
    """What the screen asks of the console."""

    def check_draft(self, draft: DraftText) -> None: ...

    def edit_draft(self, draft: DraftText) -> None: ...

    def copied(self, words: str) -> None: ...

    def open_url(self, url: str) -> None: ...


class CheckLine(Struct, frozen=True):
    """A line of what was found."""

    line: Line
    indent: int = _INDENT
    target: str = ""
    """Number of the finding that it stands for."""
    head: bool = False


class CheckScreen(Over):
    """Takes a paste at any time; a new draft takes the place of the one before."""

    place = Scope.CHECK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.CHECK)]

    def __init__(self, desk: Desk, keymap: Keymap, checker: Checker) -> None:
        super().__init__()
        self._desk, self._keymap, self._checker = desk, keymap, checker
        self._checked: Checked | None = None
        self._problems = False

    def compose(self) -> ComposeResult:
        yield Pane(0, "Check a draft", FoldedList("check-list"), id="check-pane")
        yield Prompt()
        yield HintLine(self._keymap.hints(self.place), self._keymap.first("help"))

    @property
    def _list(self) -> FoldedList:
        return self.query_one(FoldedList)

    def begin(self) -> None:
        self._wait((
            "paste the draft here",
            f"or {self._keymap.first('check.file')} names its file: text, Markdown or HTML",
            "nothing of it is stored",
        ))  # fmt: skip
        self._list.focus()

    def put(self, checked: Checked | None) -> None:
        """Shows what the record has to a draft; None, of one that could not be read, leaves what is there."""
        self._checked = checked or self._checked
        if self.stands:
            self._show()

    def _wait(self, words: tuple[str, ...]) -> None:
        self._list.empty = words
        self._list.put([])
        self._list.forget()

    def _show(self) -> None:
        checked, head = self._checked, self.query_one("#check-pane", Pane).head
        if checked is None:
            head.say("")
            return
        wrong = sum(not one.is_right for one in checked.findings)
        right = len(checked.findings) - wrong
        at = self._desk.now()
        words = f"{wrong} to look at, {right} as the record has it · {clean_line(Path(checked.draft.name).name)}"
        day = self._desk.local(at)
        told = f"as of {day.day} {day:%b %Y %H:%M} {self._desk.place} time"
        head.say(words, f"{told} · problems only" if self._problems else told)
        lines = list(_lines(checked, self._problems))
        if not lines:
            self._wait(
                ("nothing to look at",) if checked.findings else ("nothing in it that the record can be asked about",)
            )
            return
        here = self._list.cursor
        self._list.put(lines)
        self._list.go(here)

    # --- keys ---

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if event.text.strip():
            self._check(DraftText(_PASTED, event.text))

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        if self._checked is None:
            self.action_file()
        else:
            self.action_browse()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()

    def action_check(self) -> None:
        self.dismiss(None)

    def action_file(self) -> None:
        def done(words: str) -> None:
            self._back()
            if words.strip():
                self._check(DraftText(words.strip()))

        self.query_one(Prompt).ask("check the file:", done, left=self._back)

    def action_problems(self) -> None:
        self._problems = not self._problems
        self._show()

    def action_again(self) -> None:
        if self._checked is not None:
            self._check(self._checked.draft)

    def action_edit(self) -> None:
        if self._checked is not None:
            self._checker.edit_draft(self._checked.draft)

    def action_copy_record(self) -> None:
        one = self._here()
        if one is not None:
            self._checker.copied(f"{one.record} {one.source}".strip())

    def action_browse(self) -> None:
        one = self._here()
        if one is not None and one.source.startswith(("http://", "https://")):
            self._checker.open_url(one.source)
        elif one is not None:
            self._say("this has no address", "warn")

    def _here(self) -> Finding | None:
        target = self._list.target()
        return self._checked.findings[int(target)] if self._checked is not None and target else None

    def _check(self, draft: DraftText) -> None:
        self.query_one("#check-pane", Pane).head.say("reading …")
        self._checker.check_draft(draft)

    def _say(self, words: str, name: str) -> None:
        self.query_one(HintLine).say(words, name)

    def _back(self) -> None:
        self.set_focus(self._list, scroll_visible=False)


def _lines(checked: Checked, problems: bool) -> Iterator[CheckLine]:
    """Place, verdict and words of each finding, below what the record has and where it has it from."""
    for number, one in enumerate(checked.findings):
        if problems and one.is_right:
            continue
        line, column = checked.page.place(one.start)
        verdict = f"{one.kind} {str(one.verdict).replace('_', ' ')}"
        shade = "good" if one.is_right else ("warn" if one.verdict == "not_found" else "bad")
        mark = "  " if one.is_right else "! "
        target = str(number)
        words: Line = (
            (f"{mark}{f'{line}:{column}':<7}", "dim"), (f"{verdict}  ", shade), (f"“{clean_line(one.text)}”", "strong"),
        )  # fmt: skip
        yield CheckLine(words, target=target)
        yield CheckLine(((" " * _INDENT + clean_line(one.record), ""),), target=target)
        if one.source:
            yield CheckLine(((" " * _INDENT + clean_line(one.source), "dim"),), target=target)
