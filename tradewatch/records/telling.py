"""What stories, forms of statements and answers are worked out from, and what was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from tradewatch.records.kinds import Side

__all__ = ["Answered", "Formed", "Heard", "Placed", "Span", "Spoken", "Told", "Worded"]


class Told(Struct, frozen=True):
    """An item as far as it shows which event it tells of."""

    item_id: int
    feed: int
    published: datetime
    title: str
    triples: Sequence[int]
    """Sorted 32-bit hashes of its word triples; the store gives an array, an eighth of a tuple's size."""
    traits: tuple[str, ...]
    relevant: bool = True
    head: int | None = None
    """The first item of the story it is in; None where it is in none yet."""
    held: bool = False
    """A person put it there, or flagged or noted its story: no rule moves it."""
    new: bool = False
    """Read, or put elsewhere by a person, since stories were last worked out."""


class Placed(Struct, frozen=True):
    """An item and the item that heads its story: itself, or one published earlier."""

    item_id: int
    head: int


class Span(Struct, frozen=True):
    """A stretch of time in which statements changed: what they are forms of and answer is to be worked out again."""

    start: datetime
    end: datetime
    mark: int
    """Number of the last change that was noted when the stretch was asked for."""


class Worded(Struct, frozen=True):
    """A direct statement as far as it shows whether it is a form of another."""

    statement_id: int
    speaker: str | None
    published: datetime
    quote: str
    head: int | None = None
    """The statement that it was a form of so far."""
    stays: bool = False
    """It is never a form of another: a person touched it, or every outlet has edited it away."""
    leads: bool = True
    """Another may be a form of it: it is shown, and stands in somebody's text."""


class Formed(Struct, frozen=True):
    """A statement and the one that it is a form of; None where it stands for itself."""

    statement_id: int
    head: int | None


class Heard(Struct, frozen=True):
    """A statement as one item tells it."""

    item_id: int
    story_id: int | None
    feed: str
    """The feed's title."""
    place: int
    """Where it begins in the item: a higher one comes later in the text."""
    stance: str
    """`denies`, `rejects`, `replies` or ""."""
    addressed: tuple[str, ...] = ()
    """Whose words it is about: names, a side's name for that side's words, `before` for what was said just before."""
    named: tuple[str, ...] = ()
    """Whom its sentence or the one before names."""
    subject: tuple[str, ...] = ()
    """Traits of its words and its sentence."""
    house: str = ""
    """The body that its speaker stands for."""
    before: int | None = None
    """The statement of somebody else that stands directly before it in the text."""


class Spoken(Struct, frozen=True):
    """A statement with all its forms, as far as they show what it answers."""

    statement_id: int
    speaker: str | None
    side: Side
    published: datetime
    said_on: date | None
    quote: str
    heard: tuple[Heard, ...]
    """By every item that carries it or a form of it, first published first."""


class Answered(Struct, frozen=True):
    """A statement and the one that it answers; None where it answers none that is known."""

    statement_id: int
    answers: int | None
    reason: str = ""
    """A sentence without its end: `rejects it in the same report (Bourse Today)`."""
