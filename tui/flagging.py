"""`F` and what is done on the board, `v`: flags of one thing or of several at once, each taken back by one undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradewatch.numerals import many
from tradewatch.records import FlagState
from tradewatch.storage import changes
from tradewatch.storage.ids import parse_id
from tradewatch.tui.actions import DeskActions
from tradewatch.tui.editing import Editing
from tradewatch.tui.exporting import Exporting
from tradewatch.tui.handing import Handing

if TYPE_CHECKING:
    from tradewatch.storage.store import Store

__all__ = ["Flagging"]

_SAID = {FlagState.TODO: "to do", FlagState.USED: "used", FlagState.DROPPED: "dropped"}


class Flagging(Handing, DeskActions, Exporting, Editing):
    """The part of the console that keeps the board of flags."""

    def action_flagged(self) -> None:
        from tradewatch.tui.screens.flags import FlagsScreen

        self.push_screen(FlagsScreen(self.desk, self.keymap, self), self._go_to)

    def action_edit_note(self) -> None:
        target = self._target()
        if target is not None:
            self.edit_note(target[0], target[2])

    # --- what the board asks for ---

    def edit_note(self, name: str, note: str) -> None:
        """Writes a note in the person's editor; what has none yet is flagged by it, as by a note in place."""
        words = self.edit_text(note)
        if words is None:
            return
        theirs = self._note_of(name)
        if theirs not in (note, words) and theirs.strip() and words != note:  # written by somebody else meanwhile
            words = f"{theirs}\n\n{words}"
        if words == note:
            self.say(f"the note on {name} stays as it was")
        elif words.strip():
            self._change([name], f"note on {name} kept", note=words)
        else:
            self.set_notes([name], "")

    def _note_of(self, name: str) -> str:
        """The note as it is now."""
        kind, number = parse_id(name)
        return self.desk.pages.note_by(kind, number, self.desk.clock())[0]

    def set_states(self, ids: Sequence[str], state: FlagState) -> None:
        """Says what became of flagged things."""
        self._change(ids, f"{_named(ids)}: {_SAID[state]} · {self.undoes}", state=state)

    def set_notes(self, ids: Sequence[str], note: str) -> None:
        """Gives flagged things a note."""
        self._change(ids, f"note on {_named(ids)} kept · {self.undoes}", note=note)

    def set_tags(self, ids: Sequence[str], words: str) -> None:
        """Gives flagged things their tags, written with commas between."""
        tags = [tag.strip() for tag in words.split(",")]
        self._change(ids, f"tags of {_named(ids)} kept · {self.undoes}", tags=tags)

    def take_flags_off(self, ids: Sequence[str]) -> None:
        """Takes the flags off."""
        by, at = self.desk.user, self.desk.clock()
        self.write(
            lambda store: changes.unflag_all(store, ids, by=by, at=at),
            lambda count: f"{many(count, 'flag')} taken off · {self.undoes}",
        )

    def export_flagged(self) -> None:
        """Goes from the board to the export."""
        self.screen.dismiss(None)
        self.call_later(self.action_export)

    def _change(
        self,
        ids: Sequence[str],
        words: str,
        *,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        state: FlagState | None = None,
    ) -> None:
        by, at = self.desk.user, self.desk.clock()

        def change(store: Store) -> None:
            changes.flag_all(store, ids, by=by, at=at, note=note, tags=tags, state=state)

        self.write(change, words)


def _named(ids: Sequence[str]) -> str:
    return ids[0] if len(ids) == 1 else many(len(ids), "flag")
