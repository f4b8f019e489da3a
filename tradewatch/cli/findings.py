"""One line of what `doctor` found."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and the words for it."""

    what: str
    ok: bool
    words: str
