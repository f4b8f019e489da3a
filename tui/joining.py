"""Merging two stories and splitting one, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewatch.records import Story
from tradewatch.storage import changes
from tradewatch.storage.ids import show_id
from tradewatch.tui.base import ConsoleBase

if TYPE_CHECKING:
    from tradewatch.storage.store import Store

__all__ = ["Joining"]


class Joining(ConsoleBase):
    """`M` on a story, then on another, makes them one; `|` takes a story apart."""

    _merging: int | None = None
    """The story that waits for its other half."""

    def action_merge(self) -> None:
        story = self._selected_story("M merges stories: none is selected")
        if story is None:
            return
        first, self._merging = self._merging, None
        if first is None or first == story.id:
            self._merging = story.id if first is None else None
            name = show_id("story", story.id)
            self.say(
                f"{name}: go to its other half and press {self.keymap.first('merge')} again"
                if first is None
                else f"{name} stays alone"
            )
            return
        one, other, by, at = show_id("story", first), show_id("story", story.id), self.desk.user, self.desk.clock()
        self.write(
            lambda store: changes.merge_stories(store, one, other, by=by, at=at),
            lambda kept: f"{one} and {other} are one story, {kept} · {self.undoes}",
            show=True,
        )

    def action_split(self) -> None:
        story = self._selected_story("| splits a story: none is selected")
        if story is None:
            return
        items = self.desk.pages.story_items(story.id)
        if len(items) < 2:
            self.say("this story has one item: there is nothing to split", "warn")
            return
        if len(items) == 2:
            self._split((show_id("item", items[1].id),))
            return
        self.detail.open_story(story.id)
        self.lay_out()

        def done(words: str) -> None:
            self.back_to_list()
            numbers = words.replace(",", " ").split()
            if not all(one.isdigit() and 0 < int(one) <= len(items) for one in numbers):
                self.say(f"numbers from 1 to {len(items)} are wanted, as they stand under `carried by`", "bad")
                return
            leaving = tuple(show_id("item", items[int(one) - 1].id) for one in numbers)
            self._split(leaving or (show_id("story", story.id),))

        self.prompt.ask(
            "which leave this story, by their numbers under `carried by` (empty: each by itself):",
            done,
            left=self.back_to_list,
        )

    def _split(self, targets: tuple[str, ...]) -> None:
        by, at = self.desk.user, self.desk.clock()

        def change(store: Store) -> list[str]:
            return changes.split_story(store, targets, by=by, at=at)

        self.write(change, lambda parts: f"split into {', '.join(parts)} · {self.undoes}", show=True)

    def _selected_story(self, words: str) -> Story | None:
        one = self.selected()
        if isinstance(one, Story) and one.id > 0:
            return one
        self.say(words, "warn")
        return None
