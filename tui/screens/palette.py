"""The command palette: the library's, but it finds at once, closes once, and its faults end nothing but itself."""

from __future__ import annotations

from typing import Any

from textual import events, on
from textual._callback import invoke
from textual.command import Command, CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tradewatch.logs import trouble
from tradewatch.tui.guarded import Sheltered
from tradewatch.tui.screens.over import Layer

__all__ = ["Palette"]


class Palette(Sheltered, Layer, CommandPalette):
    """Shows what can be done on the screen below; names in it may be anybody's words, so none is read as markup."""

    _found_by: str | None = None
    """What the lines that stand there were looked for with."""

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__(providers=(), id="--command-palette")
        self._below = below

    def shelter(self, error: Exception) -> None:
        """Logs the fault and closes: who wants the palette again gets a new one."""
        trouble("palette_broke", error)
        self.dismiss(None)

    def _on_mount(self, event: events.Mount) -> None:
        if self in self.app.screen_stack:
            self.set_focus(self.query_one(CommandInput), scroll_visible=False)  # the next key may be here already
        else:  # closed already: there is nothing below it to find anything for
            event.prevent_default()

    # --- finding ---

    def _gather_commands(self, search_value: str) -> None:  # type: ignore[override]
        """Shows what fits, at once: a search beside the screen would let Enter take a line of the one before."""
        if search_value == self._found_by:
            return
        self._found_by = search_value
        rows = self.query_one(CommandList)
        help_style = Style.from_styles(self.get_component_styles("command-palette--help-text"))
        found = []
        for number, hit in enumerate(self._hits(search_value)):
            assert isinstance(hit.prompt, Content)
            told = Content(hit.help or "").stylize_before(help_style)
            found.append(Command(Content("\n").join([hit.prompt, told]), hit, id=str(number)))
        self._refresh_command_list(rows, found, True)
        if not found:
            rows.add_option(Option(Content("No matches found"), disabled=True, id=self._NO_MATCHES))
            self._list_visible = True
        self.add_class("-ready")

    def _hits(self, words: str) -> list[Hit | DiscoveryHit]:
        commands = [(one.title, one.help, one.callback) for one in self.app.get_system_commands(self._below)]
        if not words:
            return [DiscoveryHit(Content(title), do, title, told) for title, told, do in sorted(commands, key=_title)]
        matcher = Matcher(words)
        style = self.get_visual_style("command-palette--highlight", partial=True)
        hits: list[Hit | DiscoveryHit] = []
        for title, told, do in commands:
            score, offsets = matcher.fuzzy_search.match(words, title)
            if score > 0:
                shown = Content(title)
                for at in offsets:
                    shown = shown if title[at].isspace() else shown.stylize(style, at, at + 1)
                hits.append(Hit(score, shown, do, title, told))
        return hits

    def _find(self) -> None:
        """Finds by what is written now; its message may be on its way still."""
        self._gather_commands(self.query_one(CommandInput).value.strip())

    @on(Input.Changed)
    def _written(self, event: Input.Changed) -> None:
        event.stop()
        event.prevent_default()
        self._find()

    # --- choosing ---

    async def take_enter(self) -> bool:
        """Does what the line under the cursor says, before the next key is looked at; nothing where nothing was found."""
        chosen = None
        with self.sheltering():
            self._find()
            rows = self.query_one(CommandList)
            chosen = rows.get_option_at_index(rows.highlighted) if rows.highlighted is not None else None
        if isinstance(chosen, Command) and self.is_top:
            self.dismiss(None)
            await invoke(chosen.hit.command)
        return True

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        event.prevent_default()
        if isinstance(event.option, Command) and self.is_top:
            self.dismiss(None)
            self.app.call_later(event.option.hit.command)

    # --- what the console calls itself, whose own fault it would be ---

    def _forward_event(self, event: events.Event) -> None:
        with self.sheltering():
            super()._forward_event(event)

    def _action_command_list(self, action: str) -> None:
        with self.sheltering():
            self._find()
            super()._action_command_list(action)

    def _action_cursor_down(self) -> None:
        with self.sheltering():
            self._find()
            super()._action_cursor_down()

    def _action_escape(self) -> None:
        self.dismiss(None)


def _title(command: tuple[str, str, object]) -> str:
    return command[0]
