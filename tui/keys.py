"""Every key: its id, the key, the action, its words. Help, palette, hint line and the config's [keys] all read this."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

__all__ = ["KEYS", "KEY_IDS", "Key", "bindings", "hint_keys"]


@dataclass(frozen=True, slots=True)
class Key:
    id: str
    keys: str
    action: str
    words: str
    group: str
    shown: str = ""
    """How the key is written for people; "" is the key itself."""
    hint: str = ""
    """Words on the hint line; "" keeps it off."""


KEYS: tuple[Key, ...] = (
    Key("pane.truce", "1", "pane(1)", "the truce", "Panes"),
    Key("pane.statements", "2", "pane(2)", "statements", "Panes"),
    Key("pane.tariffs", "3", "pane(3)", "tariffs", "Panes"),
    Key("pane.wire", "4", "pane(4)", "the wire", "Panes"),
    Key("pane.next", "tab", "next_pane(1)", "next pane", "Panes", "Tab"),
    Key("pane.previous", "shift+tab", "next_pane(-1)", "previous pane", "Panes", "Shift+Tab"),
    Key("pane.zoom", "z", "zoom", "zoom the pane, and back", "Panes"),
    Key("arrivals", "space", "arrivals", "show the new arrivals", "Lists", "Space"),
    Key("search", "slash", "search", "search; Enter keeps the hits, Esc brings the list back", "Lists", "/", "search"),
    Key("hit.next", "n", "hit(1)", "next hit in the open text", "Lists"),
    Key("hit.previous", "N", "hit(-1)", "previous hit", "Lists"),
    Key(
        "filter",
        "equals_sign",
        "narrow",
        "narrow the pane, as side:China topic:tariffs since:3d",
        "Lists",
        "=",
    ),
    Key("flagged", "F", "flagged", "only what is flagged, and back", "Lists"),
    Key("tray", "T", "tray", "the tray, and back: near misses, or words without a name", "Lists"),
    Key("flag", "f", "flag", "flag, or take the flag off", "Desk", "", "flag"),
    Key("note", "m", "note", "write a note", "Desk"),
    Key("tag", "t", "tag", "set tags", "Desk"),
    Key("undo", "u", "undo", "take the last change back", "Desk"),
    Key("proposals", "P", "proposals", "the proposals; in the tariffs also p", "Desk"),
    Key("deadline", "D", "add_deadline", "add a deadline", "Desk"),
    Key("correct", "c", "correct", "correct a statement's speaker", "Desk"),
    Key("dismiss", "d", "dismiss", "dismiss a false statement", "Desk"),
    Key("merge", "M", "merge", "merge two stories: M on the one, then M on the other", "Desk"),
    Key("split", "vertical_line", "split", "split a story", "Desk", "|"),
    Key("matters", "plus", "judge(True)", "it matters: the story and all its items", "Desk", "+"),
    Key("matters.not", "minus", "judge(False)", "it does not matter", "Desk", "-"),
    Key("export", "x", "export", "export what is flagged", "Desk", "", "export"),
    Key("copy", "y", "copy", "copy the words", "Desk"),
    Key("cite", "Y", "cite", "copy as a citation", "Desk"),
    Key("browse", "o", "browse", "open in the browser", "Desk"),
    Key("refresh", "r", "refresh_feeds", "poll all feeds now", "Console"),
    Key("as_of", "a", "as_of", "show things as they stood at a time; Esc: now", "Console"),
    Key("turn.previous", "left_square_bracket", "turn(-1)", "the change of the book before", "Console", "["),
    Key("turn.next", "right_square_bracket", "turn(1)", "the change of the book after", "Console", "]"),
    Key("feeds", "S", "feeds", "the feeds and their health; + - R judge all that one brings", "Console"),
    Key("palette", "colon", "command_palette", "command palette", "Console", ":"),
    Key("help", "question_mark", "help", "this help", "Console", "?", "help"),
    Key("suspend", "ctrl+z", "suspend", "back to the shell for a while; fg returns", "Console", "Ctrl+Z"),
    Key("close", "q", "close", "close what is open; twice at the top: quit", "Console"),
    Key("escape", "escape", "escape", "out of any mode", "Console", "Esc"),
)
KEY_IDS = frozenset(one.id for one in KEYS) | {
    *(f"list.{name}" for name in ("up", "down", "first", "last", "page_up", "page_down", "open")),
    "tariffs.proposals",
    "truce.open",
    *(f"text.{name}" for name in ("up", "down", "top", "bottom", "page_up", "page_down")),
}
"""All ids that `[keys]` may name.

Beside the keys above every list and text knows j k g G ctrl+d ctrl+u and Enter."""


def bindings() -> list[Binding]:
    """Gives the console's bindings; their ids are what `[keys]` of the config names."""
    return [Binding(one.keys, one.action, one.words, show=False, id=one.id) for one in KEYS]


def hint_keys(changed: dict[str, str]) -> list[tuple[str, str, str]]:
    """Gives (key, words, action) for the hint line, with the keys that the config changed."""
    hints = [("1-4", "pane", "next_pane(1)"), ("j/k", "move", ""), ("Enter", "open", "open")]
    hints += [(changed.get(one.id, one.shown or one.keys), one.hint, one.action) for one in KEYS if one.hint]
    return hints
