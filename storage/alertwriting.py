"""Writing down what a look found: flags, messages with their deliveries, and the items that each rule knows by now."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tradewatch.instants import shifted
from tradewatch.records import Alert
from tradewatch.storage import alertrows, watchrows
from tradewatch.storage.alertfinds import Found, Match
from tradewatch.storage.alertwords import more_alert, story_alert
from tradewatch.storage.changes.flags import flag_story
from tradewatch.storage.storyrows import live_story

__all__ = ["MOST_SINGLY", "write_found"]

MOST_SINGLY = 20
"""Messages within ten minutes; of what is more, one message says how many and which first."""
_WITHIN = timedelta(minutes=10)


def write_found(
    connection: sqlite3.Connection, found: Found, targets: Sequence[str], at: datetime, zone: ZoneInfo
) -> int:
    """Flags, writes the messages of what was found with their deliveries, and notes which items are known from now on.

    Of a story one message is made, whichever rules found it, and none where one was made before. Of more than
    `MOST_SINGLY` messages within ten minutes the rest has one message together. Gives how many were found.
    """
    stories: dict[int, list[Match]] = {}
    for one in found.matches:
        story = live_story(connection, one.story)
        if one.new and one.rule.flags and not watchrows.was_flagged(connection, story):
            flag_story(connection, story, by=f"watch: {one.rule.name}", at=at)
        stories.setdefault(story, []).append(one)
    messages: list[tuple[Alert, list[Match]]] = []
    for story, matches in stories.items():
        telling = [one for one in matches if one.new and one.rule.notifies]
        if telling and not watchrows.story_known(connection, story):
            first = min((one.item for one in telling), key=lambda one: (one.published, one.id))
            why = [(one.rule.name, one.why) for one in telling]
            messages.append((story_alert(first, why, at, zone), matches))
        else:
            _note(connection, matches, None)
    messages += [(one, []) for one in found.alerts]
    room = max(0, MOST_SINGLY - alertrows.told_lately(connection, shifted(at, -_WITHIN)))
    if len(messages) - room == 1:
        room += 1  # one message that says of one more is no gain
    for number, (alert, matches) in enumerate(messages):
        _note(connection, matches, alertrows.add_alert(connection, alert, targets if number < room else ()))
    rest = [alert for alert, _ in messages[room:]]
    if rest:
        alertrows.add_alert(connection, more_alert(rest, at), targets)
    return len(messages)


def _note(connection: sqlite3.Connection, matches: Sequence[Match], alert_id: int | None) -> None:
    for one in matches:
        watchrows.note_matches(connection, one.rule.name, one.items, alert_id)
