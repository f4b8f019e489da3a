"""The five themes of the console: for each the inks of every tone, and the colours that Textual's own parts take."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping

from msgspec import Struct
from rich.style import Style
from textual.theme import Theme

from tradewatch.errors import SettingsError

__all__ = ["DEFAULT", "THEMES", "Look", "check_theme", "first_theme", "theme_help"]


GROUND = "ansi_white"
"""Stands in a plain theme for a reversed ground, which Textual's lists and inputs cannot draw; see wearing.py."""


class Look(Struct, frozen=True, eq=False):
    """A theme: the style of each tone, and what Textual draws by itself."""

    name: str
    words: str
    """What a person reads beside the name."""
    tones: Mapping[str, Style]
    theme: Theme
    plain: bool = False
    """On the terminal's own ground. The cursor covers the row's colours: reversed they would be many grounds."""


class _Inks(Struct, frozen=True):
    """Colours in hex: the grounds that text stands on, the inks of words, the strokes that are no words."""

    background: str
    surface: str
    panel: str
    cursor: str
    idle: str
    text: str
    dim: str
    us: str
    china: str
    both: str
    warn: str
    bad: str
    good: str
    quote: str
    frame: str
    focus: str


_DARK = _Inks(
    background="#10141b", surface="#171c25", panel="#1e2530", cursor="#2c3d5c", idle="#222b3a",
    text="#e4e8ee", dim="#abb4c2", us="#86baff", china="#ff9d8c", both="#d9adff", warn="#ffc857",
    bad="#ff9090", good="#7fd88f", quote="#f2e9c9", frame="#6d7a8d", focus="#86baff",
)  # fmt: skip
_LIGHT = _Inks(
    background="#fbfcfe", surface="#f2f5f9", panel="#e6ebf2", cursor="#c9ddfb", idle="#e0e7f1",
    text="#1a202a", dim="#4a5361", us="#0a459e", china="#9c1c08", both="#61269a", warn="#6b4400",
    bad="#a3001c", good="#0c5321", quote="#3b2f00", frame="#76818f", focus="#0a459e",
)  # fmt: skip
# sides in blue and orange, which every common kind of colour-blindness tells apart
_CONTRAST = _Inks(
    background="#000000", surface="#000000", panel="#141414", cursor="#002b5e", idle="#262626",
    text="#ffffff", dim="#dadada", us="#8accff", china="#ffb454", both="#ffffff", warn="#ffe45c",
    bad="#ffc2a8", good="#a8e6ff", quote="#fff6d0", frame="#a6a6a6", focus="#ffe45c",
)  # fmt: skip


def _styles(words: Mapping[str, str]) -> dict[str, Style]:
    return {name: Style.parse(style) for name, style in words.items()}


def _coloured(name: str, words: str, ink: _Inks, *, dark: bool) -> Look:
    tones = _styles(
        {
            "": "",
            "strong": "bold",
            "dim": ink.dim,
            "us": f"bold {ink.us}",
            "china": f"bold {ink.china}",
            "both": f"bold {ink.both}",
            "other": ink.dim,
            "warn": f"bold {ink.warn}",
            "bad": f"bold {ink.bad}",
            "good": ink.good,
            "quote": f"bold {ink.quote}",
            "name": "underline",
            "rate": f"bold {ink.warn}",
            "hit": "reverse",
            "unread": f"bold {ink.good}",
            "flag": f"bold {ink.warn}",
            "added": f"bold {ink.good}",
            "removed": f"strike {ink.china}",
            "frame": ink.frame,
            "frame-focus": f"bold {ink.focus}",
            "cursor": f"on {ink.cursor}",
            "cursor-idle": f"on {ink.idle}",
        }
    )
    theme = Theme(
        name, primary=ink.focus, secondary=ink.us, warning=ink.warn, error=ink.bad, success=ink.good, accent=ink.focus,
        foreground=ink.text, background=ink.background, surface=ink.surface, panel=ink.panel, dark=dark,
        variables=_variables(
            ink.text, ink.dim, ink.background, ink.frame, ink.focus, cursor_ground=ink.cursor, cursor_style="bold",
            input_style="none", input_cursor=(ink.background, ink.text),
        ),
    )  # fmt: skip
    return Look(name, words, tones, theme)


