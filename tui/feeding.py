"""What the feeds' screen changes and asks for: written by the console, fetched by the poller."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tradewatch.clean import clean_line
from tradewatch.records import Feed, FeedStatus
from tradewatch.storage import changes
from tradewatch.tui.judging import Judging

if TYPE_CHECKING:
    from tradewatch.records import FeedState, Preview, Side
    from tradewatch.storage.store import Store

__all__ = ["Feeding"]

Told = Callable[[int], None]


class Feeding(Judging):
    """`S` and what is done there; each change is taken back by `u`."""

    _ask_poller: Callable[[], str]

    def action_feeds(self) -> None:
        from tradewatch.tui.screens.feeds import FeedsScreen

        minutes = self.desk.options.settings.poll.interval_minutes
        self.push_screen(FeedsScreen(self.desk, self.keymap, self, default_minutes=minutes))

    def enable_feed(self, state: FeedState) -> None:
        """Enables a feed that is off (or gone), disables another one."""
        enabled = not state.feed.enabled or state.status is FeedStatus.GONE
        by, at = self.desk.user, self.desk.clock()
        title, url = clean_line(state.feed.title), state.feed.url
        said = "enabled, polled from now on" if enabled else "disabled, no longer polled; its items stay"
        self.write(
            lambda store: changes.enable_feed(store, url, enabled, by=by, at=at),
            lambda new: f"{title}: {said} · {self.undoes}" if new else f"{title}: that was so already",
        )

    def remove_feed(self, state: FeedState) -> None:
        """Takes a feed off the list."""
        by, at, url = self.desk.user, self.desk.clock(), state.feed.url
        self.write(
            lambda store: changes.remove_feed(store, url, by=by, at=at),
            f"{clean_line(state.feed.title)}: removed from the list, its items stay · {self.undoes}",
        )

    def add_feed(self, url: str, preview: Preview, side: Side, told: Told) -> None:
        """Puts what was looked at into the list and has it polled; `told` gets the id of that request."""
        host = urlsplit(url).hostname or url
        feed = Feed(url, preview.title or host, side, language=preview.language, via=preview.via)
        by, at = self.desk.user, self.desk.clock()
        title = clean_line(feed.title)

        def change(store: Store) -> int | None:
            if not changes.add_feeds(store, [feed], by=by, at=at):
                return None
            return store.ask("poll_feed", url, at)

        def words(number: int | None) -> str:
            if number is None:
                return f"{title} is in the list already"
            told(number)
            return f"{title}: added, side {side} · {self.undoes}"

        self._ask_poller()
        self.write(change, words)

    def poll_feed(self, state: FeedState, told: Told) -> None:
        """Asks the poller for one feed now."""
        title, words = clean_line(state.feed.title), self._no_network()
        if words:
            self.say(words, "warn")
            return
        if not state.feed.enabled:
            self.say(f"{title} is off: e enables it", "warn")
            return
        self._ask(f"asking {title} …", "poll_feed", str(state.id), told)

    def check_address(self, url: str, told: Told) -> str:
        """Asks the poller what an address holds; gives why no answer will come, "" where one will."""
        words = self._no_network()
        if not words:
            self._ask("", "check", url, told)
        return words

    def withdraw(self, request: int) -> None:
        """Forgets what was asked for."""
        self.write(lambda store: store.withdraw_request(request), "")

    def waits_words(self) -> str:
        """Gives why the poller may not answer soon."""
        words = self.poller_said
        return f"{words}: the answer comes when a poller runs" if words.startswith("not polling") else words

    def _no_network(self) -> str:
        return "offline by choice: no host is contacted" if self.desk.offline else ""

    def _ask(self, words: str, kind: str, argument: str, told: Told) -> None:
        at: datetime = self.desk.clock()

        def asked(number: int) -> str:
            told(number)
            return words

        self._ask_poller()
        self.write(lambda store: store.ask(kind, argument, at), asked)
