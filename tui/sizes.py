"""How much of the terminal each pane takes where several stand side by side: shares, and the cells that come of them."""

from __future__ import annotations

import json
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict, replace

__all__ = [
    "DEFAULT_SIZES",
    "LEAST_COLUMNS",
    "LEAST_LINES",
    "Edge",
    "Sizes",
    "cells",
    "moved_to",
    "read_sizes",
    "sizes_text",
]

LEAST_COLUMNS, LEAST_LINES = 20, 4
"""What each pane keeps, its frame included."""
_DIGITS, _ROUNDED = 6, 1e-3
"""Of a share as it is kept; what a share of cells may lack by that."""

Edge = Literal["statements", "middle", "detail"]


class Sizes(Struct, frozen=True):
    """Shares between 0 and 1."""

    statements: float = 13 / 24
    """Of the columns, beside the tariffs."""
    middle: float = 3 / 5
    """Of the lines, above the wire."""
    detail: float = 11 / 20
    """Of the columns, beside its list."""


DEFAULT_SIZES = Sizes()


def cells(share: float, whole: int, least: int) -> int:
    """Gives the cells of a share of `whole`; both parts keep at least so many where there is room for both."""
    return max(min(int(share * whole + _ROUNDED), whole - least), min(least, whole))


def moved_to(sizes: Sizes, edge: Edge, wanted: int, whole: int) -> Sizes:
    """Gives the sizes with one share set so that it comes to `wanted` cells of `whole`, as far as that can be."""
    if whole < 1:
        return sizes
    least = LEAST_LINES if edge == "middle" else LEAST_COLUMNS
    return replace(sizes, **{edge: cells(wanted / whole, whole, least) / whole})


def read_sizes(text: str) -> Sizes:
    """Gives the sizes that a text of `sizes_text` says; the usual ones for what it does not say, or not well."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return DEFAULT_SIZES
    found = told if isinstance(told, dict) else {}
    known = {name: found.get(name) for name in Sizes.__struct_fields__}
    good = {name: share for name, share in known.items() if isinstance(share, float) and 0 < share < 1}
    return replace(DEFAULT_SIZES, **good)


def sizes_text(sizes: Sizes) -> str:
    """Gives the sizes as a line of JSON."""
    return json.dumps({name: round(share, _DIGITS) for name, share in asdict(sizes).items()}) + "\n"
