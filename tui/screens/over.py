"""A screen over the console: what closes it, and the keys that work in it as they do below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from tradewatch.tui.guarded import Outlasting
from tradewatch.tui.keys import Scope

if TYPE_CHECKING:
    from textual.screen import Screen

    from tradewatch.book.comparing import Comparison
    from tradewatch.records import Proposal

    class _Screen(Screen[Any]):
        pass

else:  # in front of a screen's class, and none itself: styles are inherited along the first base that is one
    _Screen = object

__all__ = ["Layer", "Over"]


class Layer(Outlasting, _Screen):
    """A screen over another one, which closes once: what asks for that again comes too late, and does nothing."""

    @property
    def is_top(self) -> bool:
        """Whether it is the screen that a person sees: neither closed nor below another one."""
        stack = self.app.screen_stack
        return bool(stack) and stack[-1] is self

    def dismiss(self, result: Any = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_top else AwaitComplete()

    async def take_enter(self) -> bool:
        """Does what Enter does where that cannot wait for the screen's own turn; gives whether it did anything."""
        return False

    def take_other(self, event: events.Key) -> bool:
        """Takes a key that nothing is bound to, before the next one is looked at; gives whether it did."""
        return False


class Over(Layer, ModalScreen[str | None], inherit_bindings=False):
    """Hides the console's keys, so it binds anew what shall work over it; a subclass names its place."""

    place: ClassVar[Scope]
    _begun = False

    @property
    def stands(self) -> bool:
        """Whether all it consists of is there: news may come before, and when it is gone."""
        return self._begun and self.is_attached and self in self.app.screen_stack

    def on_mount(self) -> None:
        self._begun = True
        self.begin()

    def begin(self) -> None:
        """Shows what is there at first, and gives a widget the keys."""

    def look(self) -> None:
        """Reads anew what it shows, if it stands; called where feeds have changed."""

    def take_proposals(self, pairs: Sequence[tuple[Proposal, Comparison | None]]) -> None:
        """Takes the proposals that wait by now."""

    def action_close(self) -> None:
        self.dismiss(None)

    def action_escape(self) -> None:
        self.dismiss(None)

    async def action_help(self) -> None:
        await self.app.run_action("help", self.app)

    async def action_retry(self) -> None:
        await self.app.run_action("retry", self.app)

    async def action_undo(self) -> None:
        await self.app.run_action("undo", self.app)

    async def action_command_palette(self) -> None:
        self.app.action_command_palette()
