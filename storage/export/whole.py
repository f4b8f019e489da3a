"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

from tradewatch.errors import TradewatchError

__all__ = ["at_home", "in_folder", "make_folder", "write_whole"]


def write_whole(path: Path, content: bytes, *, overwrite: bool = False, instead: str = "name another file") -> None:
    """Writes a new file so that it is there complete or not there; the umask says who may read it.

    An existing file is left alone unless `overwrite`; `instead` says what helps there. Raises TradewatchError in words.
    """
    target = at_home(path)
    if overwrite and target.is_symlink():
        target = target.resolve()  # what it leads to is written, and it goes on leading there
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        if target.is_dir():
            raise TradewatchError(f"{target} is a folder", "name a file in it")
        mode = _mode_of(target) if overwrite else None
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
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


def _mode_of(target: Path) -> int | None:
    """Gives the rights of the file that is replaced, None where there is none.

    Raises TradewatchError for what is no file that may be written: a device, a pipe, one that is locked.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise TradewatchError(
            f"{target} is a device or a pipe, and was left alone", "name a file, or - for standard output"
        )
    if not found.st_mode & 0o222:
        raise TradewatchError(f"{target} is locked against writing, and was left alone", "chmod u+w allows it")
    return stat.S_IMODE(found.st_mode)


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
