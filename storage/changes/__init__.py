"""What a person changes: one function for each thing, with its undo and its line in the log."""

from tradewatch.storage.changes.book import change_book, ground, undo_revision
from tradewatch.storage.changes.feeds import add_feeds, enable_feed, remove_feed
from tradewatch.storage.changes.flags import flag, set_note, unflag
from tradewatch.storage.changes.judgements import correct_speaker, dismiss, judge_feed, restore, set_relevant
from tradewatch.storage.changes.proposals import accept, reject
from tradewatch.storage.changes.searches import look_at_search, remove_search, rename_search, save_search
from tradewatch.storage.changes.seeing import mark_read, set_seen
from tradewatch.storage.changes.stories import merge_stories, split_story
from tradewatch.storage.changes.undoing import undo

__all__ = [
    "accept",
    "add_feeds",
    "change_book",
    "correct_speaker",
    "dismiss",
    "enable_feed",
    "flag",
    "ground",
    "judge_feed",
    "look_at_search",
    "mark_read",
    "merge_stories",
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
]
