"""The trays of what the rules left in doubt, and a person's word on whether something matters."""

from __future__ import annotations

from msgspec.structs import replace

from tradewatch.clean import clean_line
from tradewatch.records import FeedState, FeedWord, Story
from tradewatch.storage import changes
from tradewatch.storage.ids import show_id
from tradewatch.tui.base import ConsoleBase

__all__ = ["Judging"]


class Judging(ConsoleBase):
    """`T` opens the tray of a pane; `+` and `-` say that a story, or all that a feed brings, matters or does not."""

    # --- trays ---

    def action_tray(self) -> None:
        """Near misses in the wire, words without a name in the statements; what else narrows the list stays."""
        items, statements = self.wire_query, self.statement_query
        number = self.list_number()
        if number == 2:
            self.ask(items, replace(statements, attributed=statements.attributed is False))
        elif number == 4:
            self.ask(replace(items, near=not items.near), statements)
        else:
            key = self.keymap.first
            of = f"the statements ({key('pane.statements')}) or of the wire ({key('pane.wire')})"
            self.say(f"{key('tray')} opens the tray of {of}", "warn")

    def in_tray(self) -> bool:
        """Whether the list that has the keys shows its tray."""
        number = self.list_number()
        return (number == 4 and self.wire_query.near) or (number == 2 and self.statement_query.attributed is False)

    # --- stories ---

    def action_judge(self, matters: bool) -> None:
        story = self.selected()
        if not isinstance(story, Story):
            key = self.keymap.first
            self.say(f"{key('matters')} and {key('matters.not')} judge a story of the wire: none is selected", "warn")
            return
        name = show_id("story", story.id) if story.id > 0 else show_id("item", -story.id)
        by, at = self.desk.user, self.desk.clock()
        said = f"{name} {'matters' if matters else 'does not matter'}"

        def words(count: int) -> str:
            if count == 0:
                return f"{said}: that was said already"
            of = f" with its {count} items" if count > 1 else ""
            return f"{said}{of}, says {by} · {self.undoes}"

        # what comes into the wire by one's own word does not wait as an arrival
        self.write(lambda store: changes.set_relevant(store, [name], matters, by=by, at=at), words, show=matters)

    # --- feeds ---

    def judge_feed(self, state: FeedState, word: FeedWord) -> None:
        """Writes what a person says of all that a feed brings."""
        by, at = self.desk.user, self.desk.clock()
        title = clean_line(state.feed.title)
        if word is state.judged:
            self.say(f"{title}: {word.words or 'the rules decide'} already")
            return

        def words(count: int) -> str:
            changed = f"{count} item{'' if count == 1 else 's'} judged anew"
            return f"{title}: {word.words or 'the rules decide'}, {changed} · {self.undoes}"

        self.write(lambda store: changes.judge_feed(store, state.feed.url, word, by=by, at=at), words, show=True)
