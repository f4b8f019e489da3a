"""What is seen and what not, by keys."""

from __future__ import annotations

from tradewatch.records import Story
from tradewatch.storage import changes
from tradewatch.storage.ids import show_id
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.lister import PAGE

__all__ = ["REST_SECONDS", "Seeing"]

REST_SECONDS = 2.0
"""So long the cursor rests on a story that a person reads; who passes by is quicker."""


class Seeing(ConsoleBase):
    """One key says that a story is seen, or not seen again; another that all is seen that the wire shows."""

    _rest: tuple[int, int] | None = None
    """The row on which a person has put the cursor in the wire, and with which step; None where that is over."""
    _rest_since = 0.0

    def rested(self, at: float) -> None:
        """Marks the story on which a person has left the cursor for a while; called each second with any clock's seconds.

        Where the list has come under the cursor by itself nothing is marked, nor while the keys are elsewhere.
        """
        if self.wire.by_hand is None:
            return
        wire, row = self.wire, self.wire.current
        here = self.focused is wire and self.desk.as_of is None and row is not None and row == wire.by_hand
        rest = (row, wire.steps) if here and row is not None else None
        if rest != self._rest:
            self._rest, self._rest_since = rest, at
        elif rest is not None and at - self._rest_since >= REST_SECONDS:
            wire.by_hand = None  # once: what a person calls not seen afterwards stays so
            record = wire.record(rest[0])
            if record is not None and record.unread:
                self.mark_read(rest[0])

    def mark_read(self, story_id: int) -> None:
        numbers = [one.id for one in self.desk.pages.story_items(story_id)]
        at = self.desk.clock()
        self.write(lambda store: changes.mark_read(store, numbers, at), "", quiet=True)  # nobody has asked for it

    def action_seen(self) -> None:
        story = self.selected()
        if not isinstance(story, Story):
            self._nothing("seen", "a story of the wire: none is selected")
            return
        if self._past():
            return
        name = show_id("story", story.id) if story.id > 0 else show_id("item", -story.id)
        seen, by, at = story.unread > 0, self.desk.user, self.desk.clock()
        said = f"{name} is {'seen' if seen else 'not seen yet'} · {self.undoes}"
        self.write(lambda store: changes.set_seen(store, [story.id], seen, by=by, at=at), said)

    def action_all_seen(self) -> None:
        """However many: of the list as it is shown, without the arrivals that wait."""
        if self.list_number() != 4:
            self._nothing("seen.all", "the wire: go there first")
            return
        if self._past():
            return
        if not self.wire.roll.whole and len(self.wire.roll) <= PAGE:
            self.say("the list is still being read: once more in a moment", "warn")
            return
        numbers, by, at = list(self.wire.ids), self.desk.user, self.desk.clock()

        def words(count: int) -> str:
            if not count:
                return "all that the wire shows was seen already"
            return f"{count} item{'' if count == 1 else 's'} seen · {self.undoes}"

        self.write(lambda store: changes.set_seen(store, numbers, True, by=by, at=at), words)

    def _nothing(self, name: str, words: str) -> None:
        self.say(f"{self.keymap.first(name)} marks {words}", "warn")

    def _past(self) -> bool:
        if self.desk.as_of is not None:
            self.say(f"what is seen is seen now: {self.keymap.first('escape')} goes back there", "warn")
        return self.desk.as_of is not None
