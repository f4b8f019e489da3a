"""What the lines of an open text are made with."""

from __future__ import annotations

from msgspec import Struct
from rich.text import Text

from tradewatch.clean import clean_line, clean_text
from tradewatch.records import Statement
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import Look, side_tone, tone
from tradewatch.tui.panes.marking import Names
from tradewatch.tui.panes.pointing import NAME, point
from tradewatch.tui.panes.statements import speaker_words

__all__ = ["Sheet", "flag_texts", "speaker_text"]


class Sheet(Struct, frozen=True):
    """Where words are drawn: `width` cells of it, in a look, with the names that are marked."""

    desk: Desk
    look: Look
    width: int
    names: Names


def speaker_text(sheet: Sheet, one: Statement) -> Text:
    """Gives who said it; the name points to the speaker."""
    text = Text(speaker_words(one), tone(side_tone(one.side), sheet.look))
    return point(text, NAME, one.speaker, 0, len(clean_line(one.speaker))) if one.speaker else text


def flag_texts(sheet: Sheet, flag: str, note: str, tags: tuple[str, ...]) -> list[Text]:
    """Gives the lines of who flagged it, note and tags; none for what is empty."""
    look, lines = sheet.look, []
    if flag:
        lines.append(Text(f"⚑ flagged by {clean_line(flag)}", tone("flag", look)))
    if note:
        lines.append(Text(f"note: {clean_text(note)}", tone("warn", look)))
    if tags:
        lines.append(Text(f"tags: {clean_line(', '.join(tags))}", tone("dim", look)))
    return lines
