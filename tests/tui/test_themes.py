"""The five themes: what can be read on which ground, and which colour codes reach the terminal."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tests.desk import deliver, entry, read_all
from tests.tui.terminal import Terminal, terminal
from tradewatch.storage.store import Store
from tradewatch.tui.themes import THEMES, first_theme

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}
_TRUE = ("dark", "light", "contrast")
_GROUNDS = {"cursor", "cursor-idle"}
_SGR = re.compile(rb"\x1b\[([\d;]*)m")


def _light(colour: Color) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [one / 255 for one in (colour.r, colour.g, colour.b)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(one: str, other: str) -> float:
    high, low = sorted((_light(Color.parse(one)), _light(Color.parse(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _drawn(name: str) -> dict[str, str]:
    """The variables as the sheets get them."""
    return THEMES[name].theme.to_color_system().generate() | THEMES[name].theme.variables


def _hex(style: Style, *, ground: bool = False) -> str | None:
    colour = style.bgcolor if ground else style.color
    return colour.get_truecolor().hex if colour else None


@pytest.mark.parametrize("name", _TRUE)
def test_every_word_is_read_on_every_ground(name: str) -> None:
    """A hit and the banner are reversed: the same two colours, the same ratio."""
    look, drawn = THEMES[name], _drawn(name)
    grounds = {one: drawn[one] for one in ("background", "surface", "panel")}
    grounds |= {one: _hex(look.tones[one], ground=True) or "" for one in _GROUNDS}
    inks = {one: _hex(style) or drawn["foreground"] for one, style in look.tones.items() if one not in _GROUNDS}
    least = 7.0 if name == "contrast" else 4.5
    weak = {
        (ink, ground, round(_ratio(inks[ink], grounds[ground]), 2))
        for ink, ground in itertools.product(inks, grounds)
        if not (ink == "frame" and ground in _GROUNDS)  # the mark of an idle cursor stands before its row
        and _ratio(inks[ink], grounds[ground]) < (3.0 if ink == "frame" else least)
    }
    assert not weak


@pytest.mark.parametrize("name", _TRUE)
def test_the_palette_the_input_line_and_the_scrollbars_can_be_read(name: str) -> None:
    drawn = _drawn(name)
    words = [
        ("input-cursor-foreground", "input-cursor-background"),
        ("input-selection-foreground", "input-selection-background"),
    ]
    words += [(ink, "surface") for ink in ("text", "dim", "text-muted", "text-disabled", "foreground")]
    words += [
        (ink, f"block-cursor{kind}-background")
        for kind in ("", "-blurred")
        for ink in ("dim", f"block-cursor{kind}-foreground")
    ]
    strokes = [(f"scrollbar{kind}", f"scrollbar-background{kind}") for kind in ("", "-hover", "-active")]
    strokes += [(frame, ground) for frame in ("frame", "frame-focus", "border") for ground in ("background", "surface")]
    assert all(_ratio(drawn[ink], drawn[ground]) >= 4.5 for ink, ground in words)
    assert all(_ratio(drawn[ink], drawn[ground]) >= 3.0 for ink, ground in strokes)


def test_the_sides_of_the_contrast_theme_are_blue_and_orange() -> None:
    us, china = (Color.parse(_hex(THEMES["contrast"].tones[side]) or "") for side in ("us", "china"))
    assert us.b > us.r
    assert china.r > china.b
    assert china.g > china.b


def test_terminal_takes_default_and_the_sixteen_and_dims_nothing() -> None:
    for name, style in THEMES["terminal"].tones.items():
        assert all(
            one is None or one.is_default or (one.number is not None and one.number < 8)
            for one in (style.color, style.bgcolor)
        ), name
        assert style.bgcolor is None or style.bgcolor.is_default, name
        assert not style.dim, name


def test_mono_has_no_colour_and_nothing_but_bold_underline_reverse() -> None:
    for name, style in THEMES["mono"].tones.items():
        assert all(one is None or one.is_default for one in (style.color, style.bgcolor)), name
        assert not (style.dim or style.italic or style.strike or style.blink), name


def test_themes_have_the_same_tones() -> None:
    assert len({frozenset(one.tones) for one in THEMES.values()}) == 1
    assert not THEMES.keys() & BUILTIN_THEMES.keys()


@pytest.mark.parametrize(
    ("wanted", "environment", "colours", "worn"),
    [
        ("", {}, 256, "dark"),
        ("light", {}, None, "light"),
        ("", {"NO_COLOR": "1"}, 256, "mono"),
        ("", {"NO_COLOR": ""}, 256, "dark"),
        ("contrast", {"NO_COLOR": "1"}, 256, "contrast"),
        ("light", {}, 0, "mono"),
        ("light", {"COLORTERM": "truecolor"}, 0, "light"),
    ],
)
def test_no_colour_asked_for_or_possible_gives_mono(
    wanted: str, environment: dict[str, str], colours: int | None, worn: str
) -> None:
    assert first_theme(wanted, environment, colours) == worn


def test_the_sheet_and_the_widgets_name_no_colour() -> None:
    room = Path(__file__).parents[2] / "tui"
    for path in [*room.rglob("*.tcss"), *(one for one in room.rglob("*.py") if one.name != "themes.py")]:
        assert not re.search(r"#(?:[0-9a-f]{3}){1,2}\b", path.read_text("utf-8"), re.IGNORECASE), path


def _codes(raw: bytes) -> set[int]:
    return {int(code) for one in _SGR.findall(bytes(raw)) for code in one.split(b";") if code}


def _walk(seen: Terminal) -> None:
    """Through the palette, a detail, the prompt, help and feeds."""
    seen.until("Port fees")
    seen.keys(":")
    seen.until("D · Desk")
    seen.keys("\x1b")
    seen.until(lambda text: "D · Desk" not in text)
    seen.keys("\r")
    seen.until("relevant (")
    seen.keys("?")
    seen.until("Here: the wire")
    seen.keys("q")
    seen.until(lambda text: "Here: the wire" not in text)
    seen.keys("S")
    seen.until("next poll")


@pytest.fixture
def filled(store: Store) -> Store:
    words = "“The door to China is open,” U.S. Treasury Secretary Scott Bessent said on Thursday. Tariffs stay at 30%."
    deliver(store, entry(1, title="Port fees on US ships in China", summary=words))
    read_all(store)
    return store


def test_with_no_color_no_colour_code_is_sent(filled: Store) -> None:
    with terminal(NO_COLOR="1", **OFFLINE) as seen:
        _walk(seen)
        assert re.search(rb"[\x1b\[;]7(;[\d;]*)?m\s*Add a deadline", seen.raw)
        assert _codes(seen.raw) <= {0, 1, 4, 7}


def test_the_terminal_theme_sends_no_colour_of_its_own(filled: Store) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text(path.read_text("utf-8") + "\n[theme]\nname = 'terminal'\n", "utf-8")
    with terminal(**OFFLINE) as seen:
        _walk(seen)
        assert not _codes(seen.raw) - {0, 1, 4, 7, 9, *range(30, 38), 39, 49}
        assert 36 in _codes(seen.raw)


def test_the_first_screen_has_the_colours_of_the_theme_that_the_config_names(filled: Store) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text(path.read_text("utf-8") + "\n[theme]\nname = 'light'\n", "utf-8")
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        assert seen.ground(14, 20) == (THEMES["light"].theme.background or "").lstrip("#")


def test_a_theme_is_changed_while_the_console_runs(filled: Store) -> None:
    with terminal(NO_COLOR="1", **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys(":")
        seen.until("🔎")
        seen.keys("theme light")
        seen.until(lambda text: "dark words on light" in text and "Undo" not in text)
        seen.keys("\r")
        ground = THEMES["light"].theme.background or ""
        seen.until(lambda text: "Theme" not in text and seen.ground(14, 20) == ground.lstrip("#"))


def test_the_pane_that_has_the_keys_and_the_row_are_told_apart_without_colour(filled: Store) -> None:
    with terminal(NO_COLOR="1", **OFFLINE) as seen:
        text = seen.until("Port fees")
        assert "┏ 4 Wire" in text and "╭ 2 Statements" in text
        assert any("▌" in line and "Port fees" in line for line in text.splitlines())
        seen.keys("2")
        seen.until(lambda text: "┏ 2 Statements" in text and "╭ 4 Wire" in text)


def test_an_unknown_theme_names_the_nearest(filled: Store) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text(path.read_text("utf-8") + "\n[theme]\nname = 'textual-dark'\n", "utf-8")
    with terminal(**OFFLINE) as seen:
        assert seen.ended() == 2
        assert b"did you mean 'dark'?" in seen.raw
