"""Words without their endings, so that `tariffs` and `tariff` are one."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["stem_of"]

_ENDINGS = ("ing", "ies", "ed", "es", "s")
_SHORTEST = 4
"""Letters that a word keeps when its ending is taken off."""


@lru_cache(maxsize=30_000)
def stem_of(word: str) -> str:
    """Gives a word without case, possessive and the commonest endings."""
    plain = word.casefold().replace("’", "'").rstrip(".'-").removesuffix("'s").replace(".", "")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            return plain[: -len(ending)]
    return plain