def _variables(
    text: str, dim: str, ground: str, frame: str, focus: str, *,
    cursor_ground: str, cursor_style: str, input_style: str, input_cursor: tuple[str, str],
) -> dict[str, str]:  # fmt: skip
    """What console.tcss and Textual's own palette, input line and scrollbars take their colours from."""
    cursor = {
        f"block-cursor{kind}-{part}": value
        for kind in ("", "-blurred")
        for part, value in (("foreground", text), ("background", cursor_ground), ("text-style", cursor_style))
    }
    bars = {f"scrollbar-background{kind}": ground for kind in ("", "-hover", "-active")}
    return cursor | bars | {
        "text": text, "text-muted": dim, "text-disabled": dim, "foreground-muted": dim, "foreground-disabled": dim,
        "dim": dim, "frame": frame, "frame-focus": focus, "border": focus, "border-blurred": frame,
        "scrollbar": frame, "scrollbar-hover": focus, "scrollbar-active": focus, "scrollbar-corner-color": ground,
        "block-hover-background": cursor_ground,
        "input-cursor-foreground": input_cursor[0], "input-cursor-background": input_cursor[1],
        "input-cursor-text-style": input_style,
        "input-selection-foreground": ground, "input-selection-background": focus,
        "screen-selection-foreground": ground, "screen-selection-background": focus,
        "link-color": text, "link-color-hover": text, "link-background-hover": cursor_ground,
    }  # fmt: skip


def _plain(name: str, words: str, tones: dict[str, str]) -> Look:
    """A theme on the terminal's own ground: what stands out is bold, underlined or reversed."""
    shared = {
        "": "", "strong": "bold", "dim": "", "other": "", "both": "bold", "good": "", "quote": "bold",
        "name": "underline", "rate": "bold", "hit": "reverse", "added": "bold", "frame": "", "frame-focus": "bold",
        "cursor": "default on default reverse", "cursor-idle": "",
    }  # fmt: skip
    own = "ansi_default"
    theme = Theme(
        name, primary=own, secondary=own, warning=own, error=own, success=own, accent=own, foreground=own,
        background=own, surface=own, panel=own, boost=own, ansi=True,
        variables=_variables(
            own, own, own, own, own,
            cursor_ground=GROUND, cursor_style="bold", input_style="none", input_cursor=("ansi_black", GROUND),
        )
        | {"ansi-background": own, "ansi-foreground": own, "input-selection-background": GROUND,
           "screen-selection-background": GROUND},
    )  # fmt: skip
    return Look(name, words, _styles(shared | tones), theme, plain=True)


DEFAULT = "dark"
THEMES: dict[str, Look] = {
    one.name: one
    for one in (
        _coloured("dark", "light words on dark", _DARK, dark=True),
        _coloured("light", "dark words on light", _LIGHT, dark=False),
        # of the sixteen no yellow (unreadable on white) and no blue (unreadable on black)
        _plain(
            "terminal",
            "the terminal's own 16 colours and ground",
            {
                "us": "bold cyan", "china": "bold red", "warn": "bold magenta", "bad": "bold red", "flag": "bold magenta",
                "unread": "bold green", "removed": "strike",
            },
        ),
        _coloured("contrast", "high contrast; sides in blue and orange", _CONTRAST, dark=True),
        _plain(
            "mono",
            "no colour: bold, underlined, reversed",
            {"us": "bold", "china": "bold", "warn": "bold", "bad": "bold", "flag": "bold", "unread": "bold", "removed": ""},
        ),
    )
}  # fmt: skip


def first_theme(wanted: str, environment: Mapping[str, str] = os.environ, colours: int | None = None) -> str:
    """Gives the theme to open with: `mono` where the terminal has no colours (`colours`, None where that is not known).

    What the config names comes before NO_COLOR (any non-empty value), as https://no-color.org has it.
    """
    if colours is not None and colours < 8 and not environment.get("COLORTERM"):
        return "mono"
    return wanted or ("mono" if environment.get("NO_COLOR") else DEFAULT)


def theme_help() -> str:
    """Gives `there are dark, light, …`."""
    return f"there are {', '.join(THEMES)}"


def check_theme(name: str, config: object) -> None:
    """Raises SettingsError for a theme that there is not; "" is the program's own."""
    if name and name not in THEMES:
        near = difflib.get_close_matches(name, THEMES, n=1, cutoff=0.3)
        nearest = f"did you mean {near[0]!r}? " if near else ""
        raise SettingsError(f"{config}: unknown theme {name!r}", f"{nearest}{theme_help()}")
