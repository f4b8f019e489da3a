"""A statement's words as they may be pasted: quotation marks around each piece, and a sign where something stood between."""

from __future__ import annotations

from tradewatch.records import Statement

__all__ = ["quoted"]


def quoted(statement: Statement) -> str:
    """Gives `“A,” … “B.”` for a split quotation, `“A.”` for a whole one, and the clause alone for reported speech.

    The stored `quote` joins the pieces with one space; shown so, two halves would read as one sentence that nobody
    said.
    """
    if not statement.direct:
        return statement.quote
    return " … ".join(f"“{piece}”" for piece in _pieces(statement))


def _pieces(statement: Statement) -> list[str]:
    sizes = [part.end - part.start for _, _, part in statement.parts]
    if sum(sizes) + max(len(sizes) - 1, 0) != len(statement.quote):
        return [statement.quote]
    pieces, at = [], 0
    for size in sizes:
        pieces.append(statement.quote[at : at + size])
        at += size + 1
    return pieces
