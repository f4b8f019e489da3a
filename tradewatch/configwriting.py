"""Adding a watch to the config file: a block at its end, all else as it was, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

from tradewatch.clean import clean_line
from tradewatch.configfile import parse_settings
from tradewatch.errors import SettingsError, TradewatchError
from tradewatch.settings import Settings, Watch

__all__ = ["add_watch", "watch_block", "with_watch"]

_LISTS = ("words", "phrases", "feeds", "sides", "speakers")
_LONGEST = 60
"""Letters of a name."""
_HINT = "the file is as it was; the block can be written into it by hand"


def watch_block(watch: Watch) -> str:
    """Gives a watch as it stands in a config file."""
    lines = ["[[watch]]", f"name = {_text(watch.name)}"]
    if watch.query:
        lines.append(f"query = {_text(watch.query)}")
    lines += [f"{key} = {_list(values)}" for key in _LISTS if (values := getattr(watch, key))]
    if watch.action:
        lines.append(f"action = {_text(watch.action[0]) if len(watch.action) == 1 else _list(watch.action)}")
    return "\n".join(lines) + "\n"


def with_watch(content: bytes, watch: Watch, path: Path) -> tuple[bytes, Settings]:
    """Gives the file's bytes with a watch behind them, and what they come to.

    Raises SettingsError where the name is empty, too long or another's, and where the file would not be a valid config.
    """
    name = clean_line(watch.name).strip()
    if not name or len(name) > _LONGEST or name != watch.name:
        raise SettingsError(f"a name of 1 to {_LONGEST} letters is wanted", "it names the rule in every alert")
    before = parse_settings(_decoded(content, path), path)
    if any(one.name.casefold() == name.casefold() for one in before.watch):
        raise SettingsError(f"{path}: there is a watch called {name} already", "take another name, or change it there")
    ends = "\r\n" if b"\r\n" in content else "\n"
    block = watch_block(watch).replace("\n", ends)
    begins = "" if not content.strip() else ends if content.endswith(b"\n") else 2 * ends
    text = content + (begins + block).encode("utf-8")
    try:
        after = parse_settings(_decoded(text, path), path)
    except SettingsError as error:
        raise SettingsError(f"{path}: a [[watch]] cannot be added at its end: {error.message}", _HINT) from error
    if after.watch != (*before.watch, watch):
        raise SettingsError(f"{path}: what was added would not be read back as it is", _HINT)
    return text, after


def add_watch(path: Path, watch: Watch, *, dry_run: bool = False) -> Settings:
    """Adds a watch to the config file, which is made where there is none; gives the settings that it comes to.

    Its rights stay, and a link to it stays a link. Raises TradewatchError in words; the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        content = target.read_bytes() if target.exists() else b""
        text, settings = with_watch(content, watch, path)
        if not dry_run:
            _replace(target, content, text)
    except OSError as error:
        raise TradewatchError(f"{path}: cannot be written: {error.strerror or error}", _HINT) from error
    return settings


def _replace(target: Path, before: bytes, content: bytes) -> None:
    there = target.exists()
    if there and not os.access(target, os.W_OK):
        raise PermissionError(1, "it may not be written")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            if there:
                kept = target.stat()
                with contextlib.suppress(PermissionError):  # another's file that we may write: its owner cannot be kept
                    os.fchown(file.fileno(), kept.st_uid, kept.st_gid)
                os.fchmod(file.fileno(), stat.S_IMODE(kept.st_mode))
            os.fsync(file.fileno())
        if (target.read_bytes() if target.exists() else b"") != before:
            raise OSError(11, "it was changed meanwhile")
        os.replace(part, target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: cannot be read: {error}", "it must be a readable UTF-8 file") from error


def _list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(_text(one) for one in values)}]"


def _text(words: str) -> str:
    """A basic string of TOML 1.0: quotation marks, backslashes and control characters escaped."""
    pieces = []
    for letter in words:
        if letter in '"\\':
            pieces.append(f"\\{letter}")
        elif ord(letter) < 0x20 or ord(letter) == 0x7F:
            pieces.append(f"\\u{ord(letter):04X}")
        else:
            pieces.append(letter)
    return f'"{"".join(pieces)}"'
