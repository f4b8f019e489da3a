"""What the desk's keys do: flag, note, tag, correct, dismiss, undo, copy, cite, browse."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from tradewatch.errors import TradewatchError
from tradewatch.instants import parse_instant
from tradewatch.records import Item, Statement, Story
from tradewatch.storage import changes
from tradewatch.storage.ids import show_id
from tradewatch.tui.copying import Copying
from tradewatch.tui.writing import Writing

if TYPE_CHECKING:
    from tradewatch.storage.store import Store

__all__ = ["DeskActions"]


class DeskActions(Writing, Copying):
    """The part of the console that changes what is stored."""

    def _target(self) -> tuple[str, bool, str, tuple[str, ...]] | None:
        """Id, whether flagged, note and tags of what is selected; says so where nothing is."""
        one = self.selected()
        if isinstance(one, Statement):
            return show_id("statement", one.id), one.flag is not None, one.note, one.tags
        if isinstance(one, Story):
            name = show_id("story", one.id) if one.id > 0 else show_id("item", -one.id)
            return name, one.flagged, one.head.note, one.head.tags
        self.say("nothing is selected", "warn")
        return None

    def action_flag(self) -> None:
        target = self._target()
        if target is None:
            return
        name, flagged, _, _ = target
        key = self.keymap.first
        by, at = self.desk.user, self.desk.clock()
        if flagged:
            self.write(
                lambda store: changes.unflag(store, name, by=by, at=at),
                lambda was: f"{name} is no longer flagged · {self.undoes}" if was else f"{name} was not flagged",
            )
        else:
            self.write(
                lambda store: changes.flag(store, name, by=by, at=at),
                f"⚑ {name} flagged by {by} · {key('note')} note, {key('export')} export, {key('undo')} undo",
            )

    def action_note(self) -> None:
        target = self._target()
        if target is None:
            return
        name, flagged, note, _ = target
        by, at = self.desk.user, self.desk.clock()

        def done(words: str) -> None:
            def change(store: Store) -> None:
                if not flagged and words.strip():
                    changes.flag(store, name, by=by, at=at, note=words)
                else:
                    changes.set_note(store, name, by=by, at=at, note=words)

            self.write(change, f"note on {name} kept")
            self.back_to_list()

        self.prompt.ask(f"note on {name}:", done, value=note, left=self.back_to_list)

    def action_tag(self) -> None:
        target = self._target()
        if target is None:
            return
        name, _, _, tags = target
        by, at = self.desk.user, self.desk.clock()

        def done(words: str) -> None:
            wanted = [tag.strip() for tag in words.split(",")]
            self.write(lambda store: changes.set_note(store, name, by=by, at=at, tags=wanted), f"tags of {name} kept")
            self.back_to_list()

        self.prompt.ask(f"tags of {name}, commas between:", done, value=", ".join(tags), left=self.back_to_list)

    def action_undo(self) -> None:
        by, at = self.desk.user, self.desk.clock()
        self.write(lambda store: changes.undo(store, by=by, at=at), str, show=True)

    def action_dismiss(self) -> None:
        one = self.selected()
        if not isinstance(one, Statement):
            self.say(f"{self.keymap.first('dismiss')} dismisses a statement: none is selected", "warn")
            return
        name, by, at = show_id("statement", one.id), self.desk.user, self.desk.clock()
        self.write(lambda store: changes.dismiss(store, name, by=by, at=at), f"{name} dismissed · {self.undoes}")

    def action_correct(self) -> None:
        one = self.selected()
        if not isinstance(one, Statement):
            self.say(f"{self.keymap.first('correct')} corrects a statement's speaker: none is selected", "warn")
            return
        name, by, at = show_id("statement", one.id), self.desk.user, self.desk.clock()

        def done(words: str) -> None:
            self.back_to_list()
            if not words.strip():
                return
            known = self.desk.book.roster.by_name(words)
            speaker, side = (known.name, known.side) if known else (words.strip(), one.side)
            self.write(
                lambda store: changes.correct_speaker(store, name, speaker, side, by=by, at=at),
                f"{name}: {speaker} · {self.undoes}",
            )

        self.prompt.ask(f"who said {name}:", done, value=one.speaker or "", left=self.back_to_list)

    # --- out of the console ---

    def _item(self) -> Item | None:
        one = self.selected()
        if isinstance(one, Story):
            return one.head
        return self.desk.pages.carrier(one) if isinstance(one, Statement) else None

    def action_copy(self) -> None:
        from tradewatch.tui.citing import address_of, words_of_statement
        from tradewatch.tui.citingbook import words_of_tariff, words_of_truce

        one = self.selected()
        place = self.list_number()
        if one is None and place in (1, 3):
            self.copied(words_of_truce(self.desk) if place == 1 else words_of_tariff(self.desk, self.tariffs.opens))
        elif isinstance(one, Statement):
            self.copied(words_of_statement(one))
        elif isinstance(one, Story) and one.head.url:
            self.copied(address_of(one.head))
        else:
            self.say("there is no link to copy" if one else "nothing is selected", "warn")

    def action_cite(self) -> None:
        from tradewatch.tui.citing import cite_item, cite_statement
        from tradewatch.tui.citingbook import cite_tariff, cite_truce

        one = self.selected()
        place = self.list_number()
        if one is None and place in (1, 3):
            self.copied(cite_truce(self.desk) if place == 1 else cite_tariff(self.desk, self.tariffs.opens))
        elif isinstance(one, Statement):
            self.copied(cite_statement(one, self._item(), self.desk.book.roster))
        elif isinstance(one, Story):
            self.copied(cite_item(one.head))
        else:
            self.say("nothing is selected", "warn")

    def action_browse(self) -> None:
        item = self._item()
        if item is None or not item.url:
            self.say("there is no link", "warn")
        else:
            self.open_url(item.url)

    def action_as_of(self) -> None:
        def done(words: str) -> None:
            self.back_to_list()
            try:
                self.desk.as_of = parse_instant(words).astimezone(UTC) if words.strip() else None
                self.desk.turn = ""
            except TradewatchError as error:
                self.say(f"{error.message} ({error.hint})", "bad")
                return
            self.time_changed()

        self.prompt.ask(
            "show things as of (2025-06-06 or 2025-06-06T09:00-04:00; empty: now):", done, left=self.back_to_list
        )
