"""Who says so."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Source"]


@dataclass(frozen=True, slots=True)
class Source:
    kind: str
    """`page` and `repository` are evidence; `ledger`, `article`, `computed`, `item`, `unverified` are not by themselves."""
    ref: str
