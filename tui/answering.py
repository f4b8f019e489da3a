"""Hands that marked items raise: taken from the look at the database, shown by a key, answered by another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tradewatch.numerals import many
from tradewatch.records import Statement
from tradewatch.storage import changes
from tradewatch.storage.queries import Term
from tradewatch.tui.base import ConsoleBase

if TYPE_CHECKING:
    from tradewatch.records import Hand

__all__ = ["BY_HAND", "Answering"]

BY_HAND = Term("is", ("hand",))


class Answering(ConsoleBase):
    """One key narrows the wire to the stories with a hand up; another says that a person has taken note."""

    def action_hands(self) -> None:
        query = self.wire_query
        terms = tuple(one for one in query.terms if one != BY_HAND)
        if terms == query.terms and not self.desk.hands:
            self.say("no hand is up: nothing flagged or exported was changed or withdrawn", "good")
            return
        self.action_pane(4)
        self.ask(replace(query, terms=(*terms, BY_HAND) if terms == query.terms else terms), self.statement_query)

    def action_answer(self) -> None:
        found = self._of_selected()
        if not found:
            self.say(f"{self.keymap.first('hand.answer')} answers a hand: none is up here", "warn")
            return
        if self.desk.as_of is not None:
            self.say(f"hands are answered now: {self.keymap.first('escape')} goes back there", "warn")
            return
        by, at = self.desk.user, self.desk.clock()

        def words(count: int) -> str:
            undo = self.keymap.first("undo")
            return f"{many(count, 'hand')} answered by {by} · the next change raises it again · {undo} undoes"

        self.write(lambda store: changes.answer_hands(store, found, by=by, at=at), words)

    def _of_selected(self) -> Sequence[Hand]:
        one = self.selected()
        if one is None:
            return ()
        if isinstance(one, Statement):
            return [hand for hand in self.desk.hands if hand.item_id in one.item_ids]
        return self.desk.hands_of(one.id)
