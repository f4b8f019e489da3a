"""Two wordings of one text with the words that went and came marked, by signs besides colour."""

from __future__ import annotations

import difflib

from rich.text import Text

from tradewatch.clean import clean_line
from tradewatch.tui.look import Look, tone

__all__ = ["changed_words"]


def changed_words(before: str, after: str, look: Look) -> Text:
    """Gives `Beijing [-will-] {+may+} talk`, words in order."""
    text = Text()
    old, new = clean_line(before).split(), clean_line(after).split()
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            text.append(" ".join(old[a:b]) + " ", tone("", look))
            continue
        if old[a:b]:
            text.append("[-" + " ".join(old[a:b]) + "-]", tone("removed", look))
            text.append(" ")
        if new[c:d]:
            text.append("{+" + " ".join(new[c:d]) + "+}", tone("added", look))
            text.append(" ")
    return text
