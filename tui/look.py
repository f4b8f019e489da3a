"""How tones look on dark and light terminals, and texts cut to the cells that a terminal has."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from tradewatch.book.words import Line
from tradewatch.clean import clean_line

__all__ = ["ELLIPSIS", "cut", "harmless", "line_text", "pad", "side_tone", "tone"]

ELLIPSIS = "…"

# (dark, light): chosen for a contrast of 4.5 and more on the themes' grounds; never the only sign of anything
_TONES: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "strong": ("bold", "bold"),
    "dim": ("#9aa4b2", "#5a6472"),
    "us": ("bold #7db4ff", "bold #0b4fb3"),
    "china": ("bold #ff8f7d", "bold #b3200b"),
    "both": ("bold #d7a6ff", "bold #6a2ca0"),
    "other": ("#9aa4b2", "#5a6472"),
    "warn": ("bold #ffc857", "bold #8a5a00"),
    "bad": ("bold #ff6b6b", "bold #b00020"),
    "good": ("#7fd88f", "#116329"),
    "quote": ("bold #f2e9c9", "bold #3b2f00"),
    "name": ("underline", "underline"),
    "rate": ("bold #ffc857", "bold #8a5a00"),
    "hit": ("reverse", "reverse"),
    "unread": ("bold #7fd88f", "bold #116329"),
    "flag": ("bold #ffc857", "bold #8a5a00"),
    "added": ("bold #7fd88f", "bold #116329"),
    "removed": ("strike #ff8f7d", "strike #b3200b"),
    "frame": ("#4b5563", "#9aa4b2"),
    "frame-focus": ("bold #7db4ff", "bold #0b4fb3"),
    "cursor": ("on #263248", "on #d6e4ff"),
    "cursor-idle": ("on #1b2230", "on #e8edf5"),
}


_CONTROLS = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, *range(0x2066, 0x206A)]
)


@lru_cache(maxsize=128)
def tone(name: str, dark: bool = True) -> Style:
    """Gives the style of a tone."""
    return Style.parse(_TONES[name][0 if dark else 1])


def side_tone(side: str) -> str:
    """Gives the tone of a side as the answers spell it."""
    return {"US": "us", "China": "china", "both": "both"}.get(side, "other")


def line_text(line: Line, dark: bool = True) -> Text:
    """Gives a line of the book as rich text."""
    text = Text(no_wrap=True, end="")
    for words, name in line:
        text.append(clean_spaces(words), tone(name, dark))
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
