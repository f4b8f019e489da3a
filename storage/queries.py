"""What a list is asked for: the filters of items, stories and statements."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from tradewatch.records import ClockOffset, Offline

__all__ = ["Counts", "ItemQuery", "Looked", "Progress", "SavedSearch", "StatementQuery", "Term"]


class Term(Struct, frozen=True):
    """One condition beside the words of a query."""

    kind: str
    """A key of the query language, as `side`."""
    values: tuple[str, ...]
    """Any of them, spelled as they are stored; instants as `iso_utc` writes them."""
    negated: bool = False
    typed: str = ""
    """As a person wrote it; "" where nobody did."""

    @property
    def words(self) -> str:
        """The term in the query language, on one line."""
        if self.typed:
            return self.typed
        values = (f'"{one}"' if "," in one or len(one.split()) > 1 else one for one in self.values)
        return f"{'-' * self.negated}{self.kind}:{','.join(values)}"


class ItemQuery(Struct, frozen=True):
    """Which items (or stories of items); the defaults are all that is relevant, newest first, without end."""

    words: str = ""
    """What goes to the full text search, as `searchform` reads it."""
    terms: tuple[Term, ...] = ()
    """All must hold."""
    everything: bool = False
    """Also what is not relevant and what is pending."""
    since: datetime | None = None
    until: datetime | None = None
    """Published, or first seen where the feed gives no date, before or at this instant."""
    flagged: bool = False
    states: tuple[str, ...] = ()
    """Of the flags; empty means any."""
    near: bool = False
    """Instead only near misses: what the rules found nearly relevant, where no person has said whether it matters."""
    limit: int = 0
    """0 is without end."""


class StatementQuery(Struct, frozen=True):
    """Which statements; dismissed ones are left out."""

    words: str = ""
    """Each in the words or the speaker's name of any form."""
    terms: tuple[Term, ...] = ()
    """All must hold."""
    since: datetime | None = None
    until: datetime | None = None
    direct: bool | None = None
    attributed: bool | None = True
    """True: only with a speaker; False: only the tray without one; None: both."""
    all_forms: bool = False
    """Also forms of other statements' words, each by itself."""
    limit: int = 0


class SavedSearch(Struct, frozen=True):
    """A query that a person saved by a name, or that the config watches."""

    id: int
    """0 where it is of the config and nobody has looked at it yet."""
    name: str
    query: str
    """In the query language, as it was written."""
    at: datetime | None
    """When it was saved."""
    by_config: bool = False

    @property
    def key(self) -> str:
        """What tells it from the others while a console is open."""
        return f"watch {self.name}" if self.by_config else str(self.id)


class Looked(Struct, frozen=True):
    """When a person looked at a search last."""

    change_id: int
    """The newest change by then; 0 where that is not known."""
    at: datetime


class Counts(Struct, frozen=True):
    """What the titles of the panes and the status line count."""

    items: int
    pending: int
    stories: int
    unread: int
    statements: int
    nameless: int
    """Statements that nobody is named for: as many as their tray shows."""
    near: int
    """Near misses, those of one story once: as many as their tray shows."""
    flagged: int
    feeds: int
    failing: int
    last_ok_at: datetime | None


class Progress(Struct, frozen=True):
    """How far the poller's round is; `finished_at` None while it runs."""

    done: int
    total: int
    pending: int
    at: datetime | None
    finished_at: datetime | None
    offline: Offline | None = None
    """Nobody is reached."""
    clock: ClockOffset | None = None
    """What the feeds' servers said last of this computer's clock."""
