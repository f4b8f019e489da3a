"""That the person is here: each key and click keeps the visit going, and where the last one ended is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tradewatch.errors import TradewatchError
from tradewatch.storage import changes
from tradewatch.storage.visiting import Visit, is_due, touched
from tradewatch.tui.base import ConsoleBase

if TYPE_CHECKING:
    from tradewatch.storage.store import Store

__all__ = ["PRESSES", "Visiting"]

_STORE_SECONDS = 0.5
"""The first screen does not wait for what writing wants; who leaves before has not looked."""

PRESSES = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
"""What only a person does who is there; a mouse also moves when somebody wipes the table."""


class Visiting(ConsoleBase):
    """A console stays open all day, so a visit begins with the first key after half an hour without one, and not before.

    The mark stays where it was when the visit began, whatever comes. With `--as-of`, and of a database that cannot be
    written, nothing is stored.
    """

    _visit: Visit | None = None
    _stores = True
    _storing = False

    def begin_visit(self) -> None:
        """Looks up when the last visit ended and begins a new one, unless that one goes on."""
        self._stores = self.desk.options.as_of is None
        self._take_visit(touched(self.desk.pages.visit(self.desk.user), self.desk.clock()))
        self.set_timer(_STORE_SECONDS, self._store_visit)

    def pressed(self) -> None:
        """Notes that the person is here."""
        at = self.desk.clock()
        if self._visit is None or not is_due(self._visit, at):
            return
        if self._stores:
            self._store_visit()  # another console of this person may have been in use: the stored visit decides
        else:
            self._take_visit(touched(self._visit, at))

    def _store_visit(self) -> None:
        if not self._stores or self._storing:
            return
        self._storing = True
        user, at = self.desk.user, self.desk.clock()

        def change(store: Store) -> Visit:
            return changes.note_visit(store, user, at)

        def done(result: Visit | TradewatchError) -> str:
            self._storing = False
            if isinstance(result, TradewatchError):
                self._stores = False
            else:
                self._take_visit(result)
            return ""

        self.write(change, done, quiet=True)

    def _take_visit(self, visit: Visit) -> None:
        self._visit = visit
        if visit.before != self.desk.mark:
            self.desk.mark = visit.before
            for rows in (self.wire, self.statements):
                rows.mark_moved()
            self.heads()
