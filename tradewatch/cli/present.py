"""The one place below which nobody asks what time it is: the clock of a command, and its present."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from tradewatch.protocols import Clock
from tradewatch.settings import Options

__all__ = ["DEMO_OFFSET", "clock", "now", "user"]

DEMO_OFFSET = "TRADEWATCH_DEMO_OFFSET"
"""Environment variable that carries the demo's clock to its poller: seconds to add to the real one."""


def clock(options: Options) -> Clock:
    """Gives the clock that polling lives by: the present, or the demo's running one. `--as-of` does not touch it."""
    if not options.demo:
        return lambda: datetime.now(UTC)
    offset = timedelta(seconds=float(os.environ.get(DEMO_OFFSET, "0")))
    return lambda: datetime.now(UTC) + offset


def now(options: Options) -> datetime:
    """Gives the instant that an answer is for: `--as-of`, else the clock's present."""
    return options.as_of or clock(options)()


def user(options: Options, named: str | None = None) -> str:
    """Gives who acts: the name given, else the config's `[desk] user`, else the login name."""
    import getpass

    if named:
        return named
    if options.settings.desk.user:
        return options.settings.desk.user
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may have a user number without a name
        return str(os.getuid())
