"""What a person changes: one function for each thing, with its undo and its line in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tradewatch.late import late_name

if TYPE_CHECKING:
    from tradewatch.storage.changes.book import change_book, ground, undo_revision
    from tradewatch.storage.changes.feeds import add_feeds, enable_feed, remove_feed
    from tradewatch.storage.changes.flags import flag, flag_all, set_note, unflag, unflag_all
    from tradewatch.storage.changes.hands import answer_hands
    from tradewatch.storage.changes.judgements import correct_speaker, dismiss, judge_feed, restore, set_relevant
    from tradewatch.storage.changes.proposals import accept, reject
    from tradewatch.storage.changes.searches import look_at_search, remove_search, rename_search, save_search
    from tradewatch.storage.changes.seeing import mark_read, set_seen
    from tradewatch.storage.changes.stories import merge_stories, split_story
    from tradewatch.storage.changes.undoing import undo
    from tradewatch.storage.changes.visits import note_visit

__all__ = [
    "accept",
    "add_feeds",
    "answer_hands",
    "change_book",
    "correct_speaker",
    "dismiss",
    "enable_feed",
    "flag",
    "flag_all",
    "ground",
    "judge_feed",
    "look_at_search",
    "mark_read",
    "merge_stories",
    "note_visit",
    "reject",
    "remove_feed",
    "remove_search",
    "rename_search",
    "restore",
    "save_search",
    "set_note",
    "set_relevant",
    "set_seen",
    "split_story",
    "undo",
    "undo_revision",
    "unflag",
    "unflag_all",
]

_PARTS = {
    "book": "change_book ground undo_revision",
    "feeds": "add_feeds enable_feed remove_feed",
    "flags": "flag flag_all set_note unflag unflag_all",
    "hands": "answer_hands",
    "judgements": "correct_speaker dismiss judge_feed restore set_relevant",
    "proposals": "accept reject",
    "searches": "look_at_search remove_search rename_search save_search",
    "seeing": "mark_read set_seen",
    "stories": "merge_stories split_story",
    "undoing": "undo",
    "visits": "note_visit",
}
"""Each part with its names, imported with the first change: the console opens without them."""


def __getattr__(name: str) -> Any:
    return late_name(globals(), _PARTS, name)
