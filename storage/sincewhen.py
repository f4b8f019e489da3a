"""Reading since when a person wants to know: a clock time, or what `since:` of a query knows."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from tradewatch.errors import TradewatchError
from tradewatch.instants import parse_utc
from tradewatch.storage.queryterms import Bearings, WrongValueError, stored_value

__all__ = ["since_when"]

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\Z")


def since_when(text: str, bearings: Bearings) -> datetime:
    """Gives the instant; `18:02` is the last time that the desk's clock showed it. Raises TradewatchError."""
    words = text.strip()
    found = _CLOCK.match(words)
    if found is None:
        try:
            since = parse_utc(stored_value("since", words, bearings)) if words else bearings.now
        except WrongValueError as error:
            raise TradewatchError(f"knows no time {words!r}", f"write 18:02, {error.hint}") from error
    else:
        today = bearings.now.astimezone(bearings.zone).date()
        clock = time(int(found[1]), int(found[2]))
        since = datetime.combine(today, clock, bearings.zone)
        if since > bearings.now:
            since = datetime.combine(today - timedelta(days=1), clock, bearings.zone)
        since = since.astimezone(bearings.now.tzinfo)
    if since >= bearings.now:
        raise TradewatchError(f"{words or 'that'} is not past", "a handover is of what came before now")
    return since
