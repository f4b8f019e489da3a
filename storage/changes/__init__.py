"""What a person changes: one function for each thing, with its undo and its line in the log."""

from tradewatch.storage.changes.flags import flag, set_note, unflag
from tradewatch.storage.changes.judgements import correct_speaker, dismiss, mark_read, restore, set_relevant
from tradewatch.storage.changes.undoing import undo

__all__ = ["correct_speaker", "dismiss", "flag", "mark_read", "restore", "set_note", "set_relevant", "undo", "unflag"]
