"""What can be done where the person is: the palette, the help, the hints, and actions chosen by other means than a key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen

from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.edges import HintLine, Tapped
from tradewatch.tui.keymap import Keymap, does, here_keys
from tradewatch.tui.keys import BY_ID, Key, Scope
from tradewatch.tui.screens.over import Over
from tradewatch.tui.themes import THEMES
from tradewatch.tui.toosmall import LEAST

__all__ = ["Keyed"]

_NUMBERED = {1: Scope.TRUCE, 2: Scope.STATEMENTS, 3: Scope.TARIFFS, 4: Scope.WIRE, 5: Scope.DETAIL}


class Keyed(ConsoleBase):
    """The part of the console that knows the keys."""

    keymap: Keymap

    def here(self, screen: Screen[Any] | None = None) -> tuple[Scope, ...]:
        """Gives the place of the person; of an open text that of its list too."""
        over = screen or self.screen
        if isinstance(over, Over):
            return (over.place,)
        place, behind = _NUMBERED[self.at], _NUMBERED[self.list_number()]
        return (place,) if place is behind else (place, behind)

    def hint(self) -> None:
        """Says on the line below what matters where the person is."""
        self.screen_stack[0].query_one(HintLine).put(self.keymap.hints(_NUMBERED[self.at]), self.keymap.first("help"))

    def action_help(self) -> None:
        from tradewatch.tui.screens.help import HelpScreen

        screen = self.screen
        self.push_screen(
            HelpScreen(self.keymap, self.here()), lambda name: self.do(name, screen) if name is not None else None
        )

    def action_leave(self) -> None:
        key = self.keymap.first
        self.say(f"{key('close')} twice quits, {key('quit')} at once", "warn")

    def on_tapped(self, event: Tapped) -> None:
        event.stop()
        self.do(event.what, self.screen)

    def do(self, name: str, screen: Screen[Any]) -> None:
        """Does what an id stands for, as its key would on that screen; says where it works if that is elsewhere."""
        self.call_later(self._do, name, screen)

    async def _do(self, name: str, screen: Screen[Any]) -> None:
        if isinstance(screen, Over) and screen is not self.screen:
            return  # closed meanwhile, and what it showed with it
        key, here = BY_ID[name], self.here(screen)
        node = self._node(key, screen, here[0])
        if node is None:
            places = ", ".join(key.about or (one for one in key.scopes if one is not Scope.CONSOLE)) or "the console"
            self.say(f"{self.keymap.first(name)}, {key.words}: works in {places}", "warn")
            return
        await self.run_action(key.action, node)

    def _node(self, key: Key, screen: Screen[Any], place: Scope) -> DOMNode | None:
        """What has the action that a key would call; None where it does nothing."""
        if not does(key, place):
            return None
        if isinstance(screen, Over) and place in key.scopes:
            return screen
        return self if Scope.CONSOLE in key.scopes and not isinstance(screen, Over) else screen.focused

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        here = self.here(screen)
        for one in here_keys(here):
            if one.id not in ("palette", "escape"):
                words = does(one, here[0])
                told = f"{self.keymap.shown(one.id)} · {one.group}"
                yield SystemCommand(words[0].upper() + words[1:], told, self._doer(one.id, screen))
        for name, told, do in self.commands_of_searches():
            yield SystemCommand(name, told, do)
        for look in THEMES.values():
            yield SystemCommand(f"Theme {look.name}", look.words, self._themer(look.name))

    def action_command_palette(self) -> None:
        from tradewatch.tui.screens.palette import Palette

        if _has_room(self.size) and not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(self.screen))

    def fit_palette(self, size: Size) -> None:
        """Closes the palette in a terminal that has no room for it."""
        if isinstance(self.screen, CommandPalette) and not _has_room(size):
            self.screen.dismiss(None)

    def _doer(self, name: str, screen: Screen[Any]) -> Callable[[], Awaitable[None]]:
        return lambda: self._do(name, screen)

    def _themer(self, name: str) -> Callable[[], None]:
        return lambda: setattr(self, "theme", name)


def _has_room(size: Size) -> bool:
    return size.width >= LEAST[0] and size.height >= LEAST[1]
