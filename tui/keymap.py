"""Which key does what once the config has had its word: what each scope binds, and what the config may not say."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from itertools import combinations

from textual.binding import Binding

from tradewatch.errors import SettingsError
from tradewatch.tui.keynames import key_names, shown_key
from tradewatch.tui.keys import BY_ID, HINTS, IN_PLACE, KEYS, PLACES, Key, Scope

__all__ = ["Keymap", "bindings", "clashes", "does", "here_keys", "read_keymap"]


def bindings(scope: Scope) -> list[Binding]:
    """Gives what a scope binds; the ids are what `[keys]` of the config names."""
    return [
        Binding(one.keys, one.action, one.words, show=False, id=one.id, priority=one.priority)
        for one in KEYS
        if scope in one.scopes
    ]


class Keymap:
    """The keys of every action, with those that the config changed."""

    def __init__(self, changed: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._changed = dict(changed or {})

    def names(self, name: str) -> tuple[str, ...]:
        """Gives the keys of an id, as Textual names them."""
        return self._changed.get(name) or tuple(BY_ID[name].keys.split(","))

    def shown(self, name: str) -> str:
        """Gives the keys of an id as people write them, blanks between."""
        return " ".join(shown_key(one) for one in self.names(name))

    def first(self, name: str) -> str:
        """Gives the first key of an id as people write it."""
        return shown_key(self.names(name)[0])

    def for_textual(self) -> dict[str, str]:
        """Gives the changed ones as `App.set_keymap` wants them."""
        return {name: ",".join(keys) for name, keys in self._changed.items()}

    def hints(self, place: Scope) -> list[tuple[str, str, str]]:
        """Gives (key, words, id) for the line below the panes; the id is "" where it stands for several."""
        return [
            (_together([self.first(name) for name in one.ids]), one.words, one.ids[0] if len(one.ids) == 1 else "")
            for one in HINTS[place]
        ]


def read_keymap(changed: Mapping[str, str], config: object) -> Keymap:
    """Gives the keymap that `[keys]` of a config makes. Raises SettingsError for what cannot be, named with its place."""
    read = {name: _read(name, words, config) for name, words in changed.items()}
    keymap = Keymap(read)
    if not read:
        return keymap  # the keys that the program comes with do not clash: a test says so
    for one, other, key, place in clashes(keymap):
        if one.id in read or other.id in read:
            mine, theirs = (one, other) if one.id in read else (other, one)
            raise SettingsError(
                f"{config}: keys.{mine.id} = {changed[mine.id]!r}: {shown_key(key)} is the key of {theirs.id} "
                f"({theirs.words}) in {place}",
                f"{theirs.id} cannot be changed: take another key" if theirs.fixed else f"change keys.{theirs.id} too",
            )
    return keymap


def clashes(keymap: Keymap) -> list[tuple[Key, Key, str, Scope]]:
    """Gives the pairs of actions that want the same key in one place: the key, and the first such place."""
    found: dict[tuple[str, str, str], tuple[Key, Key, str, Scope]] = {}
    for place, scopes in PLACES.items():
        here = [one for one in KEYS if set(one.scopes) & set(scopes) and does(one, place)]
        for one, other in combinations(here, 2):
            for key in keymap.names(one.id):
                if key in keymap.names(other.id):
                    found.setdefault((one.id, other.id, key), (one, other, key, place))
    return list(found.values())


def does(key: Key, place: Scope) -> str:
    """Gives what a key does in a place, in words; "" where it does nothing there."""
    if not set(key.scopes) & set(PLACES[place]):
        return ""
    return IN_PLACE.get((place, key.id), key.words)


def here_keys(here: tuple[Scope, ...], *, own: bool = False) -> list[Key]:
    """Gives what can be done in a place; of an open text `here` names the place of its list too.

    `own` leaves out what works as well elsewhere.
    """
    place, found = here[0], []
    for one in KEYS:
        if not does(one, place) or one.fixed or (one.about and not set(one.about) & set(here)):
            continue
        special = place in one.scopes or one.about or one.id == "list.open"
        if not own or special or (place is Scope.DETAIL and one.group == "Texts"):
            found.append(one)
    return found


def _read(name: str, words: str, config: object) -> tuple[str, ...]:
    if name not in BY_ID:
        near = difflib.get_close_matches(name, BY_ID, n=1)
        nearest = f"did you mean {near[0]!r}? " if near else ""
        raise SettingsError(f"{config}: unknown key id keys.{name}", f"{nearest}`?` in the console lists them")
    if BY_ID[name].fixed:
        raise SettingsError(f"{config}: keys.{name} cannot be changed", f"it stays {shown_key(BY_ID[name].keys)}")
    if not words.strip(" "):
        raise SettingsError(f"{config}: keys.{name} is empty", 'name a key, as "b", "ctrl+w", "space" or "j,down"')
    try:
        return key_names(words)
    except ValueError as error:
        raise SettingsError(
            f"{config}: keys.{name} = {words!r}: {str(error) or 'nothing between commas'!r} is no key",
            'as "b", "/", "F5", "ctrl+w", "space", "enter", "comma"; several as "j,down"',
        ) from error


def _together(keys: list[str]) -> str:
    """Keys of one hint: `1-4` where they are digits in a row, else with a slash (or a blank between brackets)."""
    if len(keys) > 2 and all(one.isdigit() for one in keys):
        return f"{keys[0]}-{keys[-1]}"
    return (" " if "/" in "".join(keys) or not "".join(keys).isalnum() else "/").join(keys)
