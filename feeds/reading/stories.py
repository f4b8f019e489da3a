"""Which items tell the same story: copies of one report, and other reports of the same event within a day.

An item joins the story whose middle (all its items together) it is most like, never one item of it: so a chain of
items that are each a little like the next does not become one story. The figures were chosen on the project's own
items (tests/reading/cases) and are kept on the side of too many stories: a wrong merge hides news.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tradewatch.feeds.reading.background import Background, load_background
from tradewatch.feeds.reading.copies import WINDOW, are_alike, contradict
from tradewatch.records import Placed, Told

__all__ = ["REACH", "Stories", "group"]

_EVENT = timedelta(hours=24)
"""Time from a story's first item within which another report may join; the reply on the next day is another story."""
REACH = WINDOW + _EVENT
"""Time before an item within which another can decide where it belongs."""
_LIKE = 0.07
"""Cosine with the story's middle from which a report is of the same event."""
_FADES = 30 * 3600.0
"""Seconds of silence in which likeness falls to 1/e: a story that went quiet takes less and less."""
_OTHER_DAY = 0.4
"""What is left of the likeness where the two name another day: the reply of the next day is another story."""
_TELLS = 0.9
"""Weight from which a trait of a headline tells."""
_KEYS = 16
"""Of an item's triples the smallest hashes are indexed: copies that share most of them meet in one surely enough."""
_COMMON = 400
"""Stories with one trait: more of them are not compared for its sake, so that the work for an item has an end."""
_NEWEST = 12
"""Items looked at for one hash: a triple that thousands of items have tells nothing."""


@dataclass(slots=True)
class _Story:
    head: int
    first: datetime
    last: datetime
    middle: dict[str, float] = field(default_factory=dict)
    """Sum of its items' traits, each item of length 1."""
    headlines: dict[int, set[str]] = field(default_factory=dict)
    """Feed → what its headlines on this story say."""
    days: set[str] = field(default_factory=set)
    """Days that its items name for the event."""
    relevant: bool = True

    def add(self, told: Told, traits: dict[str, float], headline: set[str]) -> None:
        self.last = max(self.last, told.published)
        self.headlines.setdefault(told.feed, set()).update(headline)
        self.days |= _days(told)
        for trait, weight in traits.items():
            self.middle[trait] = self.middle.get(trait, 0.0) + weight

    def length(self) -> float:
        return math.sqrt(sum(weight * weight for weight in self.middle.values())) or 1.0


