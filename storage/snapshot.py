"""A consistent copy of a database while it is in use."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path

from tradewatch.errors import TradewatchError
from tradewatch.storage.connection import connect_reader, in_words

__all__ = ["copy_to"]


def copy_to(source: Path, target: Path) -> None:
    """Writes the copy, whole or not at all, for the owner alone. Raises TradewatchError where a file is there already."""
    if target.exists():
        raise TradewatchError(f"{target} exists and was left alone", "name a new file")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    reader = connect_reader(source)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        copy = sqlite3.connect(part)
        try:
            reader.backup(copy)
            copy.execute("pragma journal_mode = delete")
        finally:
            copy.close()
        os.link(part, target)
    except sqlite3.Error as error:
        raise in_words(source, error) from error
    except OSError as error:
        raise TradewatchError(f"{target} cannot be written: {error.strerror}", "name another file") from error
    finally:
        reader.close()
        part.unlink(missing_ok=True)
