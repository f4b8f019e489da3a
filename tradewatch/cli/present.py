"""The one place below which nobody asks what time it is: the clock of a command, and its present."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import click

from tradewatch.clean import clean_line
from tradewatch.errors import TradewatchError
from tradewatch.instants import WASHINGTON, parse_instant
from tradewatch.protocols import Clock
from tradewatch.settings import Options

__all__ = ["DEMO_OFFSET", "clock", "demo_mark", "desk_zone", "instant_option", "now", "user"]

DEMO_OFFSET = "TRADEWATCH_DEMO_OFFSET"
"""Environment variable that carries the demo's clock to its poller: seconds to add to the real one."""


class _Instant(click.ParamType[datetime]):
    """An ISO instant with an offset, or a bare date as its start in Washington."""

    name = "instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return parse_instant(str(value))
        except TradewatchError as error:
            self.fail(f"{error.message} ({error.hint})", param, ctx)


instant_option = _Instant()
"""Type of the options that take an instant."""


def desk_zone(options: Options) -> ZoneInfo:
    """Gives the desk's zone: the config's, else the system's, else UTC where the system's has no name."""
    if options.settings.desk.zone:
        return ZoneInfo(options.settings.desk.zone)
    return _system_zone()


def _system_zone() -> ZoneInfo:
    """The zone by `TZ`, else by what /etc/localtime points to (Linux and macOS both keep a link into zoneinfo)."""
    named = os.environ.get("TZ", "").lstrip(":")
    link = os.path.realpath("/etc/localtime")
    for name in (named, link.partition("/zoneinfo/")[2]):
        if name:
            try:
                return ZoneInfo(name)
            except (KeyError, ValueError, OSError):
                continue
    return ZoneInfo("UTC")


def clock(options: Options) -> Clock:
    """Gives the clock that polling lives by: the present, or the demo's running one. `--as-of` does not touch it."""
    if not options.demo:
        return lambda: datetime.now(UTC)
    offset = timedelta(seconds=float(os.environ.get(DEMO_OFFSET, "0")))
    return lambda: datetime.now(UTC) + offset


def demo_mark(options: Options) -> str:
    """Gives `DEMO 6 Jun 2025` for whatever leaves the demo, "" everywhere else."""
    if not options.demo:
        return ""
    day = now(options).astimezone(WASHINGTON)
    return f"DEMO {day.day} {day:%b %Y}"


def now(options: Options) -> datetime:
    """Gives the instant that an answer is for: `--as-of`, else the clock's present."""
    return options.as_of or clock(options)()


def user(options: Options, named: str | None = None) -> str:
    """Gives who acts: the name given, else the config's `[desk] user`, else the login name."""
    import getpass

    if named is not None:
        if not clean_line(named):
            raise click.BadParameter("a name is wanted", param_hint="--by")
        return clean_line(named)
    if options.settings.desk.user:
        return options.settings.desk.user
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may have a user number without a name
        return str(os.getuid())
