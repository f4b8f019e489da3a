"""The keys: one table from which all is made, changes of it in the config, and the help that knows where a person is."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from tests.desk import deliver, entry, read_all
from tests.tui.terminal import Terminal, terminal
from tradewatch import tui
from tradewatch.errors import SettingsError
from tradewatch.storage.store import Store
from tradewatch.tui.keylines import help_lines, key_page
from tradewatch.tui.keymap import Keymap, clashes, here_keys, read_keymap
from tradewatch.tui.keynames import key_name, key_names, shown_key
from tradewatch.tui.keys import BY_ID, HINTS, KEYS, PLACES, Scope

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


def ours(kind: type[DOMNode] = DOMNode) -> Iterator[type[DOMNode]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("tradewatch.tui"):
            yield one
        yield from ours(one)


def test_every_binding_of_every_widget_and_screen_is_in_the_table() -> None:
    for module in pkgutil.walk_packages(tui.__path__, "tradewatch.tui."):  # screens are imported when they are opened
        importlib.import_module(module.name)
    bound = [binding for kind in set(ours()) for binding in vars(kind).get("BINDINGS", [])]
    assert len(bound) > len(KEYS) - 1
    for binding in bound:
        assert isinstance(binding, Binding)
        assert binding.id in BY_ID, binding
    assert {binding.id for binding in bound} == set(BY_ID)


def test_no_id_stands_twice_and_no_two_actions_want_the_same_key() -> None:
    assert len(BY_ID) == len(KEYS)
    assert clashes(Keymap()) == []


def test_the_help_has_a_line_for_every_action_and_hints_name_actions_that_work_there() -> None:
    told = [line.id for line in help_lines(Keymap()) if line.id]
    assert sorted(told) == sorted(BY_ID)
    for place, hints in HINTS.items():
        assert {name for hint in hints for name in hint.ids} <= {
            one.id for one in here_keys((place, Scope.WIRE) if place is Scope.DETAIL else (place,))
        }


def test_every_action_can_be_done_from_the_palette_of_some_place() -> None:
    found = {one.id for place in PLACES for one in here_keys((place,))}
    assert found == {one.id for one in KEYS if not one.fixed}


@pytest.mark.parametrize(
    ("written", "name", "shown"),
    [
        ("/", "slash", "/"),
        ("slash", "slash", "/"),
        ("=", "equals_sign", "="),
        ("?", "question_mark", "?"),
        ("|", "vertical_line", "|"),
        ("+", "plus", "+"),
        ("-", "minus", "-"),
        ("[", "left_square_bracket", "["),
        (":", "colon", ":"),
        (" ", "space", "Space"),
        ("Enter", "enter", "Enter"),
        ("Ctrl+P", "ctrl+p", "Ctrl+P"),
        ("ctrl++", "ctrl+plus", "Ctrl++"),
        ("F5", "f5", "F5"),
        ("Shift+Tab", "shift+tab", "Shift+Tab"),
        ("Shift+w", "W", "W"),
        ("PgUp", "pageup", "PgUp"),
        ("ctrl+i", "tab", "Tab"),
    ],
)
def test_keys_are_written_as_they_stand_on_the_keyboard(written: str, name: str, shown: str) -> None:
    assert key_name(written) == name
    assert shown_key(name) == shown


def test_several_keys_stand_with_commas_between() -> None:
    assert key_names("j, down") == ("j", "down")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"flagg": "w"}, ["keys.flagg", "'flag'"]),
        ({"flag": "x"}, ["keys.flag", "export", "in the truce"]),
        ({"tariffs.proposals": "f"}, ["flag", "in the tariffs"]),
        ({"flag": "w", "note": "Z,w"}, ["flag", "note"]),
        ({"flag": "j"}, ["list.down", "in the statements"]),
        ({"feed.matters": "u"}, ["undo", "in the feeds"]),
        ({"flag": "ctrl+c"}, ["leave", "take another key"]),
        ({"flag": "esc"}, ["escape"]),
        ({"prompt.leave": "w"}, ["cannot be changed"]),
        ({"flag": "ctrl+%%"}, ["'ctrl+%%' is no key"]),
        ({"flag": "w,"}, ["nothing between commas"]),
        ({"flag": ""}, ["keys.flag is empty"]),
    ],
)
def test_what_the_config_may_not_say_is_named(changed: dict[str, str], words: list[str]) -> None:
    with pytest.raises(SettingsError) as refused:
        read_keymap(changed, "config.toml")
    told = f"{refused.value.message} {refused.value.hint}"
    for one in ["config.toml", *words]:
        assert one in told


def test_two_keys_can_be_swapped_and_a_key_of_a_pane_is_free_in_another() -> None:
    keymap = read_keymap({"flag": "m", "note": "f", "feed.rules": "z"}, "config.toml")
    assert keymap.shown("flag") == "m"
    assert keymap.for_textual()["note"] == "f"


def test_the_docs_list_of_keys_is_current() -> None:
    path = Path(__file__).parents[2] / "docs" / "keys.md"
    assert path.read_text("utf-8") == key_page(), "make keys"


# --- as a person sees it ---


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(
        store,
        entry(1, title="Port fees on US ships in China"),
        entry(2, title="Soybean growers wait for China and tariffs"),
    )
    read_all(store)
    return store


def click(seen: Terminal, words: str, *, last: bool = False) -> None:
    """Presses and lets go of the mouse on words."""
    lines = seen.lines()
    rows = [number for number, line in enumerate(lines) if words in line]
    row = rows[-1 if last else 0]
    column = lines[row].index(words)
    seen.keys(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")


def test_a_changed_key_works_in_a_list_and_the_help_shows_it(filled: Store) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text(path.read_text("utf-8") + "\n[keys]\nlist.down = 'b'\nflag = 'F5,&'\n", "utf-8")
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("b&")
        seen.until(lambda text: any("Soybean" in line and "⚑" in line for line in text.splitlines()))
        seen.keys("?")
        seen.until(lambda text: "F5 &" in text and "b  " in text)


def test_the_help_knows_the_place_and_does_the_line_that_is_chosen(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("3?")
        text = seen.until(lambda text: all(one in text for one in ("Here: the tariffs", "to check", "Everywhere")))
        assert text.index("the proposals to check") < text.index("Everywhere")
        seen.keys("?S")
        seen.until("1 to poll")
        seen.keys("?")
        seen.until(lambda text: "Here: the feeds" in text and "the rules decide again" in text)
        seen.keys("?q4?")
        seen.until("Here: the wire")
        seen.keys("jj\r")
        seen.until("flagged by ann")


def test_what_stands_on_the_screen_can_be_clicked(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("x export")
        click(seen, "f flag", last=True)
        seen.until("flagged by ann")
        seen.keys("3")
        seen.until("p proposals")
        click(seen, "? help")
        seen.until("Here: the tariffs")
        seen.keys("?")
        seen.until(lambda text: "Here: the tariffs" not in text)
        click(seen, "1 feed")
        seen.until("1 to poll")


def test_tab_goes_through_all_four_panes_where_one_is_shown_at_a_time(filled: Store) -> None:
    with terminal(columns=60, rows=20, **OFFLINE) as seen:
        seen.until("[4 Wire]")
        seen.keys("\t")
        seen.until("[1 Truce]")
        seen.keys("\x1b[Z\x1b[Z")
        seen.until("[3 Tariffs]")


def test_seen_and_not_seen_are_undone_together(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("2 unread")
        seen.keys("E")
        seen.until(lambda text: "0 unread" in text and "2 items seen" in text)
        seen.keys("u")
        seen.until("2 unread")
        seen.keys("e")
        seen.until("1 unread")
        seen.keys("e")
        seen.until("2 unread")


def test_correcting_and_dismissing_are_undone_by_a_key(filled: Store) -> None:
    said = "“The door to China is open,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday."
    deliver(filled, entry(9, title="Bessent says door to China is open on tariffs", summary=said))
    read_all(filled)
    with terminal(**OFFLINE) as seen:
        seen.until("Scott Bessent")
        seen.keys("2c")
        seen.until("who said")
        seen.keys("\x15Jamieson Greer\r")
        seen.until("Jamieson Greer (corrected)")
        seen.keys("u")
        seen.until(lambda text: "undone" in text and "(corrected)" not in text)
        seen.keys("d")
        seen.until(lambda text: "dismissed" in text and "The door to China" not in text)
        seen.keys("u")
        seen.until("The door to China")


def test_merging_is_undone_by_a_key(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("M")
        seen.until("its other half")
        seen.keys("jM")
        seen.until(lambda text: "are one story" in text and ("Port fees" in text) != ("Soybean growers" in text))
        seen.keys("u")
        seen.until(lambda text: "Port fees" in text and "Soybean growers" in text)


def test_arrivals_in_a_panes_head_and_hints_of_a_screen_can_be_clicked(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("j")
        deliver(filled, entry(-3, title="China and US to meet on tariffs again", summary="Vienna is named."))
        read_all(filled)
        seen.until("1 new: Space")
        click(seen, "1 new: Space")
        seen.until("to meet on tariffs again")
        seen.keys("S")
        seen.until("e on/off")
        click(seen, "e on/off")
        seen.until("Harbour Wire: disabled")


def test_the_palette_has_what_can_be_done_in_the_place_and_does_it(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("\x10")
        seen.until("Search for commands")
        seen.keys("not seen")
        seen.until("Seen, or not seen again")
        seen.keys("\r")
        seen.until("is seen · u undoes")
        seen.keys("3:")
        seen.until("Search for commands")
        seen.keys("check")
        assert "Split a story" not in seen.until("The proposals to check")


def test_sentences_name_the_keys_that_the_config_gave(filled: Store) -> None:
    config = Path(os.environ["TRADEWATCH_CONFIG"])
    config.write_text('[keys]\nundo = "U"\nnote = "b"\n"turn.previous" = "F7"\n', "utf-8")
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("f")
        seen.until("b note, x export, U undo")
        seen.keys("a")
        seen.until("show things as of")
        seen.keys("2025-05-20\r")
        seen.until("Esc: back to now · F7 and ]")
