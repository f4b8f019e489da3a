"""How tones look in the theme of the console, and texts cut to the cells that a terminal has."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.app import App

from tradewatch.book.words import Line
from tradewatch.clean import clean_line
from tradewatch.tui.themes import DEFAULT, THEMES, Look

__all__ = ["ELLIPSIS", "Look", "cut", "harmless", "line_text", "look_of", "pad", "side_tone", "tone"]

ELLIPSIS = "…"

_CONTROLS = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, *range(0x2066, 0x206A)]
)


def look_of(app: App[object]) -> Look:
    """Gives the look of the theme that the console wears."""
    return THEMES.get(app.theme) or THEMES[DEFAULT]


def tone(name: str, look: Look) -> Style:
    """Gives the style of a tone."""
    return look.tones[name]


def side_tone(side: str) -> str:
    """Gives the tone of a side as the answers spell it."""
    return {"US": "us", "China": "china", "both": "both"}.get(side, "other")


def line_text(line: Line, look: Look) -> Text:
    """Gives a line of the book as rich text."""
    text = Text(no_wrap=True, end="")
    for words, name in line:
        text.append(clean_spaces(words), tone(name, look))
    return text


def clean_spaces(words: str) -> str:
    """Cleans a text once more at the screen's door and keeps the spaces that columns are made of."""
    return (
        "".join(letter if letter == " " else clean_line(letter) or "" for letter in words)
        if not words.isprintable()
        else words
    )


def harmless(words: str) -> str:
    """Gives a text without control characters: the last door before the terminal."""
    return words if words.isprintable() else words.translate(_CONTROLS)


def cut(words: str, width: int) -> str:
    """Gives a text of at most so many cells, cut with an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(words) <= width:
        return words
    return set_cell_size(words, width - 1).rstrip() + ELLIPSIS


def pad(words: str, width: int) -> str:
    """Gives a text of exactly so many cells."""
    return set_cell_size(cut(words, width), max(width, 0))
