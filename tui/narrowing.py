"""What a list is narrowed to, in the words of its frame."""

from __future__ import annotations

from tradewatch.clean import clean_line
from tradewatch.storage.queries import ItemQuery, StatementQuery

__all__ = ["narrowing_words"]


def narrowing_words(query: ItemQuery | StatementQuery) -> str:
    """Gives what a list is narrowed to, for its frame; "" where it is not."""
    words = clean_line(query.words).strip()
    parts = [words if '"' in words else f"“{words}”"] if words else []
    if query.terms:
        parts.append(clean_line(" ".join(one.words for one in query.terms)))
    if isinstance(query, ItemQuery):
        parts += ["near misses"] if query.near else []
        parts += ["flagged"] if query.flagged else []
        parts += ["all items"] if query.everything and not query.near else []
    else:
        parts += ["direct"] if query.direct else []
        parts += ["nobody named"] if query.attributed is False else []
        parts += ["with and without a speaker"] if query.attributed is None else []
    return ", ".join(parts)
