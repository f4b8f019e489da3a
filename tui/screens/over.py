"""A screen over the console: what closes it, and the keys that work in it as they do below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen

from tradewatch.tui.guarded import Outlasting
from tradewatch.tui.keys import Scope

if TYPE_CHECKING:
    from tradewatch.book.comparing import Comparison
    from tradewatch.records import Proposal

__all__ = ["Over"]


class Over(Outlasting, ModalScreen[str | None], inherit_bindings=False):
    """Hides the console's keys, so it binds anew what shall work over it; a subclass names its place."""

    place: ClassVar[Scope]

    def look(self) -> None:
        """Reads anew what it shows; called where feeds have changed."""

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
