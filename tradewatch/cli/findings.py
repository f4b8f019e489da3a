"""One line of what `doctor` found."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Finding"]


class Finding(Struct, frozen=True):
    """What was looked at, whether it is well, and the words for it."""

    what: str
    ok: bool
    words: str
