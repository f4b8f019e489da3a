"""The flagged board: everything that is flagged, what is still to do first."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tradewatch.quoting import quoted
from tradewatch.records import Flag, FlagState, Side
from tradewatch.storage.ids import show_id
from tradewatch.storage.pages import Pages

__all__ = ["BoardFlag", "read_board"]

_ORDER = {FlagState.TODO: 0, FlagState.USED: 1, FlagState.DROPPED: 2}


class BoardFlag(Struct, frozen=True):
    """One flagged thing in the words that people know it by."""

    id: str
    """As `i12`, `s7`, `y3`."""
    flag: Flag
    note: str
    tags: tuple[str, ...]
    words: str
    who: str
    """The outlet of an item or story, the speaker of a statement."""
    side: Side
    published: datetime
    url: str | None


def read_board(pages: Pages) -> list[BoardFlag]:
    """Gives what is flagged: to do, then used, then dropped; of each the newest flag first.

    A story was flagged together with its first item, and stands for it where both are in the same state.
    """
    rows = pages.flag_rows()
    states = {(kind, number): flag.state for kind, number, flag, _, _ in rows}
    found: list[BoardFlag] = []
    for kind, number, flag, note, tags in rows:
        if kind == "statement":
            said = next(iter(pages.statements([number])), None)
            if said is None:
                continue
            carrier = pages.carrier(said)
            url = carrier.url if carrier is not None else None
            words, who, side, at = quoted(said), said.speaker or "nobody named", said.side, said.published
        else:
            if kind == "story":
                story = next(iter(pages.stories([number])), None)
                item = story.head if story is not None else None
            else:
                item = pages.item(number)
            if item is None:
                continue
            told = states.get(("story", item.story_id or 0))
            if kind == "item" and told is flag.state and pages.first_item(item.story_id or 0) == number:
                continue
            words, who, side, at, url = item.title or item.summary, item.feed, item.side, item.published, item.url
        found.append(BoardFlag(show_id(kind, number), flag, note, tags, words, who, side, at, url))
    return sorted(found, key=lambda one: (_ORDER[one.flag.state], -one.flag.at.timestamp(), one.id))
