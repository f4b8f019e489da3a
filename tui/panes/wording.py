"""Two wordings of one text with the words that went and came marked, by signs besides colour."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from tradewatch.rewording import Piece, passages, pieces
from tradewatch.tui.look import Look, tone

__all__ = ["changed_passages", "changed_words"]

_MARKS = {"same": ("", "", ""), "gone": ("[-", "-]", "removed"), "new": ("{+", "+}", "added")}


def changed_words(before: str, after: str, look: Look) -> Text:
    """Gives `Beijing [-will-] {+may+} talk`, words in order."""
    return _text(pieces(before, after), look)


def changed_passages(before: str, after: str, look: Look) -> list[Text]:
    """Gives the changed places of a long text, each with some words around it."""
    return [_text(one, look) for one in passages(before, after)]


def _text(row: Iterable[Piece], look: Look) -> Text:
    text = Text()
    for one in row:
        begin, end, name = _MARKS[one.kind]
        text.append(" " if text.plain and one.apart else "")
        text.append(f"{begin}{one.words}{end}", tone(name, look))
    return text
