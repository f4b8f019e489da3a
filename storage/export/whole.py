"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from tradewatch.errors import TradewatchError

__all__ = ["at_home", "in_folder", "make_folder", "write_whole"]


def write_whole(path: Path, content: bytes, *, overwrite: bool = False, instead: str = "name another file") -> None:
    """Writes a new file so that it is there complete or not there; the umask says who may read it.

    An existing file is left alone unless `overwrite`; `instead` says what helps there. Raises TradewatchError in words.
    """
    target = at_home(path)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        if target.is_dir():
            raise TradewatchError(f"{target} is a folder", "name a file in it")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            os.replace(part, target)
        else:
            _place_new(part, target)
    except FileExistsError as error:
        raise TradewatchError(f"{target} exists and was left alone", instead) from error
    except OSError as error:
        raise TradewatchError(
            f"cannot be written, {(error.strerror or '').lower()}: {target}", "name another file"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def at_home(path: Path) -> Path:
    """Gives a path with `~` unfolded. Raises TradewatchError where there is no such user."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise TradewatchError(f"{path}: {error}", "write the folder out") from error


def in_folder(folder: str | None, name: str) -> str:
    """Gives a name in the folder that the config has for exports; without one the name alone."""
    return os.path.join(os.path.expanduser(folder), name) if folder else name


def make_folder(target: Path, folder: str | None) -> None:
    """Makes the folder that the config has for exports, where the file is to be in it. Raises TradewatchError in words."""
    if not folder or target.parent != Path(os.path.expanduser(folder)):
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise TradewatchError(
            f"the folder for exports cannot be made, {why}: {target.parent}",
            "export.folder in the config, or name a file elsewhere",
        ) from error


def _place_new(part: Path, target: Path) -> None:
    """Puts the finished file in its place; a file that came there meanwhile wins. Some disks know no hard links."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(str(target)) from None
        os.replace(part, target)
