"""What a speaker has said: from any name to the statements of its bearer, and back."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.errors import QueryError
from tradewatch.records import Statement, Story
from tradewatch.storage.queries import StatementQuery
from tradewatch.storage.querylanguage import of_statements, parse_query
from tradewatch.tui.layout import Layout
from tradewatch.tui.panes.detail import Detail, Kept

__all__ = ["Speaking"]

_ITEMS = 30
"""Items of a story that are asked who speaks in them."""


class _Before(Struct, frozen=True):
    """Where a person came from: the pane, what was open there, and how the statements were narrowed."""

    pane: int
    list: int
    query: StatementQuery
    asked: StatementQuery
    """What the statements are narrowed to since."""
    row: int | None
    """The statement that the cursor stood on."""
    open: Kept | None


class Speaking(Layout):
    """The part of the console that follows a speaker."""

    _came_from: _Before | None = None

    def action_speaker(self) -> None:
        one = self.selected()
        if self.at == 5:
            names = self.detail.speakers()
        elif isinstance(one, Statement):
            names = [one.speaker] if one.speaker else []
        elif isinstance(one, Story):
            pages = self.desk.pages
            said = [other for item in pages.story_items(one.id)[:_ITEMS] for other in pages.statements_of(item.id)]
            names = list(dict.fromkeys(other.speaker for other in said if other.speaker))
        else:
            names = []
        if not names:
            self.say("nobody is named as speaking here", "warn")
        elif len(names) == 1:
            self.follow_speaker(names[0])
        else:
            from tradewatch.tui.screens.choice import ChoiceScreen

            self.push_screen(
                ChoiceScreen("What has this speaker said", names, self.keymap),
                lambda name: self.follow_speaker(name) if name is not None else None,
            )

    def on_detail_named(self, event: Detail.Named) -> None:
        self.follow_speaker(event.name)

    def on_detail_turned(self, event: Detail.Turned) -> None:
        key = self.keymap.first
        words = f"{key('close')} goes back" if self.detail.followed else f"{key('close')} closes"
        self.head("detail").say("", f"{words} · {key('link.next')} next link")

    def follow_speaker(self, name: str) -> None:
        """Narrows the statements to a speaker and gives them the keys; Esc brings back what was before."""
        until = self.statement_query.until
        try:
            asked = of_statements(
                parse_query(f'speaker:"{name.replace(chr(34), " ")}"', self.desk.bearings()),
                StatementQuery(until=until),
            )
        except QueryError as error:
            self.say(f"{error.message} ({error.hint})", "bad")
            return
        before = self._came_from
        if before is None or before.asked.terms != self.statement_query.terms:
            row, kept = self.statements.current, self.detail.kept()
            before = _Before(self.at, self.list_number(), self.statement_query, asked, row, kept)
        self._came_from = replace(before, asked=asked)
        if self.detail.shown:
            self.close_detail()
        self.action_pane(2)
        self.ask(self.wire_query, asked)
        self.say(f"what {name} has said · {self.keymap.first('escape')} goes back", "good")

    def leave_speaker(self) -> bool:
        """Brings the statements and the pane back as they were; False where no speaker was followed."""
        before, self._came_from = self._came_from, None
        if before is None or before.asked.terms != self.statement_query.terms:
            return False
        self.ask(self.wire_query, replace(before.query, until=self.statement_query.until))
        self.statements.return_to(before.row)
        self.action_pane(before.list)
        if before.open is not None:
            self.open_from(before.list)
            self.detail.restore(before.open)
            self.at = before.pane
            self.lay_out()
            self.give_keys(self.body(before.pane))
        return True
