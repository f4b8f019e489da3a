"""An address that is not in the list: asked for, looked at by the poller, and added or left."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Protocol

from tradewatch.addresses import without_credentials
from tradewatch.clean import clean_line
from tradewatch.records import FeedState, FeedWord, Preview, Side
from tradewatch.tui.desk import Desk
from tradewatch.tui.feedwords import full_address
from tradewatch.tui.panes.previewlines import Check
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.over import Over

__all__ = ["AddressChecks", "Feeder"]


class Feeder(Protocol):
    """What the screen asks of the console, which writes; `told` gets the id of a request once it is written."""

    def judge_feed(self, state: FeedState, word: FeedWord) -> None: ...

    def enable_feed(self, state: FeedState) -> None: ...

    def remove_feed(self, state: FeedState) -> None: ...

    def add_feed(self, url: str, preview: Preview, side: Side, told: Callable[[int], None]) -> None: ...

    def poll_feed(self, state: FeedState, told: Callable[[int], None]) -> None: ...

    def check_address(self, url: str, told: Callable[[int], None]) -> str: ...

    def withdraw(self, request: int) -> None: ...

    def waits_words(self) -> str: ...

    def say(self, words: str, name: str = "") -> None: ...


class AddressChecks(Over):
    """The part of the feeds' screen that looks at addresses; one at a time."""

    def __init__(self, desk: Desk, feeder: Feeder) -> None:
        super().__init__()
        self._desk, self._feeder = desk, feeder
        self._check: Check | None = None
        self._polls: set[int] = set()
        """Requests for one feed that have no answer yet."""
        self._go_to = ""
        """The address that the cursor goes to as soon as it is in the list."""

    @abstractmethod
    def _current(self) -> FeedState | None:
        """Gives the feed under the cursor."""

    @abstractmethod
    def _lay_out(self) -> None:
        """Shows what is open and gives it the keys."""

    @abstractmethod
    def _show(self, *, top: bool = False) -> None:
        """Draws the open feed, or the address that is checked."""

    @abstractmethod
    def _show_feed(self) -> None:
        """Goes back to the list, and to the feed that was open beside it."""

    def action_add(self) -> None:
        check = self._check
        if check is not None and check.addable and not check.adds:
            self._accept(check, adds=True)
            return
        self._ask_address("add the feed at:", "", adds=True)

    def action_check(self) -> None:
        state = self._current()
        self._ask_address("check the feed at:", state.feed.url if state else "", adds=False)

    def _ask_address(self, words: str, known: str, *, adds: bool) -> None:
        shown = clean_line(without_credentials(known))

        def done(typed: str) -> None:
            address = known if known and typed.strip() == shown else full_address(typed)
            self._lay_out()
            if address:
                self._begin(address, adds=adds)

        self.query_one(Prompt).ask(words, done, value=shown, left=self._lay_out)

    def _begin(self, address: str, *, adds: bool) -> None:
        self._leave_check()
        check = self._check = Check(address, adds)

        def told(number: int) -> None:
            if self._check is check:
                check.request = number
            else:  # left before it was written
                self._feeder.withdraw(number)

        check.trouble = self._feeder.check_address(address, told)
        self._lay_out()
        self._show(top=True)

    def _leave_check(self) -> None:
        check, self._check = self._check, None
        if check is not None and check.request is not None:
            self._feeder.withdraw(check.request)
        self._show_feed()

    def _accept(self, check: Check, *, adds: bool = False) -> None:
        """Adds what is shown, checks what its page names, or enables what is in the list already."""
        one = check.preview
        if one is None:
            return
        if one.found:
            self._begin(one.found[0], adds=check.adds)
        elif check.addable and (check.adds or adds):
            moved = one.moved and without_credentials(check.url) == check.url
            self._go_to = one.answered if moved else check.url
            self._leave_check()
            self._feeder.add_feed(self._go_to, one, check.side, self._polls.add)
        elif one.known and check.adds:
            known = next((state for state in self._desk.pages.feed_states() if state.id == one.known_id), None)
            self._leave_check()
            if known is not None:
                self._go_to = known.feed.url
                if one.known_off and not known.feed.enabled:
                    self._feeder.enable_feed(known)

    def action_found(self, number: int) -> None:
        check = self._check
        if check is not None and check.preview is not None and number <= len(check.preview.found):
            self._begin(check.preview.found[number - 1], adds=check.adds)

    def action_side(self) -> None:
        check = self._check
        if check is not None and check.addable:
            sides = list(Side)
            check.side = sides[(sides.index(check.side) + 1) % len(sides)]
            self._show()
