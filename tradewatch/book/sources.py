"""Who says so."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Source"]


class Source(Struct, frozen=True):
    kind: str
    """`page` and `repository` are evidence; `ledger`, `article`, `computed`, `item`, `unverified` are not by themselves."""
    ref: str
