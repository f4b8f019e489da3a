"""What a person does to the book from the console: proposals accepted and rejected, deadlines added."""

from __future__ import annotations

from datetime import timedelta

from tradewatch.errors import TradewatchError
from tradewatch.instants import WASHINGTON
from tradewatch.records import Proposal
from tradewatch.storage import changes
from tradewatch.storage.ids import show_id
from tradewatch.tui.base import ConsoleBase

__all__ = ["Keeping"]


class Keeping(ConsoleBase):
    """The part of the console that keeps the book."""

    def action_proposals(self) -> None:
        from tradewatch.tui.screens.proposals import ProposalsScreen

        self.push_screen(ProposalsScreen(self.desk, self.keymap, self.desk.to_check, self._accept, self._reject))

    def _accept(self, one: Proposal) -> None:
        name, by, at = show_id("proposal", one.id), self.desk.user, self.desk.clock()

        def words(ids: list[int]) -> str:
            made = ", ".join(show_id("revision", number) for number in ids)
            return f"{name} accepted by {by}: {made} · {self.undoes}"

        self.write(lambda store: changes.accept(store, name, {}, by=by, at=at), words)

    def _reject(self, one: Proposal) -> None:
        name, by, at = show_id("proposal", one.id), self.desk.user, self.desk.clock()
        self.write(lambda store: changes.reject(store, name, by=by, at=at), f"{name} rejected · {self.undoes}")

    # --- deadlines ---

    def action_add_deadline(self) -> None:
        """Asks when, what and who says so, one after the other; what cannot be is said at once."""

        from tradewatch.book.written import written_moment

        def when(words: str) -> None:
            if not words.strip():
                self.back_to_list()
                return
            try:
                written_moment(words, WASHINGTON.key)
            except ValueError as error:
                self.back_to_list()
                self.say(str(error), "bad")
                return
            self.prompt.ask("what happens then:", lambda title: what(words, title), left=self.back_to_list)

        def what(start: str, title: str) -> None:
            if not title.strip():
                self.back_to_list()
                self.say("a deadline wants a name", "warn")
                return
            self.prompt.ask(
                "who says so (address, item's id or words):",
                lambda source: self._add_deadline(start, title, source),
                left=self.back_to_list,
            )

        self.prompt.ask("a deadline on (2026-12-09, or 2026-12-09 10:00 Washington):", when, left=self.back_to_list)

    def _add_deadline(self, start: str, title: str, source: str) -> None:
        from tradewatch.book.editing import new_row
        from tradewatch.book.sources import Source
        from tradewatch.book.written import written_source

        self.back_to_list()
        try:
            said = written_source(source)
        except TradewatchError as error:
            self.say(error.message, "bad")
            return
        by, at = self.desk.user, self.desk.clock()
        today = at.astimezone(WASHINGTON).date()
        self.write(
            lambda store: changes.change_book(
                store,
                lambda rows: new_row(rows, "deadline", {"title": title, "start": start}, said, today),
                by=by,
                at=at,
                source=[Source(said["kind"], said["ref"])],
            ),
            lambda made: f"{made[1][0].row} added: {title} · {self.undoes}",
        )

    # --- the instant that everything is shown for ---

    def action_turn(self, by: int) -> None:
        """Goes to the change of the book before (or after) the instant shown, and says what it was."""
        from tradewatch.book.turning import turns_of

        here = self.desk.now()
        turns = turns_of(self.desk.book)
        if by < 0:
            found = [one for one in turns if one.at < here - timedelta(seconds=1)]
            turn = found[-1] if found else None
        else:
            turn = next((one for one in turns if one.at > here), None)
        if turn is None:
            self.say(f"the book has no {'earlier' if by < 0 else 'later'} change", "warn")
            return
        self.desk.as_of = turn.at
        self.desk.turn = turn.words
        self.time_changed()