class Stories:
    """Puts items into stories one after the other, in order of time; what is older than `REACH` is forgotten."""

    def __init__(self, background: Background | None = None) -> None:
        self._background = background or load_background()
        self._story_of: dict[int, _Story] = {}
        """Item → its story."""
        self._items: list[Told] = []
        """In order of time, those within reach."""
        self._by_id: dict[int, Told] = {}
        self._by_hash: dict[int, list[int]] = defaultdict(list)
        self._by_trait: dict[str, dict[int, _Story]] = defaultdict(dict)

    def know(self, told: Told) -> None:
        """Takes an item in as it was placed before."""
        self._put(told, self._headed(told.head), told.head)

    def place(self, told: Told) -> Placed:
        """Gives the story of an item: that of a copy, else the likeliest of its event, else its own.

        An item that a person placed stays where it is.
        """
        self._forget(told.published)
        if told.held:
            story = self._headed(told.head)
        else:
            copied, other = self._copied(told)
            story = copied or self._alike(told, other)
        return Placed(told.item_id, self._put(told, story, told.head if told.held else None).head)

    def _headed(self, head: int | None) -> _Story | None:
        return self._story_of.get(head) if head is not None else None

    def _put(self, told: Told, story: _Story | None, head: int | None) -> _Story:
        """Takes an item into a story; without one into its own, or that of a head which is out of reach."""
        traits = self._weighted(told)
        if story is None:
            story = _Story(
                told.item_id if head is None else head, told.published, told.published, relevant=told.relevant
            )
            self._story_of[story.head] = story
        self._story_of[told.item_id] = story
        story.add(told, traits, self._headline(told))
        for trait in traits:
            self._by_trait[trait][story.head] = story
        self._items.append(told)
        self._by_id[told.item_id] = told
        for value in told.triples[:_KEYS]:
            self._by_hash[value].append(told.item_id)
        return story

    def _weighted(self, told: Told) -> dict[str, float]:
        weights = {trait: self._background.weight(trait) for trait in told.traits}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {trait: weight / length for trait, weight in weights.items() if weight > 0}

    def _headline(self, told: Told) -> set[str]:
        """What tells in the headline: traits that most reports do not have."""
        return {one for one in told.traits if one.startswith("^") and self._background.weight(one) >= _TELLS}

    def _copied(self, told: Told) -> tuple[_Story | None, set[int]]:
        """Gives the story of an earlier copy, and the heads of those that say another thing in the same words."""
        shared: dict[int, int] = defaultdict(int)
        for value in told.triples[:_KEYS]:
            for other in self._by_hash[value][-_NEWEST:]:
                shared[other] += 1
        others: set[int] = set()
        triples = frozenset(told.triples)
        for candidate in sorted(shared, key=lambda one: (-shared[one], one)):
            known = self._by_id.get(candidate)
            if known is None or told.published - known.published > WINDOW:
                continue
            if are_alike(triples, known.triples):
                if known.feed == told.feed and not self._headline(known) & self._headline(told):
                    others.add(self._story_of[candidate].head)  # a text that the outlet puts under every headline
                elif not contradict(told.title, known.title):
                    return self._story_of[candidate], others
                else:
                    others.add(self._story_of[candidate].head)
        return None, others

    def _alike(self, told: Told, barred: set[int]) -> _Story | None:
        """Gives the story of the last day that the item is most like, None where it is like none."""
        traits, headline = self._weighted(told), self._headline(told)
        days = _days(told)
        best, most = None, _LIKE
        for head in sorted(self._related(traits)):
            story = self._story_of[head]
            if head in barred or told.published - story.first > _EVENT:
                continue
            if told.relevant != story.relevant:
                continue  # a digest that has the event among others tells another story
            if told.feed in story.headlines and not story.headlines[told.feed] & headline:
                continue  # to its own outlet it is another story, however alike the text around it
            dot = sum(weight * story.middle.get(trait, 0.0) for trait, weight in traits.items())
            if dot < most:
                continue
            like = dot / story.length()
            if story.days and days and not story.days & days:
                like *= _OTHER_DAY
            like *= math.exp(-(told.published - story.last).total_seconds() / _FADES)
            if like >= most:
                best, most = story, like
        return best

    def _related(self, traits: dict[str, float]) -> set[int]:
        """Gives the heads of the stories that have one of the traits; one that hundreds have relates nothing."""
        related: set[int] = set()
        for trait in traits:
            stories = self._by_trait.get(trait, {})
            if len(stories) <= _COMMON:
                related.update(stories)
        return related

    def _forget(self, now: datetime) -> None:
        """Drops what is out of reach, from time to time: as much as has come in since."""
        if not self._items or now - self._items[0].published <= 2 * REACH:
            return
        kept = [one for one in self._items if now - one.published <= REACH]
        stories = {one.item_id: self._story_of[one.item_id] for one in kept}
        self._story_of = {**{story.head: story for story in stories.values()}, **stories}
        self._items, self._by_id = kept, {one.item_id: one for one in kept}
        self._by_hash, self._by_trait = defaultdict(list), defaultdict(dict)
        for one in kept:
            for value in one.triples[:_KEYS]:
                self._by_hash[value].append(one.item_id)
        for story in stories.values():
            for trait in story.middle:
                self._by_trait[trait][story.head] = story


def _days(told: Told) -> set[str]:
    return {trait for trait in told.traits if trait.startswith("d:")}


def group(items: Iterable[Told]) -> dict[int, int]:
    """Gives for each item the one that heads its story; the items may come in any order."""
    stories = Stories()
    ordered: Sequence[Told] = sorted(items, key=lambda one: (one.published, one.item_id))
    return {placed.item_id: placed.head for placed in map(stories.place, ordered)}
