"""Medians of pairs that take turns, so that a machine that slows down slows both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

__all__ = ["compared", "seconds"]


def seconds(work: Callable[[], object]) -> float:
    """Gives how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compared(what: str, ours: Callable[[], object], peer_name: str, peer: Callable[[], object], rounds: int = 5) -> str:
    """Runs both in turn, and says the medians and their ratio (below 1: ours takes less)."""
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(seconds(ours))
        theirs.append(seconds(peer))
    a, b = statistics.median(mine), statistics.median(theirs)
    return f"{what}: ours {a:.3f} s, {peer_name} {b:.3f} s, ratio {a / b:.2f} (median of {rounds})"
