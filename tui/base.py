"""What the parts of the console share: the widgets by name, the desk, and what one part asks of another."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from tradewatch.records import Alert, Change, Statement, Story
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.tui.desk import Desk
from tradewatch.tui.keymap import Keymap
from tradewatch.tui.lister import Lister
from tradewatch.tui.pane import Pane, PaneHead
from tradewatch.tui.panes.detail import Detail
from tradewatch.tui.panes.statements import StatementList
from tradewatch.tui.panes.tariffs import TariffList
from tradewatch.tui.panes.truce import TruceLines
from tradewatch.tui.panes.wire import WireList
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.watching import News, Watcher

if TYPE_CHECKING:
    from tradewatch.storage.store import Store

__all__ = ["ConsoleBase"]


class ConsoleBase(App[int]):
    """`ConsoleApp` is made of parts that each do one thing; this is what all of them know."""

    desk: Desk
    watcher: Watcher
    wire_query: ItemQuery
    statement_query: StatementQuery
    """What a person has narrowed the lists to."""
    poller_said = ""
    """What is wrong with polling, as it was heard last."""
    """What is wrong with polling, "" where nothing is."""
    truce: TruceLines
    statements: StatementList
    tariffs: TariffList
    wire: WireList
    detail: Detail
    at: int = 4
    """Number of the pane that has the keys; 5 is the detail."""
    news: News | None = None
    unread_words: str = ""
    """Why the database cannot be read now; what is shown may be old then."""
    lister: Lister
    waiting: dict[str, int]
    """Arrivals that no list shows yet."""
    keymap: Keymap

    @property
    @abstractmethod
    def held_words(self) -> str:
        """Why changes wait for the disk; "" where none does."""

    @property
    def undoes(self) -> str:
        """Gives `u undoes`, with the key as the config has it."""
        return f"{self.keymap.first('undo')} undoes"

    @property
    def taken_down(self) -> bool:
        """Whether the panes are gone already: while the console ends, timers and threads still bring what they have."""
        return not self.screen_stack or not self.truce.is_attached or not self.screen_stack[0].query("HintLine")

    @property
    def prompt(self) -> Prompt:
        return self.screen_stack[0].query_one(Prompt)

    def head(self, name: str) -> PaneHead:
        """Gives the upper edge of a pane."""
        return self.screen_stack[0].query_one(f"#pane-{name}", Pane).head

    @abstractmethod
    def say(self, words: str, name: str = "") -> None:
        """Says a sentence on the hint line."""

    @abstractmethod
    def calmly(self, where: str, does: Callable[[], object]) -> None:
        """Does something that is done time and again; a fault there is told once."""

    @abstractmethod
    def hint(self) -> None:
        """Says on the line below what matters where the person is."""

    @abstractmethod
    def do(self, name: str, screen: Screen[Any]) -> None:
        """Does what an id of a key stands for, as the key would on that screen."""

    @abstractmethod
    def hush(self) -> None:
        """Takes the last sentence off the hint line."""

    @abstractmethod
    def list_number(self) -> int:
        """Gives the number of the pane that has the keys; of an open detail that of its list."""

    @abstractmethod
    def selected(self) -> Story | Statement | None:
        """Gives what the cursor stands on."""

    @abstractmethod
    def tick(self) -> None:
        """Works out anew what depends on the time."""

    @abstractmethod
    def cannot_read(self, error: Exception | None) -> None:
        """Says that what is shown may be old, or that this is over."""

    @abstractmethod
    def look_again(self, *, show: bool = False) -> None:
        """Looks for what was written; with `show` what is new in the lists stands there at once."""

    @abstractmethod
    def body(self, number: int) -> Widget:
        """Gives the widget that has the keys in a pane."""

    @abstractmethod
    def lay_out(self) -> None:
        """Fits the panes to the terminal."""

    @abstractmethod
    def size_panes(self) -> None:
        """Gives the panes their shares of the terminal."""

    @abstractmethod
    def heads(self) -> None:
        """Brings the edges of the panes and the status line up to date."""

    def give_keys(self, widget: Widget) -> None:
        """Gives a widget the keys at once: the next key may be here already."""
        self.screen_stack[0].set_focus(widget, scroll_visible=False)

    @abstractmethod
    def back_to_list(self) -> None:
        """Gives the keys back to the pane that had them."""

    @abstractmethod
    def action_proposals(self) -> None:
        """Opens what waits to be checked."""

    @abstractmethod
    def close_detail(self) -> None:
        """Closes the detail and goes back to its list."""

    @abstractmethod
    def action_pane(self, number: int) -> None:
        """Goes to a pane."""

    @abstractmethod
    def open_from(self, number: int) -> None:
        """Opens what the cursor of a pane stands on."""

    @abstractmethod
    def action_arrivals(self) -> None:
        """Shows what has arrived."""

    @abstractmethod
    def ask(self, items: ItemQuery, statements: StatementQuery) -> None:
        """Narrows the lists and shows what comes at once."""

    @abstractmethod
    def read_again(self, query: ItemQuery | StatementQuery) -> None:
        """Reads a list anew; what is new in it waits as arrivals do."""

    @abstractmethod
    def time_changed(self) -> None:
        """Shows everything for another instant."""

    @abstractmethod
    def end_queries(self, at: datetime | None) -> None:
        """Ends both lists at an instant."""

    @abstractmethod
    def take_changes(self, found: Sequence[Change], *, whole: bool = False) -> None:
        """Takes what was changed since the last look for the saved searches; with `whole` more than what is told of."""

    @abstractmethod
    def take_alerts(self, found: Sequence[Alert]) -> None:
        """Tells what the poller found beside the rules."""

    @abstractmethod
    def marks_of_now(self) -> None:
        """Marks what rules highlight, in the present alone."""

    @abstractmethod
    def show_searches(self) -> None:
        """Brings the tabs of the saved searches up to date."""

    @abstractmethod
    def commands_of_searches(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """Gives for the palette what opens each saved search, and what that is."""

    @abstractmethod
    def write(
        self,
        change: Callable[[Store], Any],
        words: str | Callable[[Any], str],
        *,
        show: bool = False,
        quiet: bool = False,
    ) -> None:
        """Makes a change beside the screen, then says it and shows it."""

    @abstractmethod
    def rested(self, at: float) -> None:
        """Marks the story on which a person has left the cursor for a while."""

    @abstractmethod
    def mark_read(self, story_id: int) -> None:
        """Notes that a person has seen a story."""
