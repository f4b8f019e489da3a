"""Damage as the command line answers it: the file is left as it is, a copy is kept, and a line says what helps."""

from __future__ import annotations

from datetime import UTC, datetime

from tradewatch.errors import DamagedError

__all__ = ["damage_words"]


def damage_words(error: DamagedError) -> str:
    """Gives the line for a person, and keeps a copy of the damaged file if there is anything in it."""
    from tradewatch.storage.aside import keep_damaged
    from tradewatch.storage.remains import left_log

    if error.path is None or not (left_log(error.path) or (error.path.is_file() and error.path.stat().st_size)):
        return error.message
    return f"{error.message}; it was left as it is, {keep_damaged(error.path, datetime.now(UTC), passing=True).words}"
