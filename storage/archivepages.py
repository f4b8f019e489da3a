"""The stored texts as a draft's check asks for them: who carries these words, and who carries words like these."""

from __future__ import annotations

import re
from datetime import datetime

from tradewatch.records import Item, Statement, StatementPart
from tradewatch.storage.pages import Pages
from tradewatch.storage.searchform import any_of, search_form

__all__ = ["ArchivePages"]

_RUN = re.compile(r"[^\W_]+")
_RUN_OF, _RUNS = 3, 32
"""Words of a run by which like texts are looked for, and how many runs of a quotation are."""
_RARE = 5
"""Letters from which a word may be a rare one."""


class ArchivePages:
    """Answers from a database open for reading, as of the pages' instant or the one given."""

    def __init__(self, pages: Pages, until: datetime) -> None:
        self._pages, self._until = pages, until

    def carrying(self, words: str, most: int) -> list[Item]:
        """Gives items with these words in this order, the earliest published first."""
        expression = any_of([words])
        ids = self._pages.carrying_ids(expression, self._until, most) if expression else []
        return sorted(self._pages.items(ids), key=lambda one: (one.published, one.id))

    def alike(self, words: str, most: int) -> list[Item]:
        """Gives items with runs of three of these words, the likest first; where there is none, with the longest words."""
        run = _RUN.findall(search_form(words))
        runs = [" ".join(run[at : at + _RUN_OF]) for at in range(max(len(run) - _RUN_OF + 1, 1))] if run else []
        rare = sorted({one for one in run if len(one) >= _RARE}, key=len, reverse=True)
        ways = [any_of(runs[:: -(-len(runs) // _RUNS) or 1])]
        ways += [" AND ".join(f'"{one}"' for one in rare[:count]) for count in (3, 2) if len(rare) >= count]
        for expression in filter(None, ways):
            ids = self._pages.alike_ids(expression, self._until, most)
            if ids:
                return self._pages.items(ids)
        return []

    def said_in(self, item: Item) -> list[tuple[Statement, tuple[StatementPart, ...]]]:
        """Gives the item's statements with their places in its present wording; dismissed ones are left out."""
        places: dict[int, list[StatementPart]] = {}
        for number, version, part in self._pages.places_of(item.id):
            if version == item.version:
                places.setdefault(number, []).append(part)
        return [(one, tuple(places.get(one.id, ()))) for one in self._pages.statements_of(item.id)]

    def taken_back(self, words: str, most: int) -> list[Statement]:
        """Gives statements with the longest of these words that stand in earlier wordings only, newest first."""
        rare = sorted({one for one in _RUN.findall(words) if len(one) >= _RARE}, key=len, reverse=True)
        return self._pages.statements(self._pages.withdrawn_ids(rare[:2], self._until, most)) if rare else []
