"""Which items have a hand up, as SQL: worked out of marks, wordings, absences and notices.

Marked is what is flagged (the item, its story, a statement that it carries) or was exported. The wording that the desk
knows is the newest of what was answered, flagged, or exported while no hand was up; a hand is up while the present one
reads otherwise. It is up too while the feed lists the item no more, and where a notice of the outlet speaks of it, until
that is answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tradewatch.instants import iso_utc
from tradewatch.storage.markedrows import FLAGGED, VERSION_BY

__all__ = ["CONFIRMED", "FLAGS", "GONE", "RECALL", "ROWS", "UP", "until_words"]

CONFIRMED = timedelta(minutes=10)
"""A feed that does not list an item any more is asked once more, this much later, before the hand goes up."""

FLAGS = f"select marked.item_id, flag.at, flag.by, marked.version from {FLAGGED} where flag.at <= :until"
_BLANKS = "replace(replace({}, char(10) || char(10), ' '), char(10), ' ')"
"""Stored texts are clean: of blanks only line breaks, two at most, can differ."""
_DIFFERS = " or ".join(
    f"{_BLANKS.format(f'known_words.{one}')} <> {_BLANKS.format(f'coalesce(then_words.{one}, item.{one})')}"
    for one in ("title", "summary", "text")
)
# once confirmed it stays so: the feed was well, and without the item, that much later
GONE = (
    "item.gone_at is not null and item.gone_at <= :until and item.gone_at is not answered_hand.gone_at"
    " and min(feed.last_ok_at, :until) >="
    f" strftime('%Y-%m-%dT%H:%M:%SZ', item.gone_at, '+{int(CONFIRMED.total_seconds())} seconds')"
)
_UNANSWERED = "recall.at <= :until and recall.at > coalesce(answered_hand.at, '')"
RECALL = f"(select {{}} from recall where recall.item_id = item.id and {_UNANSWERED} order by at desc, notice_id desc limit 1)"
"""A column of the latest notice of the outlet about the item that nobody has taken note of."""
_RECALLED = RECALL.format("recall.at") + " is not null"
_MOVED = "(item.version > 1 or item.gone_at is not null or item.id in (select item_id from recall))"
"""Of most marked items the outlet has never touched again: those are left out before anything is worked out."""
ROWS = (
    f"with mark(item_id, version) as (select marked.item_id, marked.version from ({FLAGS}) as marked"
    f" cross join item on item.id = marked.item_id where {_MOVED}"
    " union all select item_id, exported_item.known from exported_item cross join item on item.id = item_id"
    f" where at <= :until and {_MOVED}),"
    " known(item_id, version) as (select mark.item_id, max(mark.version, coalesce(answered.version, 0))"
    " from (select item_id, max(version) as version from mark group by item_id) as mark"
    " left join answered_hand as answered on answered.item_id = mark.item_id and answered.at <= :until),"
    f" standing(item_id, known, version) as (select item.id, known.version, {VERSION_BY.format(':until')}"
    " from known join item on item.id = known.item_id)"
    " select {columns} from standing join item on item.id = standing.item_id join feed on feed.id = item.feed_id"
    " left join answered_hand on answered_hand.item_id = item.id and answered_hand.at <= :until"
    # the newest wording that is there of what the desk knows: a file that was recovered may lack some
    " left join item_version as known_words on known_words.item_id = item.id and known_words.version ="
    "  (select max(version) from item_version where item_id = item.id and version <= standing.known)"
    " left join item_version as then_words on then_words.item_id = item.id and then_words.version = standing.version"
    f" where (standing.version > standing.known and ({_DIFFERS})) or ({GONE}) or {_RECALLED}"
)
UP = ROWS.format(columns="item.id").replace(":until", ":hands_until")
"""The ids of the items with a hand up by the instant `:hands_until`."""


def until_words(until: datetime | None) -> str:
    """Gives an instant as the tables have it; without one later than any."""
    return iso_utc(until) if until is not None else "9999"
