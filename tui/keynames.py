"""Names of keys: as people write them, as Textual names them, as the screen shows them."""

from __future__ import annotations

from textual.binding import Binding
from textual.keys import Keys, key_to_character

__all__ = ["key_name", "key_names", "shown_key"]

_MODIFIERS = ("alt", "ctrl", "meta", "shift", "super")
_SPELLINGS = {
    "esc": "escape", "return": "enter", "pgup": "pageup", "page_up": "pageup", "pgdn": "pagedown", "pgdown": "pagedown",
    "page_down": "pagedown", "del": "delete", "ins": "insert", "bksp": "backspace", "control": "ctrl", "option": "alt",
    "cmd": "super", "↑": "up", "↓": "down", "←": "left", "→": "right",
}  # fmt: skip
_SAME_KEY = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
}
"""What a terminal cannot tell from another key."""
_NAMED = frozenset(str(one.value) for one in Keys if not one.value.startswith("<") and "+" not in one.value)
_SHOWN = {
    "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "space": "Space", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "ctrl+@": "Ctrl+Space", "comma": "comma",
}  # fmt: skip


def _textual_name(letter: str) -> str:
    """Gives `slash` for `/`."""
    if letter in " ,":  # a blank and a comma are nothing to Textual's own spelling
        return "space" if letter == " " else "comma"
    return next(iter(Binding.make_bindings([Binding(letter, "")]))).key


_LETTERS = {_textual_name(letter): letter for letter in map(chr, range(0x20, 0x7F))}


def key_names(words: str) -> tuple[str, ...]:
    """Gives Textual's names of keys written with commas between. Raises ValueError with what cannot be a key."""
    return tuple(dict.fromkeys(key_name(one) for one in words.split(",")))


def key_name(words: str) -> str:
    """Gives Textual's name of `/`, `slash`, `Ctrl+P`, `F5`, `Shift+Tab` or `W`. Raises ValueError for what is no key."""
    written = words if words == " " else words.strip()
    if not written:
        raise ValueError("")
    front, plus, last = written[:-1].rpartition("+")
    base = last + written[-1]  # so the last letter may be a plus itself
    modifiers = (
        [_SPELLINGS.get(one.strip().casefold(), one.strip().casefold()) for one in front.split("+")] if plus else []
    )
    base = base.strip() or base
    if any(one not in _MODIFIERS for one in modifiers):
        raise ValueError(written)
    name = _base_name(base, written)
    if "shift" in modifiers and len(name) == 1:
        name, modifiers = name.upper(), [one for one in modifiers if one != "shift"]
    if "ctrl" in modifiers and len(name) == 1:
        name = name.lower()
    whole = "+".join([*sorted(set(modifiers)), name])
    return _SAME_KEY.get(whole, whole)


def _base_name(base: str, written: str) -> str:
    if len(base) == 1 and base not in _SPELLINGS:
        if not base.isprintable():
            raise ValueError(written)
        return _textual_name(base)
    name = base.casefold().replace(" ", "_")
    name = _SPELLINGS.get(name, name)
    if name in _NAMED:
        return name
    letter = _letter(name)
    if letter is None or not letter.isprintable():
        raise ValueError(written)
    return _textual_name(letter)


def _letter(name: str) -> str | None:
    return _LETTERS.get(name) or key_to_character(name)


def shown_key(name: str) -> str:
    """Gives a key as the screen shows it: `/`, `Ctrl+D`, `Tab`, `↓`, `j`."""
    if name in _SHOWN:
        return _SHOWN[name]
    letter = _letter(name)
    if letter is not None and letter.isprintable() and letter != " ":
        return letter
    *modifiers, base = name.split("+")
    ending = shown_key(base) if modifiers else base.capitalize()
    return "+".join([*(one.capitalize() for one in modifiers), ending.upper() if len(ending) == 1 else ending])
