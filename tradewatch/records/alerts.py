"""What is looked for and told of: rules, the messages they make, and what came of each on its way out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

__all__ = ["Alert", "AlertKind", "Alerted", "Delivery", "Due", "Rule", "Undelivered", "Wanted"]


class AlertKind(StrEnum):
    STORY = "story"
    STATEMENT = "statement"
    RATE = "rate"
    DEADLINE = "deadline"
    SILENCE = "silence"
    MORE = "more"
    """Stands for all of a burst that is not told one by one."""


class Rule(Struct, frozen=True):
    """A watch of the config, as far as the poller acts on it."""

    name: str
    query: str
    flags: bool
    notifies: bool


class Wanted(Struct, frozen=True):
    """All that is looked for."""

    rules: tuple[Rule, ...] = ()
    speakers: tuple[str, ...] = ()
    rates: bool = False
    deadline_hours: int = 0
    silent_hours: int = 0
    zone: str = "UTC"
    """IANA name of the zone that times are told in."""

    @property
    def anything(self) -> bool:
        return bool(self.rules or self.speakers or self.rates or self.deadline_hours or self.silent_hours)


class Alert(Struct, frozen=True):
    """One message."""

    kind: AlertKind
    subject: str
    """What it is about, as `statement:7`: nothing is told twice."""
    rules: tuple[str, ...]
    title: str
    body: str
    """Lines: what, the source with its time, why."""
    link: str
    at: datetime
    """When it was found."""
    id: int = 0


class Due(Struct, frozen=True):
    """A message that is still to reach a target."""

    alert: Alert
    tries: int


class Delivery(Struct, frozen=True):
    """What came of a message at one target."""

    target: str
    """Its kind and host; never its address."""
    state: str
    """`due`, `sent` or `given_up`."""
    at: str | None
    """When it was sent or given up, UTC ISO."""
    next_at: str | None
    """When it is tried next, UTC ISO."""
    why: str
    """Why it did not get through last time."""


class Alerted(Struct, frozen=True):
    """A message with what came of it at each target."""

    alert: Alert
    deliveries: tuple[Delivery, ...]


class Undelivered(Struct, frozen=True):
    """A target that takes no messages."""

    target: str
    waiting: int
    given_up: int
    """Within the last day."""
    why: str
