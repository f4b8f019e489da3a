"""What the help says: the keys of the place it was opened over, then all of them, marks and terms; the docs say it too."""

from __future__ import annotations

from msgspec import Struct

from tradewatch.storage.querylanguage import TERMS
from tradewatch.tui.keymap import Keymap, does, here_keys
from tradewatch.tui.keys import BY_ID, GROUPS, KEYS, PLACES, Scope

__all__ = ["MARKS", "HelpLine", "help_lines", "key_page"]

MARKS: tuple[tuple[str, str], ...] = (
    ("●", "not seen yet"),
    ("→11:50", "a story that went on: its latest item came then; the outlet named was the first"),
    ("⚑", "flagged"),
    ("≠ book", "tells a date or a claim that is not as the book has it"),
    ("↔ US", "answers a statement of that side"),
    ("…", "cut; the whole stands in the open text"),
)


class HelpLine(Struct, frozen=True):
    keys: str
    words: str
    id: str = ""
    """The action that the line stands for; "" for headings, marks and terms."""

    @property
    def heading(self) -> bool:
        return not self.keys


def help_lines(keymap: Keymap, here: tuple[Scope, ...] = ()) -> list[HelpLine]:
    """Gives the lines of the help: first what can be done in a place, where one is named."""
    lines: list[HelpLine] = []
    if here:
        of = f" of {here[1]}" if len(here) > 1 else ""
        lines.append(HelpLine("", f"Here: {here[0]}{of}"))
        lines += [HelpLine(keymap.shown(one.id), does(one, here[0]), one.id) for one in here_keys(here, own=True)]
    for group in GROUPS:
        lines.append(HelpLine("", group))
        lines += [HelpLine(keymap.shown(one.id), one.words, one.id) for one in KEYS if one.group == group]
    for title, pairs in (("Marks", MARKS), (f"After {keymap.first('search')} and {keymap.first('filter')}", TERMS)):
        lines.append(HelpLine("", title))
        lines += [HelpLine(mark, meaning) for mark, meaning in pairs]
    return lines


def key_page() -> str:
    """Gives the help as a page of the docs: the keys that the program comes with, their ids and where they work."""
    page = ["# Keys", "", "Made by `make keys` from the table that the console itself has; `?` shows the same."]
    page += [
        "",
        'A key is changed in the config: under `[keys]` the id, as `flag = "b"`, `search = "/"`, `refresh = "F5"`',
    ]
    page += [
        'or several, as `"list.down" = "j,down"`. Two actions that want one key in the same place are named at start.'
    ]
    for line in help_lines(Keymap()):
        if line.heading:
            page += ["", f"## {line.words}", "", "| key | does | where | id |", "| --- | --- | --- | --- |"]
        else:
            keys = line.keys if line.id == "" else " ".join(f"`{one}`" for one in line.keys.split(" "))
            name = f"`{line.id}`" if line.id else ""
            page.append(f"| {_cell(keys)} | {_cell(line.words)} | {_where(line.id)} | {name} |")
    return "\n".join([*page, ""])


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _where(name: str) -> str:
    """The places of an action that not every place has, with commas between."""
    key = BY_ID.get(name)
    if key is None:
        return ""
    if key.about:
        return ", ".join(key.about)
    if Scope.CONSOLE in key.scopes:
        return ""
    return ", ".join(one for one in key.scopes if one in PLACES or one is Scope.PROMPT)
