"""The TOML config: read whole or not at all; a mistake names the file, the key, the nearest valid one and what is allowed."""

from __future__ import annotations

import difflib
import tomllib
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeGuard, cast

from msgspec import Struct

from tradewatch.errors import SettingsError
from tradewatch.settings import ACTIONS, Settings, Watch

__all__ = ["load_settings", "parse_settings", "settings_keys"]

_ALLOWED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "poll.interval_minutes": (lambda value: 1 <= value <= 1440, "1 to 1440 minutes"),
    "poll.concurrency": (lambda value: 1 <= value <= 200, "1 to 200"),
    "poll.host_connections": (lambda value: 1 <= value <= 64, "1 to 64"),
    "poll.host_spacing_seconds": (lambda value: 0 <= value <= 600, "0 to 600 seconds"),
    "poll.allow_private": (
        lambda value: all(_host_and_port(one) for one in value),
        'exact host:port, as "127.0.0.1:8080"',
    ),
    "upkeep.snapshots_mb": (lambda value: 0 <= value <= 1_000_000, "0 to 1000000 megabytes"),
    "desk.zone": (lambda value: value == "" or _zone_exists(value), "an IANA zone, as Europe/London"),
    "watch.action": (lambda value: set(value) <= set(ACTIONS), f"one or a list of {', '.join(ACTIONS)}"),
    "alerts.targets": (
        lambda value: all("://" in one for one in value),
        'addresses as apprise has them, as "json://127.0.0.1:8080/desk"',
    ),
    "alerts.deadline_hours": (lambda value: 0 <= value <= 8760, "0 (none) to 8760 hours"),
    "alerts.silent_hours": (lambda value: 0 <= value <= 8760, "0 (none) to 8760 hours"),
}
_ONE_OR_MORE = frozenset(("watch.action",))
"""Lists of which one alone may stand without brackets."""
_SECRET = frozenset(("alerts.targets",))
"""What is never shown, not even where it is wrong."""


def load_settings(path: Path) -> Settings:
    """Reads the config file; a missing one means defaults. Raises SettingsError for anything unknown or wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}", "it must be a readable UTF-8 file") from error
    return parse_settings(text, path)


def parse_settings(text: str, path: Path) -> Settings:
    """Reads the text of a config file; `path` is named in the SettingsError for anything unknown or wrong."""
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(
            f"{path}: not TOML: {error}", "strings stand in quotation marks; sections as [poll]"
        ) from error
    return cast(Settings, _record(Settings, content, path, ""))


def settings_keys() -> tuple[str, ...]:
    """Every key as `section.name`, for the documentation's test and `tradewatch config`."""
    keys: list[str] = []
    for section, kind in typing.get_type_hints(Settings).items():
        keys += [f"{section}.{name}" for name in kind.__struct_fields__] if _is_record(kind) else [section]
    return tuple(keys)


def _record(kind: type, content: dict[str, Any], path: Path, section: str) -> Any:
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for name, value in content.items():
        key = f"{section}.{name}" if section else name
        if name not in hints:
            near = difflib.get_close_matches(name, hints, n=1, cutoff=0.5)
            place = f"[{section}]" if section else "the top level"
            nearest = f"did you mean {near[0]!r}? " if near else ""
            raise SettingsError(f"{path}: unknown key {key!r}", f"{nearest}{place} knows {', '.join(hints)}")
        values[name] = _value(hints[name], value, path, key)
    try:
        return kind(**values)
    except TypeError as error:
        raise SettingsError(f"{path}: [{section}] is not complete: {error}", "name is required") from error


def _is_record(hint: Any) -> TypeGuard[type[Struct]]:
    return isinstance(hint, type) and issubclass(hint, Struct)


def _value(hint: Any, value: Any, path: Path, key: str, *, inside: bool = False) -> Any:
    if _is_record(hint):
        _expect(isinstance(value, dict), path, key, value, "a section")
        return _record(hint, value, path, key)
    origin = typing.get_origin(hint)
    result: Any = value
    if key in _ONE_OR_MORE and isinstance(value, str) and not inside:
        value = [value]
    if origin is tuple:
        _expect(isinstance(value, list), path, key, value, "a list")
        inner = typing.get_args(hint)[0]
        result = tuple(_value(inner, one, path, key, inside=True) for one in value)
    elif origin is dict:
        result = _flat(value) if isinstance(value, dict) else value
        _expect(
            isinstance(value, dict) and all(isinstance(one, str) for one in result.values()),
            path,
            key,
            value,
            'binding id = "key"',
        )
    elif hint is float:
        _expect(isinstance(value, int | float) and not isinstance(value, bool), path, key, value, "a number")
        result = float(value)
    elif isinstance(hint, type):
        words = {int: "a whole number", str: "a text in quotation marks", bool: "true or false"}.get(
            hint, hint.__name__
        )
        _expect(type(value) is hint, path, key, value, words)
    check = None if inside else _ALLOWED.get(key)
    if check is not None and hint is not Watch:
        _expect(check[0](result), path, key, value, check[1])
    return result


def _flat(content: dict[str, Any]) -> dict[str, Any]:
    """An id with a point in it, written without quotation marks, is a table to TOML."""
    flat: dict[str, Any] = {}
    for name, value in content.items():
        flat |= (
            {f"{name}.{more}": one for more, one in _flat(value).items()} if isinstance(value, dict) else {name: value}
        )
    return flat


def _expect(right: bool, path: Path, key: str, value: object, allowed: str) -> None:
    if not right:
        shown = key if key in _SECRET else f"{key} = {value!r}"
        raise SettingsError(f"{path}: {shown} will not do", f"allowed: {allowed}")


def _host_and_port(text: str) -> bool:
    host, colon, port = text.rpartition(":")
    return bool(host) and colon == ":" and port.isdigit() and 0 < int(port) < 65536


def _zone_exists(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
