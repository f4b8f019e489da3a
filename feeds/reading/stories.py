"""Which items tell the same story: copies of one report within days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from tradewatch.copies import WINDOW, are_copies

__all__ = ["group"]


def group(items: Sequence[tuple[tuple[int, ...], datetime, str]]) -> list[int]:
    """Gives for each item the number of its story; items are (triples, published, headline)."""
    story = list(range(len(items)))
    holders: dict[int, list[int]] = defaultdict(list)
    for number, (triples, published, title) in enumerate(items):
        shared: dict[int, int] = defaultdict(int)
        for one in triples:
            for other in holders[one]:
                shared[other] += 1
            holders[one].append(number)
        for other in sorted(shared, key=lambda one: -shared[one]):
            theirs, when, other_title = items[other]
            if abs(published - when) <= WINDOW and are_copies(triples, theirs, title, other_title):
                story[number] = story[other]
                break
    return story
