"""All words by which the log calls what people did, and what each of them is called for people."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

__all__ = ["TOLD", "WORDS", "Deed", "DeedWords"]


class Deed(StrEnum):
    """A word of the log: nothing else is written there."""

    FLAG = "flag"
    NOTE = "note"
    HAND = "hand"
    READ = "read"
    RELEVANT = "relevant"
    JUDGED = "judged"
    CORRECT = "correct"
    DISMISS = "dismiss"
    RESTORE = "restore"
    BOOK = "book"
    PROPOSAL = "proposal"
    MERGE = "merge"
    SPLIT = "split"
    ADD = "add"
    REMOVE = "remove"
    ENABLE = "enable"
    DISABLE = "disable"
    SAVE = "save"
    RENAME = "rename"
    FORGET = "forget"
    STAND = "stand"
    """The place among others that a statement lost by what was done to it, or has again."""


TOLD = f"what <> '{Deed.READ}'"
"""Of rows of the log: not what somebody has merely seen, of which one key may write a million. The log's indexes have the
same words: SQLite uses them only for a query that says so too."""


class DeedWords(Struct, frozen=True):
    """`became` says what a person made of a thing, `undone` what undo takes back."""

    became: str
    undone: str


WORDS = {
    Deed.FLAG: DeedWords("flagged", "the flag"),
    Deed.NOTE: DeedWords("note", "note and tags"),
    Deed.HAND: DeedWords("took note of what the outlet changed", "the answer to the hand"),
    Deed.READ: DeedWords("seen", "the mark of what is seen"),
    Deed.RELEVANT: DeedWords("judged", "whether it matters"),
    Deed.JUDGED: DeedWords("judged as a whole", "the word on all items"),
    Deed.CORRECT: DeedWords("speaker corrected", "the speaker"),
    Deed.DISMISS: DeedWords("dismissed", "the dismissal"),
    Deed.RESTORE: DeedWords("restored", "the restoring"),
    Deed.BOOK: DeedWords("book changed", "the change of the book"),
    Deed.PROPOSAL: DeedWords("decided", "the decision"),
    Deed.MERGE: DeedWords("stories merged", "the merging"),
    Deed.SPLIT: DeedWords("split", "the splitting"),
    Deed.ADD: DeedWords("feed added", "the adding"),
    Deed.REMOVE: DeedWords("feed removed", "the removal"),
    Deed.ENABLE: DeedWords("feed switched on", "the enabling"),
    Deed.DISABLE: DeedWords("feed switched off", "the disabling"),
    Deed.SAVE: DeedWords("search saved", "the saving"),
    Deed.RENAME: DeedWords("search renamed", "the renaming"),
    Deed.FORGET: DeedWords("search removed", "the removal"),
    Deed.STAND: DeedWords("stands for itself", "the place"),
}
